import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { CountBadge } from '#kit/ui/chip.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { Select } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { type ListState, useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import type { GivesOf } from '#kit/wire'
import type { orgRoutes } from '../routes.ts'
import { orgWords } from '../words.ts'
import { org } from './client.ts'
import { DayField } from './day-field.tsx'
import { ImportDialog } from './places-import.tsx'
import { placeUiWords } from './words-places.ts'

type Commune = GivesOf<(typeof orgRoutes)['communes']>['rows'][number]
type Former = GivesOf<(typeof orgRoutes)['formerCommunes']>['rows'][number]
const pageSize = 50

/** Provinces and communes as of a day, what became of former ones, and the taking in of newer lists. */
export function PlacesScreen(): ReactNode {
  const words = useWords(placeUiWords)
  const { provinceKinds } = useWords(orgWords)
  const list = useListState()
  const [importing, setImporting] = useState(false)
  const [on, q] = [list.get('on'), list.get('q')]
  const provinces = useLoad(['org', 'provinces', on], () => org.provinces(on ? { on } : {}))
  const tree = useLoad(['org', 'tree', ''], () => org.tree({}))
  return (
    <Page
      title={words.places}
      state={provinces.data && words.asOf(writeDay(provinces.data.on))}
      actions={tree.data?.shapes && <Button onClick={() => setImporting(true)}>{words.import.title}</Button>}
    >
      <div className="flex flex-wrap items-end gap-4">
        <SearchBox
          key={q}
          label={words.searchCommunes}
          placeholder={words.searchCommunes}
          defaultValue={q}
          slash={true}
          className="min-w-0 flex-1 basis-72"
          onSearch={text => list.set({ q: text })}
        />
        <Select
          name="province"
          label={words.province}
          value={list.get('province')}
          empty={words.allProvinces}
          options={(provinces.data?.rows ?? []).map(it => ({
            value: it.code,
            label: `${provinceKinds[it.kind]} ${it.name} (${it.communes})`,
          }))}
          onChange={value => list.set({ province: value })}
        />
        {provinces.data && <DayField day={provinces.data.on} list={list} />}
      </div>
      <CommunesCard list={list} />
      <FormerCard />
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
    </Page>
  )
}

function CommunesCard({ list }: { readonly list: ListState }): ReactNode {
  const words = useWords(placeUiWords)
  const { communeKinds } = useWords(orgWords)
  const [on, province, q, after] = [list.get('on'), list.get('province'), list.get('q'), list.after]
  const communes = useLoad(['org', 'communes', on, province, q, after], () =>
    org.communes({
      limit: pageSize,
      ...(on && { on }),
      ...(province && { province }),
      ...(q && { q }),
      ...(after && { after }),
    }),
  )
  const rows = communes.data?.rows
  const columns: Column<Commune>[] = [
    { key: 'name', head: words.commune, cell: row => `${communeKinds[row.kind]} ${row.name}` },
    { key: 'code', head: words.code, cell: row => <span className="tabular">{row.code}</span> },
    { key: 'province', head: words.province, cell: row => row.provinceName },
  ]
  const next = rows && rows.length === pageSize ? rows.at(-1)?.code : undefined
  return (
    <Card flush={true} title={words.communes} mark={<CountBadge>{communes.data?.total}</CountBadge>}>
      <Table
        caption={words.communes}
        columns={columns}
        rows={rows}
        rowKey={row => row.code}
        loading={communes.loading}
        error={communes.error}
        retry={communes.retry}
        footer={<Pagination list={list} next={next} />}
      />
    </Card>
  )
}

function FormerCard(): ReactNode {
  const words = useWords(placeUiWords)
  const list = useListState()
  const former = list.get('former')
  const found = useLoad(['org', 'former', former], async () =>
    former.length < 2 ? { rows: [] } : await org.formerCommunes({ q: former }),
  )
  const columns: Column<Former>[] = [
    {
      key: 'old',
      head: words.formerName,
      cell: row => row.oldName,
      second: row => `${row.oldDistrict}, ${row.oldProvince}`,
    },
    { key: 'now', head: words.now, cell: row => `${row.name}, ${row.province}`, strong: true },
    {
      key: 'share',
      head: '',
      cell: row => `${row.share === 'whole' ? words.whole : words.some} · ${words.confidence[row.confidence]}`,
    },
    { key: 'on', head: words.openedOn, cell: row => writeDay(row.on), figure: true, from: 'sm' },
  ]
  return (
    <Card flush={true} title={words.former}>
      <div className="px-4 pb-3">
        <SearchBox
          label={words.former}
          placeholder={words.formerHint}
          defaultValue={former}
          onSearch={text => list.set({ former: text })}
        />
      </div>
      {former.length >= 2 && (
        <Table
          caption={words.former}
          columns={columns}
          rows={found.data?.rows}
          rowKey={row => `${row.oldName}-${row.oldDistrict}-${row.oldProvince}-${row.code}-${row.on}`}
          loading={found.loading}
          error={found.error}
          retry={found.retry}
          empty={<EmptyState why={words.formerHint} />}
        />
      )}
    </Card>
  )
}
