import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { RadioGroup } from '#kit/ui/choice.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import type { GivesOf } from '#kit/wire'
import type { customerRoutes } from '../routes.ts'
import { customerWords } from '../words.ts'
import { customers } from './client.ts'
import { Details, dayOf, Line, Quiet, Standing, useDone } from './parts.tsx'
import { customersUiWords } from './words.ts'
import { requestUiWords } from './words-requests.ts'

type Request = GivesOf<typeof customerRoutes.request>

/** One request: what was asked, by when, what was done, and the ways to go on. */
export function RequestScreen(): ReactNode {
  const words = useWords(customersUiWords)
  const asks = useWords(requestUiWords)
  const said = useWords(customerWords)
  const id = useParam('id')
  const load = useLoad(['customers', 'request', id], signal => customers.request({ id }, { signal }))
  const it = load.data
  if (!it) {
    return (
      <Page title={words.requests}>
        {load.error === undefined ? <LoadingState /> : <ErrorState error={load.error} retry={load.retry} />}
      </Page>
    )
  }
  return (
    <Page
      title={said.requestKinds[it.kind]}
      mark={<Standing row={it} />}
      state={said.requestStates[it.state]}
      actions={<Actions it={it} />}
    >
      {it.kind === 'deletion' && it.standing !== 'closed' && <Alert tone="info" title={asks.deletionNote} />}
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={asks.text}>
            {it.text ? (
              <p className="max-w-[72ch] whitespace-pre-line text-body">{it.text}</p>
            ) : (
              <Quiet>{asks.erased}</Quiet>
            )}
          </Card>
          {it.steps.length > 0 && <Steps it={it} />}
        </div>
        <Card title={words.details}>
          <Details
            rows={[
              [
                words.customers,
                <Link key="customer" to={`/customers/${it.customer.id}`}>
                  {it.customer.name}
                </Link>,
              ],
              [words.code, it.customer.code],
              [asks.through, said.how[it.through]],
              [asks.askedOn, writeDay(it.askedOn)],
              [asks.acknowledgeBy, writeDay(it.acknowledgeBy)],
              [asks.dueOn, writeDay(it.dueOn)],
            ]}
          />
          {!it.confirmed && <p className="mt-3 text-ink-3 text-label">{asks.unconfirmed}</p>}
          {it.kind === 'access' && <KeptFile id={it.customer.id} />}
        </Card>
      </Columns>
    </Page>
  )
}

function KeptFile({ id }: { readonly id: string }): ReactNode {
  const asks = useWords(requestUiWords)
  return usePermission('customers.answer') ? (
    <p className="mt-3 text-body">
      <a
        className="text-accent underline-offset-4 hover:underline"
        href={`/api/customers/${id}/kept`}
        download={`${id}.json`}
      >
        {asks.kept}
      </a>
    </p>
  ) : null
}

function Steps({ it }: { readonly it: Request }): ReactNode {
  const asks = useWords(requestUiWords)
  const name = (step: string): string => asks.step[step as keyof typeof asks.step]
  return (
    <Card title={asks.steps}>
      <ul>
        {it.steps.map(one => (
          <Line
            key={one.step}
            second={[
              dayOf(one.at),
              one.by,
              one.until && `${asks.dueOn} ${writeDay(one.until)}`,
              one.rows !== null && asks.rowsErased(String(one.rows)),
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            <span className="font-semibold">{name(one.step)}</span>
            {one.text && <span className="block whitespace-pre-line">{one.text}</span>}
          </Line>
        ))}
      </ul>
    </Card>
  )
}

function Actions({ it }: { readonly it: Request }): ReactNode {
  const words = useWords(customersUiWords)
  const answers = usePermission('customers.answer')
  const [doing, setDoing] = useState<'extend' | 'answer'>()
  const done = useDone(() => setDoing(undefined))
  if (!answers || it.standing === 'closed') return null
  return (
    <>
      {it.mayExtend && <Button onClick={() => setDoing('extend')}>{words.actions.extend}</Button>}
      {it.state === 'received' && (
        <Button
          onClick={async () => {
            await customers.acknowledge({ id: it.id })
            await done('acknowledge')
          }}
        >
          {words.actions.acknowledge}
        </Button>
      )}
      <Button kind="primary" onClick={() => setDoing('answer')}>
        {words.actions.answer}
      </Button>
      <ExtendDialog id={it.id} open={doing === 'extend'} onClose={() => setDoing(undefined)} />
      <AnswerDialog id={it.id} open={doing === 'answer'} onClose={() => setDoing(undefined)} />
    </>
  )
}

type DialogState = { readonly id: string; readonly open: boolean; readonly onClose: () => void }

function ExtendDialog({ id, open, onClose }: DialogState): ReactNode {
  const words = useWords(customersUiWords)
  const asks = useWords(requestUiWords)
  const done = useDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    await customers.extend({ id, reason: values.reason ?? '' })
    await done('extend')
  }
  return (
    <Dialog open={open} onClose={onClose} title={words.actions.extend}>
      <Form submit={words.actions.extend} onSubmit={submit} onCancel={onClose}>
        <TextArea name="reason" label={asks.reason} />
      </Form>
    </Dialog>
  )
}

function AnswerDialog({ id, open, onClose }: DialogState): ReactNode {
  const words = useWords(customersUiWords)
  const asks = useWords(requestUiWords)
  const toast = useToast()
  const done = useDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    const { rowsErased } = await customers.answer({ id, outcome: values.outcome as 'done', text: values.text ?? '' })
    await done('answer')
    if (rowsErased !== null) toast({ title: asks.rowsErased(String(rowsErased)) })
  }
  return (
    <Dialog open={open} onClose={onClose} title={words.actions.answer}>
      <Form submit={words.actions.answer} onSubmit={submit} onCancel={onClose}>
        <RadioGroup
          name="outcome"
          label={asks.outcome}
          options={[
            { value: 'done', label: asks.outcomeDone },
            { value: 'refused', label: asks.outcomeRefused },
          ]}
        />
        <TextArea name="text" label={asks.answerText} rows={5} />
      </Form>
    </Dialog>
  )
}
