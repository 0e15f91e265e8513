import { type ReactNode, useState } from 'react'
import { showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { templateRoutes } from '../routes-templates.ts'
import { longest, render, sampleValues, smsText } from '../rules-text.ts'
import { messaging } from './client.ts'
import { TemplateStatus, useDone } from './parts.tsx'
import { TemplateForm } from './template-form.tsx'
import { messagingUiWords } from './words.ts'

type Full = GivesOf<typeof templateRoutes.template>
type Act = 'approve' | 'sendBack' | 'revise' | 'retire'

function Text({
  title,
  note,
  children,
}: {
  readonly title: string
  readonly note?: string
  readonly children: string
}): ReactNode {
  return (
    <Card title={title}>
      <p className="max-w-prose whitespace-pre-wrap">{children}</p>
      {note && <p className="mt-2 text-ink-3 text-label">{note}</p>}
    </Card>
  )
}

/** Each text as its receiver would read it. */
function Texts({ template }: { readonly template: Full }): ReactNode {
  const said = useWords(messagingUiWords)
  const lang = useLang()
  const { sms, plain, zalo, email, emailSubject } = template
  const size = sms ? longest({ sms, plain }) : undefined
  return (
    <div className="flex flex-col gap-4">
      {sms && size && (
        <Text title={said.channels.sms} note={said.parts(showCount(size.segments, lang), size.encoding)}>
          {smsText(sms, plain, sampleValues)}
        </Text>
      )}
      {zalo && (
        <Text title={said.channels.zalo} note={`${said.fields.zaloTemplate}: ${template.zaloTemplate}`}>
          {render(zalo, sampleValues)}
        </Text>
      )}
      {email && (
        <Text title={`${said.channels.email}: ${render(emailSubject ?? '', sampleValues)}`}>
          {render(email, sampleValues)}
        </Text>
      )}
    </div>
  )
}

function History({ template }: { readonly template: Full }): ReactNode {
  const said = useWords(messagingUiWords)
  const lang = useLang()
  return (
    <Card title={said.history}>
      <ol className="flex flex-col gap-3">
        <li>
          <p className="font-medium">{said.newTemplate}</p>
          <p className="text-ink-3 text-label">{`${template.by} · ${showMoment(template.at, lang)}`}</p>
        </li>
        {template.decisions.map(one => (
          <li key={`${one.kind} ${one.at}`}>
            <p className="font-medium">{said.decisions[one.kind]}</p>
            {one.reason && <p>{one.reason}</p>}
            <p className="text-ink-3 text-label">{`${one.by} · ${showMoment(one.at, lang)}`}</p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Dialogs({
  template,
  act,
  close,
}: {
  readonly template: Full
  readonly act: Act | undefined
  readonly close: () => void
}): ReactNode {
  const said = useWords(messagingUiWords)
  const done = useDone()
  const { id, name } = template
  const after = async (does: Promise<unknown>): Promise<void> => {
    await does
    close()
    await done()
  }
  return (
    <>
      <ConfirmDialog
        open={act === 'approve'}
        onClose={close}
        title={said.approve}
        act={said.approve}
        onConfirm={() => after(messaging.approveTemplate({ id }))}
      >
        {name}
      </ConfirmDialog>
      <ConfirmDialog
        open={act === 'retire'}
        onClose={close}
        title={said.retire}
        act={said.retire}
        onConfirm={() => after(messaging.retireTemplate({ id }))}
      >
        {name}
      </ConfirmDialog>
      <Dialog open={act === 'sendBack'} onClose={close} title={said.sendBack}>
        <Form
          submit={said.sendBack}
          onCancel={close}
          onSubmit={values => after(messaging.sendBackTemplate({ id, reason: values.reason ?? '' }))}
        >
          <TextArea name="reason" label={said.fields.reason} />
        </Form>
      </Dialog>
      <Dialog open={act === 'revise'} onClose={close} title={said.revise} wide={true}>
        <TemplateForm
          template={template}
          close={close}
          onTexts={texts => after(messaging.reviseTemplate({ id, ...texts }))}
        />
      </Dialog>
    </>
  )
}

/** One text: how it reads, what it costs, and who let it pass. */
export function TemplateScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(messagingUiWords)
  const [act, setAct] = useState<Act>()
  const [mayApprove, mayWrite] = [usePermission('messaging.approve'), usePermission('messaging.write')]
  const { data: template, error, retry } = useLoad(['messaging', 'template', id], () => messaging.template({ id }))
  if (!template) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const { state, mine } = template
  const button = (to: Act, kind: 'primary' | 'secondary'): ReactNode => (
    <Button kind={kind} onClick={() => setAct(to)}>
      {said[to]}
    </Button>
  )
  const actions = (
    <>
      {state === 'waiting' && mayApprove && !mine && button('sendBack', 'secondary')}
      {state === 'waiting' && mayApprove && !mine && button('approve', 'primary')}
      {state === 'sent_back' && mayWrite && mine && button('revise', 'primary')}
      {state === 'approved' && mayApprove && button('retire', 'secondary')}
    </>
  )
  return (
    <Page
      title={template.name}
      mark={<TemplateStatus state={state} />}
      state={`${template.unit} · ${said.classes[template.class]}`}
      actions={actions}
    >
      {state === 'waiting' && mine && <Alert tone="info" title={said.ownTemplate} />}
      <Columns>
        <Texts template={template} />
        <History template={template} />
      </Columns>
      <Dialogs template={template} act={act} close={() => setAct(undefined)} />
    </Page>
  )
}
