import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { Select } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import type { RequestRow } from '../routes.ts'
import { nextPromise, type RequestKind, requestKinds } from '../rules-personal.ts'
import { customerWords } from '../words.ts'
import { customers } from './client.ts'
import { Standing } from './parts.tsx'
import { customersUiWords } from './words.ts'
import { requestUiWords } from './words-requests.ts'

const defaults = { state: 'open' }

/** What people asked about their data: what is due first comes first. */
export function RequestsScreen(): ReactNode {
  const words = useWords(customersUiWords)
  const asks = useWords(requestUiWords)
  const said = useWords(customerWords)
  const list = useListState(defaults)
  const [kind, state, after] = ['kind', 'state', 'after'].map(list.get)
  const load = useLoad(['customers', 'requests', kind, state, after], signal =>
    customers.requests(
      {
        state: state === 'closed' ? 'closed' : 'open',
        ...(kind ? { kind: kind as RequestKind } : {}),
        ...(after ? { after } : {}),
      },
      { signal },
    ),
  )
  const late = load.data?.late ?? 0
  return (
    <Page title={words.requests} state={load.data && (late > 0 ? asks.lateCount(String(late)) : asks.noLate)}>
      <div className="flex flex-wrap items-end gap-4">
        <Segmented
          label={words.state}
          name="state"
          value={state === 'closed' ? 'closed' : 'open'}
          options={[
            { value: 'open', label: asks.open },
            { value: 'closed', label: asks.closed },
          ]}
          onChange={next => list.set({ state: next })}
        />
        <Select
          name="kind"
          label={asks.requestKind}
          value={kind ?? ''}
          empty={asks.anyRequest}
          options={requestKinds.map(one => ({ value: one, label: said.requestKinds[one] }))}
          onChange={next => list.set({ kind: next })}
        />
      </div>
      <Card flush={true}>
        <Table
          caption={words.requests}
          columns={useColumns()}
          rows={load.data?.requests}
          rowKey={row => row.id}
          href={row => `/data-requests/${row.id}`}
          list={list}
          loading={load.loading}
          error={load.error}
          retry={load.retry}
          empty={<EmptyState why={state === 'closed' ? words.noRequests : asks.noOpen} />}
          footer={<Pagination list={list} next={load.data?.next} />}
        />
      </Card>
    </Page>
  )
}

function useColumns(): Column<RequestRow>[] {
  const words = useWords(customersUiWords)
  const asks = useWords(requestUiWords)
  const said = useWords(customerWords)
  return [
    { key: 'kind', head: asks.requestKind, cell: row => said.requestKinds[row.kind], strong: true },
    {
      key: 'standing',
      head: words.state,
      cell: row => (row.standing === 'closed' ? said.requestStates[row.state] : <Standing row={row} />),
    },
    {
      key: 'due',
      head: asks.nextDue,
      cell: row => <span className="tabular">{writeDay(nextPromise(row).by)}</span>,
      second: row => asks.promised[nextPromise(row).what],
    },
    { key: 'customer', head: words.customers, cell: row => row.customer.name, from: 'sm' },
    { key: 'state', head: asks.progress, cell: row => said.requestStates[row.state], from: 'md' },
    {
      key: 'asked',
      head: asks.askedOn,
      cell: row => <span className="tabular">{writeDay(row.askedOn)}</span>,
      from: 'md',
    },
    { key: 'unit', head: words.unit, cell: row => row.unit, from: 'lg' },
  ]
}
