import { type ReactNode, useState } from 'react'
import { isoDay, showDay, showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount, showQuantity } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { routes } from '../routes.ts'
import { screenWords } from '../words-screens.ts'
import { loadShift } from './client.ts'

type Full = GivesOf<typeof routes.agreement>
type Member = Full['members'][number]

function About({ it }: { readonly it: Full }): ReactNode {
  const said = useWords(screenWords)
  const lang = useLang()
  const rows: readonly (readonly [string, string])[] = [
    [said.register.number, it.number],
    [said.register.signed, showDay(it.signedOn)],
    [said.register.registered, showQuantity(it.registeredKw, 'kW', lang)],
    [said.sign.trade, it.trade],
    [said.register.generator, it.standby ? said.register.hasGenerator : ''],
    [said.register.channel, said.register.channels[it.channel]],
    [said.register.contact, [it.contactName, it.contact].filter(Boolean).join(' · ')],
  ]
  return (
    <Card title={said.agreement.about}>
      <dl className="grid gap-y-2 text-body">
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} className="flex justify-between gap-4 border-line border-b pb-2 last:border-b-0">
              <dt className="text-ink-2">{name}</dt>
              <dd className="tabular text-right font-semibold">{value}</dd>
            </div>
          ))}
      </dl>
      <p className="mt-3 text-ink-3 text-label">
        {said.agreement.recorded(it.recordedBy, showMoment(it.recordedAt, lang))}
      </p>
    </Card>
  )
}

function Members({ it }: { readonly it: Full }): ReactNode {
  const said = useWords(screenWords).agreement
  const lang = useLang()
  const columns: readonly Column<Member>[] = [
    {
      key: 'code',
      head: said.members,
      strong: true,
      cell: one => <Link to={`/customers/${one.id}`}>{one.code}</Link>,
      second: one => one.name,
    },
    { key: 'address', head: said.address, from: 'sm', cell: one => one.address },
    { key: 'points', head: said.meters, figure: true, cell: one => said.points(showCount(one.points, lang)) },
  ]
  return (
    <Card title={said.members} flush={true}>
      <Table caption={said.members} columns={columns} rows={it.members} rowKey={one => one.id} />
    </Card>
  )
}

/** One agreement: what was promised, whose meters count, who is called, and how it ended. */
export function AgreementScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(screenWords)
  const may = usePermission('load-shift.register')
  const toast = useToast()
  const refresh = useRefresh()
  const [ending, setEnding] = useState(false)
  const { data: it, error, retry } = useLoad(['load-shift', 'agreement', id], () => loadShift.agreement({ id }))
  if (!it) return error === undefined ? <LoadingState /> : <ErrorState error={error} retry={retry} />
  return (
    <Page
      title={it.name}
      state={`${it.unit} · ${it.number}`}
      actions={may && !it.withdrawnOn && <Button onClick={() => setEnding(true)}>{said.agreement.withdraw}</Button>}
    >
      {it.withdrawnOn && (
        <Alert tone="warn" title={said.register.withdrawnOn(showDay(it.withdrawnOn))}>
          {it.withdrawnWhy}
        </Alert>
      )}
      <Columns>
        <Members it={it} />
        <About it={it} />
      </Columns>
      <Dialog open={ending} onClose={() => setEnding(false)} title={said.agreement.withdraw}>
        <Form
          submit={said.agreement.withdraw}
          onCancel={() => setEnding(false)}
          onSubmit={async values => {
            await loadShift.withdraw({ id, on: values.on ?? '', reason: values.reason ?? '' })
            await refresh('load-shift')
            toast({ title: said.agreement.done })
            setEnding(false)
          }}
        >
          <DateField name="on" label={said.agreement.on} defaultValue={isoDay(new Date())} />
          <TextArea name="reason" label={said.agreement.why} />
        </Form>
      </Dialog>
    </Page>
  )
}
