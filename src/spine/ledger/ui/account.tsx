import type { ReactNode } from 'react'
import { client } from '#kit/client'
import { showDay } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import type { GivesOf } from '#kit/wire'
import { ledgerRoutes } from '../routes.ts'
import { ledgerWords } from '../words.ts'
import { showAmount } from './amount.ts'

const ledger = client(ledgerRoutes)
type Line = GivesOf<typeof ledgerRoutes.account>['lines'][number]

/** One account: what stands in it, and every line that made it so, newest first. */
export function AccountScreen(): ReactNode {
  const id = useParam('id')
  const words = useWords(ledgerWords)
  const lang = useLang()
  const list = useListState()
  const before = list.after ? Number(list.after) : undefined
  const { data, error, loading, retry } = useLoad(['ledger', 'account', id, before], () =>
    ledger.account(before ? { id, before } : { id }),
  )
  if (!data) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const show = (amount: string): string => showAmount(amount, data.asset, lang)
  const columns: readonly Column<Line>[] = [
    { key: 'day', head: words.fields.day, cell: row => showDay(row.day, lang), second: row => words.kinds[row.kind] },
    { key: 'other', head: words.fields.other, strong: true, cell: row => row.other },
    { key: 'why', head: words.fields.why, from: 'md', cell: row => row.activity },
    { key: 'amount', head: words.fields.amount, figure: true, cell: row => show(row.amount) },
    { key: 'after', head: words.fields.after, figure: true, from: 'sm', cell: row => show(row.after) },
  ]
  return (
    <Page title={data.title ?? data.kind} state={data.unit}>
      <FigureRow label={words.title}>
        <Figure label={words.fields.posted} value={show(data.posted)} />
        <Figure label={words.fields.held} value={show(data.held)} />
        <Figure label={words.fields.free} value={show(data.free)} />
      </FigureRow>
      <Card flush={true}>
        <Table
          caption={words.title}
          columns={columns}
          rows={data.lines}
          rowKey={row => String(row.line)}
          list={list}
          loading={loading}
          empty={<p className="px-4 py-4 text-ink-2">{words.noLines}</p>}
          footer={data.next && <Button onClick={() => list.turn(String(data.next))}>{words.more}</Button>}
        />
      </Card>
    </Page>
  )
}
