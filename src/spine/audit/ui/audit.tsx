import type { ReactNode } from 'react'
import { client } from '#kit/client'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { Form } from '#kit/ui/form.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Why } from '#kit/ui/why.tsx'
import { showCount } from '#kit/units'
import { type AuditEntry, auditRoutes } from '../routes.ts'
import { auditWords } from '../words.ts'

const audit = client(auditRoutes)

function useColumns(): readonly Column<AuditEntry>[] {
  const words = useWords(auditWords)
  const lang = useLang()
  const said = useSaid()
  return [
    { key: 'at', head: words.fields.when, cell: row => showMoment(row.at, lang), width: 'w-40' },
    { key: 'who', head: words.fields.who, strong: true, cell: row => row.actor ?? words.kinds[row.actorKind] },
    { key: 'does', head: words.fields.what, cell: row => said(row.says) },
    { key: 'unit', head: words.fields.where, from: 'md', cell: row => row.unit },
    {
      key: 'record',
      head: words.fields.record,
      from: 'lg',
      cell: row => row.record && <code className="text-label">{row.record.slice(-12)}</code>,
    },
  ]
}

/** How far the chain has come, and when its head was last signed. */
function Seal(): ReactNode {
  const words = useWords(auditWords)
  const lang = useLang()
  const { data } = useLoad(['audit', 'state'], () => audit.state({}))
  if (!data) return null
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Chip tone="ok" icon="check">
          {words.sealed(showCount(data.sealed, lang))}
        </Chip>
        {data.waiting > 0 && (
          <Chip tone="warn" icon="clock">
            {words.waiting(showCount(data.waiting, lang))}
          </Chip>
        )}
        <span className="text-ink-2 text-table">
          {data.signedAt ? words.signed(showMoment(data.signedAt, lang)) : words.unsigned}
        </span>
        <Why label={words.why}>
          <p>{words.whyText}</p>
          {data.head && <code className="break-all text-label">{data.head}</code>}
        </Why>
      </div>
    </Card>
  )
}

/** The audit in words: who did what, where and when, newest first. */
export function AuditScreen(): ReactNode {
  const words = useWords(auditWords)
  const list = useListState()
  const columns = useColumns()
  const asked = {
    from: list.get('from') || undefined,
    until: list.get('until') || undefined,
    after: list.after || undefined,
  }
  const { data, error, loading, retry } = useLoad(['audit', 'list', asked], () => audit.list(asked))
  return (
    <Page title={words.title} state={words.lead}>
      <Seal />
      <Form submit={words.filter} onSubmit={values => list.set({ from: values.from ?? '', until: values.until ?? '' })}>
        <div className="grid gap-3 sm:grid-cols-2 lg:max-w-xl">
          <DateField name="from" label={words.from} defaultValue={list.get('from')} />
          <DateField name="until" label={words.until} defaultValue={list.get('until')} />
        </div>
      </Form>
      <Card flush={true}>
        <Table
          caption={words.title}
          columns={columns}
          rows={data?.entries}
          rowKey={row => row.id}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={words.empty} why={words.emptyNext} />}
          footer={
            <div className="flex gap-2 p-3">
              {list.after && <Button onClick={() => list.turn('')}>{words.first}</Button>}
              {data?.next && <Button onClick={() => list.turn(data.next ?? '')}>{words.next}</Button>}
            </div>
          }
        />
      </Card>
    </Page>
  )
}
