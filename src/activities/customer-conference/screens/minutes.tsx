import { type ReactNode, useState } from 'react'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Status } from '#kit/ui/chip.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { saveFile } from '#kit/ui/files.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import type { GivesOf } from '#kit/wire'
import type { routes } from '../routes.ts'
import { screenWords } from '../words-screens.ts'
import { conferences } from './parts.tsx'

type Full = GivesOf<typeof routes.one>
type One = Full['minutes'][number]
type Done = (told: string) => Promise<void>

function Version({ it, done }: { readonly it: One; readonly done: Done }): ReactNode {
  const said = useWords(screenWords)
  const lang = useLang()
  const mayApprove = usePermission('customer-conference.approve')
  const take = async (as: 'pdf' | 'docx'): Promise<void> => saveFile(await conferences.paper({ id: it.id, as }))
  return (
    <li className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {said.version(it.version)}
        <Status kind={it.approvedAt ? 'approved' : 'waiting'} />
      </p>
      <p className="text-ink-3 text-label">{said.written(it.writtenBy, showMoment(it.writtenAt, lang))}</p>
      {it.approvedBy && it.approvedAt && (
        <p className="text-ink-3 text-label">{said.approvedBy(it.approvedBy, showMoment(it.approvedAt, lang))}</p>
      )}
      {it.reason && <p>{it.reason}</p>}
      <p className="line-clamp-4 whitespace-pre-line">{it.summary}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => void take('pdf')}>
          {said.pdf}
        </Button>
        <Button size="small" onClick={() => void take('docx')}>
          {said.docx}
        </Button>
        {!it.approvedAt && mayApprove && !it.mine && (
          <Button
            size="small"
            kind="primary"
            onClick={() => void conferences.approveMinutes({ id: it.id }).then(() => done(said.done))}
          >
            {said.approveMinutes}
          </Button>
        )}
      </div>
    </li>
  )
}

/** The minutes, newest version first; an approved one is never changed, only followed by another. */
export function Minutes({ it, done }: { readonly it: Full; readonly done: Done }): ReactNode {
  const said = useWords(screenWords)
  const [writing, setWriting] = useState(false)
  const mayPlan = usePermission('customer-conference.plan')
  const [last] = it.minutes
  const write = mayPlan && it.state === 'held' && (
    <Button size="small" onClick={() => setWriting(true)}>
      {said.writeMinutes}
    </Button>
  )
  return (
    <Card title={said.minutes} action={write}>
      {it.minutes.length === 0 && <p className="text-ink-2">{said.minutesNone}</p>}
      <ul className="flex flex-col gap-4">
        {it.minutes.map(one => (
          <Version key={one.id} it={one} done={done} />
        ))}
      </ul>
      <Dialog open={writing} onClose={() => setWriting(false)} title={said.writeMinutes} wide={true}>
        <Form
          submit={said.submit}
          onCancel={() => setWriting(false)}
          onSubmit={async values => {
            const { chair = '', summary = '', reason } = values
            await conferences.writeMinutes({ id: it.id, chair, summary, ...(reason ? { reason } : {}) })
            setWriting(false)
            await done(said.done)
          }}
        >
          <TextField name="chair" label={said.fields.chair} defaultValue={last?.chair ?? ''} />
          <TextArea name="summary" label={said.fields.summary} rows={10} defaultValue={last?.summary ?? ''} />
          {last?.approvedAt && <TextField name="reason" label={said.fields.changed} />}
        </Form>
      </Dialog>
    </Card>
  )
}
