import type { ReactNode } from 'react'
import { showDay, showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { Tabs } from '#kit/ui/tabs.tsx'
import { showCount, showQuantity } from '#kit/units'
import { type Held, type LoadRow, type Month, readings } from './readings-client.ts'
import { StateChip } from './readings-state.tsx'
import { monthsFrom, Strip } from './readings-strip.tsx'
import { readingUiWords } from './readings-words.ts'

const sum = (marked: readonly number[]): number => marked.reduce((all, many) => all + many, 0)

const tabs = ['held', 'months', 'loads'] as const

/** What is held of whom, month by month, and from which files. */
export function ReadingsScreen(): ReactNode {
  const words = useWords(readingUiWords)
  const place = usePlace()
  const list = useListState({ tab: 'held' })
  const brings = usePermission('meters.bring')
  const bring = brings && (
    <Button kind="primary" onClick={() => place.go('/readings/new')}>
      {words.bring}
    </Button>
  )
  return (
    <Page title={words.title} state={words.lead} actions={bring}>
      <Tabs
        label={words.tabsLabel}
        value={tabs.find(tab => tab === list.get('tab')) ?? 'held'}
        onChange={tab => list.set({ tab, q: '' })}
        tabs={[
          { value: 'held', label: words.tabs.held, content: <HeldList bring={bring} /> },
          { value: 'months', label: words.tabs.months, content: <MonthList /> },
          { value: 'loads', label: words.tabs.loads, content: <LoadList bring={bring} /> },
        ]}
      />
    </Page>
  )
}

function HeldList({ bring }: { readonly bring: ReactNode }): ReactNode {
  const words = useWords(readingUiWords)
  const lang = useLang()
  const list = useListState({ tab: 'held' })
  const asked = { ...(list.get('q') ? { q: list.get('q') } : {}), ...(list.after ? { after: list.after } : {}) }
  const { data, error, loading, retry } = useLoad(['meters', 'held', asked], signal => readings.held(asked, { signal }))
  const all = data?.customers.flatMap(it => it.months.map(one => one.month)).sort() ?? []
  const months = all.length > 0 ? monthsFrom(all[0] ?? '', all.at(-1) ?? '').slice(-24) : []
  const columns: readonly Column<Held>[] = [
    {
      key: 'name',
      head: words.customers,
      strong: true,
      cell: row => row.name,
      second: row => `${row.code} · ${row.unit}`,
    },
    { key: 'strip', head: words.coverage, from: 'md', cell: row => <Strip of={row.months} months={months} /> },
    {
      key: 'span',
      head: words.span,
      from: 'sm',
      tight: true,
      cell: row => `${showDay(row.firstDay, lang)} – ${showDay(row.lastDay, lang)}`,
    },
    {
      key: 'kwh',
      head: words.energy,
      figure: true,
      tight: true,
      cell: row => showQuantity(Math.round(row.kwh), 'kWh', lang),
    },
  ]
  return (
    <div className="flex flex-col gap-3">
      <div className="max-w-md">
        <SearchBox
          label={words.search}
          placeholder={words.search}
          defaultValue={list.get('q')}
          onSearch={q => list.set({ q })}
        />
      </div>
      <Card flush={true}>
        <Table
          caption={words.customers}
          columns={columns}
          rows={data?.customers}
          rowKey={row => row.id}
          href={row => `/readings/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={words.noHeld} why={words.noHeldNext} action={bring} />}
          footer={data && (data.next || list.after) && <Pagination list={list} next={data.next} />}
        />
      </Card>
      <p className="text-ink-3 text-label">{words.coverageHint}</p>
    </div>
  )
}

function MonthList(): ReactNode {
  const words = useWords(readingUiWords)
  const lang = useLang()
  const { data, error, retry } = useLoad(['meters', 'months'], signal => readings.months({}, { signal }))
  const columns: readonly Column<Month>[] = [
    { key: 'month', head: words.month, strong: true, cell: row => showDay(row.month, lang).slice(3) },
    { key: 'customers', head: words.customers, figure: true, cell: row => showCount(row.customers, lang) },
    { key: 'days', head: words.customerDays, figure: true, from: 'sm', cell: row => showCount(row.days, lang) },
    {
      key: 'marked',
      head: words.marked,
      figure: true,
      from: 'sm',
      cell: row => (sum(row.marked) > 0 ? showCount(sum(row.marked), lang) : null),
    },
    { key: 'kwh', head: words.energy, figure: true, cell: row => showQuantity(Math.round(row.kwh), 'kWh', lang) },
  ]
  return (
    <Card flush={true}>
      <Table
        caption={words.tabs.months}
        columns={columns}
        rows={data && [...data.months].reverse()}
        rowKey={row => row.month}
        error={error}
        retry={retry}
        empty={<EmptyState title={words.noHeld} why={words.noHeldNext} />}
      />
    </Card>
  )
}

function LoadList({ bring }: { readonly bring: ReactNode }): ReactNode {
  const words = useWords(readingUiWords)
  const lang = useLang()
  const list = useListState({ tab: 'held' })
  const asked = list.after ? { after: list.after } : {}
  const { data, error, loading, retry } = useLoad(['meters', 'loads', asked], signal =>
    readings.loads(asked, { signal }),
  )
  const columns: readonly Column<LoadRow>[] = [
    {
      key: 'name',
      head: words.file,
      strong: true,
      cell: row => <span className="break-all">{row.name}</span>,
      second: row => row.unit,
    },
    {
      key: 'customers',
      head: words.customers,
      figure: true,
      from: 'sm',
      cell: row => row.customers && showCount(row.customers, lang),
    },
    {
      key: 'refused',
      head: words.refused,
      figure: true,
      from: 'md',
      cell: row => row.refused && showCount(row.refused, lang),
    },
    {
      key: 'strangers',
      head: words.strangers,
      figure: true,
      from: 'md',
      cell: row => row.strangers > 0 && showCount(row.strangers, lang),
    },
    {
      key: 'by',
      head: words.by,
      from: 'md',
      cell: row => row.broughtBy,
      second: row => showMoment(row.broughtAt, lang),
    },
    { key: 'state', head: words.state, cell: row => <StateChip state={row.state} /> },
  ]
  return (
    <Card flush={true}>
      <Table
        caption={words.tabs.loads}
        columns={columns}
        rows={data?.loads}
        rowKey={row => row.id}
        href={row => `/readings/loads/${row.id}`}
        list={list}
        loading={loading}
        error={error}
        retry={retry}
        empty={<EmptyState title={words.noLoads} why={words.noHeldNext} action={bring} />}
        footer={data && (data.next || list.after) && <Pagination list={list} next={data.next} />}
      />
    </Card>
  )
}
