import { type ReactNode, useMemo, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { useWords } from '#kit/ui/lang.tsx'
import { Link, type ListState, useListState } from '#kit/ui/link.tsx'
import { type Load, useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { EmptyState, ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { TreeTable } from '#kit/ui/tree-table.tsx'
import type { GivesOf } from '#kit/wire'
import type { orgRoutes } from '../routes.ts'
import { orgWords } from '../words.ts'
import { Changes } from './changes.tsx'
import { org } from './client.ts'
import { DayField } from './day-field.tsx'
import { OpenDialog } from './unit-dialogs.tsx'
import { orgUiWords } from './words.ts'

type TreeOf = GivesOf<(typeof orgRoutes)['tree']>
type Found = GivesOf<(typeof orgRoutes)['search']>['rows'][number]

/** The tree of units as of a day, what was found by name, or what changed. The day and the words stand in the address. */
export function UnitsScreen(): ReactNode {
  const words = useWords(orgUiWords)
  const list = useListState()
  const [opening, setOpening] = useState(false)
  const [on, q, view] = [list.get('on'), list.get('q'), list.get('view')]
  const tree = useLoad(['org', 'tree', on], () => org.tree(on ? { on } : {}))
  const day = tree.data?.on
  const root = tree.data?.rows[0]
  return (
    <Page
      title={words.units}
      state={day && `${words.asOf(writeDay(day))} · ${words.count(String(tree.data?.rows.length ?? 0))}`}
      actions={tree.data?.shapes && root && <Button onClick={() => setOpening(true)}>{words.actions.open}</Button>}
    >
      <div className="flex flex-wrap items-end gap-4">
        <SearchBox
          key={q}
          label={words.searchUnits}
          placeholder={words.searchUnits}
          defaultValue={q}
          slash={true}
          className="min-w-0 flex-1 basis-80"
          onSearch={text => list.set({ q: text })}
        />
        {day && <DayField day={day} list={list} />}
        <Segmented
          label={words.units}
          name="view"
          value={view === 'changes' ? 'changes' : 'tree'}
          options={[
            { value: 'tree', label: words.tree },
            { value: 'changes', label: words.changes },
          ]}
          onChange={value => list.set({ view: value === 'tree' ? '' : value, q: '' })}
        />
      </div>
      {q !== '' ? (
        <FoundUnits q={q} on={on} list={list} />
      ) : view === 'changes' ? (
        <ChangesCard />
      ) : (
        <TreeCard tree={tree} />
      )}
      {root && <OpenDialog open={opening} onClose={() => setOpening(false)} parent={root} />}
    </Page>
  )
}

function TreeCard({ tree }: { readonly tree: Load<TreeOf> }): ReactNode {
  const words = useWords(orgUiWords)
  const { kinds } = useWords(orgWords)
  const rows = useMemo(() => tree.data?.rows.map(asTreeRow), [tree.data])
  if (tree.error !== undefined && !rows) return <ErrorState error={tree.error} retry={tree.retry} />
  if (!rows) return <LoadingState rows={8} />
  if (rows.length === 0) return <EmptyState why={words.noUnits} />
  const shown = (row: (typeof rows)[number], column: string): ReactNode => {
    if (column === 'code') return <Link to={`/units/${row.id}?on=${tree.data?.on}`}>{row.code}</Link>
    if (column === 'kind') return kinds[row.what]
    if (column === 'openedOn') return writeDay(row.openedOn)
    return row.children > 0 && String(row.children)
  }
  const column = (key: 'code' | 'kind' | 'children' | 'openedOn', figure = false) => ({
    key,
    head: words[key],
    name: words[key],
    figure,
  })
  const columns = [column('code'), column('kind'), column('children', true), column('openedOn', true)]
  return (
    <Card flush={true}>
      <TreeTable
        key={tree.data?.on}
        caption={words.units}
        nameHead={words.unit}
        rows={rows}
        foldedAtFirst={rows.filter(row => row.level > 0 && row.children > 0).map(row => row.id)}
        groups={[{ key: 'unit', columns }]}
        value={(row, key) => ({ shown: shown(row, key) || '' })}
        footer={words.count(String(rows.length))}
      />
    </Card>
  )
}

/** A tree-table keeps `kind` for its own rows. */
const asTreeRow = ({ kind, parentId, ...row }: TreeOf['rows'][number]) => ({
  ...row,
  what: kind,
  parent: parentId ?? undefined,
})

function FoundUnits(props: { readonly q: string; readonly on: string; readonly list: ListState }): ReactNode {
  const words = useWords(orgUiWords)
  const { kinds } = useWords(orgWords)
  const { q, on, list } = props
  const found = useLoad(['org', 'search', q, on], () => org.search(on ? { q, on } : { q }))
  const columns: Column<Found>[] = [
    {
      key: 'name',
      head: words.name,
      cell: row => row.name,
      second: row => row.formerly && words.formerly(row.formerly),
    },
    { key: 'code', head: words.code, cell: row => row.code },
    { key: 'kind', head: words.kind, cell: row => kinds[row.kind], from: 'md' },
    { key: 'parent', head: words.parent, cell: row => row.parent, from: 'sm' },
    { key: 'open', head: '', cell: row => !row.open && <Chip tone="mute">{words.closed}</Chip> },
  ]
  return (
    <Card
      flush={true}
      title={words.units}
      action={
        <Button size="small" kind="quiet" onClick={() => list.set({ q: '' })}>
          {words.clearSearch}
        </Button>
      }
    >
      <Table
        caption={words.units}
        columns={columns}
        rows={found.data?.rows}
        rowKey={row => row.id}
        href={row => `/units/${row.id}${on ? `?on=${on}` : ''}`}
        loading={found.loading}
        error={found.error}
        retry={found.retry}
        empty={<EmptyState why={words.noFound} />}
      />
    </Card>
  )
}

function ChangesCard(): ReactNode {
  const words = useWords(orgUiWords)
  const load = useLoad(['org', 'changes'], () => org.changes({}))
  if (load.error !== undefined && !load.data) return <ErrorState error={load.error} retry={load.retry} />
  return (
    <Card title={words.changes}>
      {load.data ? <Changes rows={load.data.rows} withUnit={true} /> : <LoadingState />}
    </Card>
  )
}
