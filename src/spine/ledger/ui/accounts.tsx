import type { ReactNode } from 'react'
import { client } from '#kit/client'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { type Account, ledgerRoutes } from '../routes.ts'
import { ledgerWords } from '../words.ts'
import { showAmount } from './amount.ts'

const ledger = client(ledgerRoutes)

/** The accounts of the units in reach; each balance opens into its lines. */
export function AccountsScreen(): ReactNode {
  const words = useWords(ledgerWords)
  const lang = useLang()
  const list = useListState()
  const asked = { q: list.get('q') || undefined, after: list.after || undefined }
  const { data, error, loading, retry } = useLoad(['ledger', 'accounts', asked], () => ledger.accounts(asked))
  const figure = (key: 'posted' | 'held' | 'free', from?: 'md'): Column<Account> => ({
    key,
    head: words.fields[key],
    figure: true,
    ...(from ? { from } : {}),
    cell: row => (row[key] === '0' ? null : showAmount(row[key], row.asset, lang)),
  })
  const columns: readonly Column<Account>[] = [
    {
      key: 'title',
      head: words.fields.account,
      strong: true,
      cell: row => row.title ?? row.kind,
      second: row => row.unit,
    },
    { key: 'asset', head: words.fields.asset, from: 'sm', cell: row => row.asset },
    figure('posted', 'md'),
    figure('held', 'md'),
    figure('free'),
  ]
  return (
    <Page title={words.title} state={words.lead}>
      <SearchBox
        label={words.search}
        placeholder={words.search}
        defaultValue={list.get('q')}
        onSearch={q => list.set({ q })}
        className="max-w-md"
      />
      <Card flush={true}>
        <Table
          caption={words.title}
          columns={columns}
          rows={data?.accounts}
          rowKey={row => row.id}
          href={row => `/ledger/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={words.empty} why={words.emptyNext} />}
          footer={data?.next && <Button onClick={() => list.turn(data.next ?? '')}>{words.more}</Button>}
        />
      </Card>
    </Page>
  )
}
