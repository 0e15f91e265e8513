import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { Combobox, type ComboOption } from '#kit/ui/combobox.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { saveFile } from '#kit/ui/files.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { type ListState, useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Menu } from '#kit/ui/menu.tsx'
import { Page } from '#kit/ui/page.tsx'
import { problemOf } from '#kit/ui/problem.ts'
import { usePermission } from '#kit/ui/screen.ts'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { uiWords } from '#kit/ui/words.ts'
import { showCount } from '#kit/units'
import { org } from '#spine/org/ui/client.ts'
import { UnitField } from '#spine/org/ui/unit-field.tsx'
import type { CustomerRow } from '../routes.ts'
import { type Kind, kinds } from '../rules.ts'
import { customerWords } from '../words.ts'
import { customers } from './client.ts'
import { customersUiWords } from './words.ts'

const defaults = { sort: 'code', state: 'active' }

/** The address as the contract takes it: what is empty is left out. */
function askedOf(list: ListState): Parameters<typeof customers.list>[0] {
  const given = (['q', 'unit', 'kind', 'commune', 'large', 'after'] as const).filter(name => list.get(name) !== '')
  return {
    ...(Object.fromEntries(given.map(name => [name, list.get(name)])) as { kind?: Kind; large?: 'yes' }),
    state: list.get('state') === 'all' ? 'all' : 'active',
    sort: list.sort === '-code' ? '-code' : 'code',
  }
}

function useCustomers(list: ListState) {
  const asked = askedOf(list)
  return useLoad(['customers', 'list', asked], signal => customers.list(asked, { signal }))
}

/** Customers of the units given to the person. What is searched and shown stands in the address. */
export function CustomersScreen(): ReactNode {
  const words = useWords(customersUiWords)
  const lang = useLang()
  const list = useListState(defaults)
  const load = useCustomers(list)
  const found = load.data?.found ?? null
  const says = load.data && (load.data.more ? words.foundMore : found !== null && words.found(showCount(found, lang)))
  const columns = useColumns()
  return (
    <Page title={words.customers} state={says} actions={found !== null && found > 0 && <TakeOut list={list} />}>
      <Filters list={list} />
      <Card flush={true}>
        <Table
          caption={words.customers}
          // What a search found stands in the order in which it fits; only the whole list can be turned round.
          columns={found === null ? columns : columns.map(({ sorts: _, ...column }) => column)}
          rows={load.data?.customers}
          rowKey={row => row.id}
          href={row => `/customers/${row.id}`}
          list={list}
          loading={load.loading}
          error={load.error}
          retry={load.retry}
          empty={<EmptyState why={found === null ? words.none : words.nothing} />}
          footer={<Pagination list={list} next={load.data?.next} says={says} />}
        />
      </Card>
    </Page>
  )
}

/** What is found, as a file; only what was narrowed can be taken out. */
function TakeOut({ list }: { readonly list: ListState }): ReactNode {
  const words = useWords(customersUiWords)
  const kit = useWords(uiWords)
  const toast = useToast()
  const changes = usePermission('customers.change')
  const take = async (as: 'csv' | 'xlsx'): Promise<void> => {
    const { sort: _, after: __, ...asked } = askedOf(list)
    try {
      saveFile(await customers.takeOut({ ...asked, as }))
    } catch (error) {
      toast({ title: problemOf(error)?.title ?? kit.errors.network })
    }
  }
  if (!changes) return null
  return (
    <Menu
      label={words.takeOut}
      items={[
        { label: words.asXlsx, onSelect: () => take('xlsx') },
        { label: words.asCsv, onSelect: () => take('csv') },
      ]}
    />
  )
}

/** Communes of today by their names, and by the names that they took over. */
async function findCommunes(text: string): Promise<ComboOption[]> {
  const q = text.trim()
  if (q.length < 2) return []
  const [now, before] = await Promise.all([org.communes({ q, limit: 20 }), org.formerCommunes({ q })])
  const today = now.rows.map(row => ({ value: row.code, label: row.name, hint: row.provinceName }))
  const former = before.rows
    .slice(0, 20)
    .map(row => ({ value: row.code, label: row.oldName, hint: `${row.name}, ${row.province}` }))
  return [...today, ...former.filter(one => !today.some(it => it.value === one.value))]
}

function Filters({ list }: { readonly list: ListState }): ReactNode {
  const words = useWords(customersUiWords)
  const { kinds: names } = useWords(customerWords)
  const q = list.get('q')
  return (
    <div className="flex flex-col gap-3">
      <SearchBox
        key={q}
        label={words.search}
        placeholder={words.search}
        defaultValue={q}
        slash={true}
        onSearch={text => list.set({ q: text })}
      />
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
        <UnitField name="unit" label={words.unit} onChange={option => list.set({ unit: option?.value ?? '' })} />
        <Select
          name="kind"
          label={words.kind}
          value={list.get('kind')}
          empty={words.anyKind}
          options={kinds.map(kind => ({ value: kind, label: names[kind] }))}
          onChange={kind => list.set({ kind })}
        />
        <Combobox
          name="commune"
          label={words.area}
          placeholder={words.areaHint}
          find={findCommunes}
          onChange={option => list.set({ commune: option?.value ?? '' })}
        />
        <Select
          name="large"
          label={words.large}
          value={list.get('large')}
          empty={words.all}
          options={[{ value: 'yes', label: words.largeOnly }]}
          onChange={large => list.set({ large })}
        />
        <Select
          name="state"
          label={words.state}
          value={list.get('state')}
          options={[
            { value: 'active', label: words.active },
            { value: 'all', label: words.allStates },
          ]}
          onChange={state => list.set({ state })}
        />
      </div>
    </div>
  )
}

export const placeOf = (row: CustomerRow): string => [row.address, row.commune, row.province].filter(Boolean).join(', ')

/** A customer in a table. */
export function useColumns(): Column<CustomerRow>[] {
  const words = useWords(customersUiWords)
  const { kinds: names } = useWords(customerWords)
  return [
    {
      key: 'name',
      head: words.name,
      cell: row => row.name,
      second: row => (
        <span className="sm:hidden">
          <span className="tabular">{row.code}</span> · {row.commune ?? row.unit.name}
        </span>
      ),
      strong: true,
      tight: true,
    },
    {
      key: 'code',
      head: words.code,
      cell: row => <span className="tabular">{row.code}</span>,
      sorts: true,
      from: 'sm',
    },
    {
      key: 'kind',
      head: words.kind,
      tight: true,
      cell: row => (
        <span className="flex items-center gap-2">
          {names[row.kind]}
          {row.large && <Chip tone="accent">{words.large}</Chip>}
          {row.until && <Chip tone="mute">{words.ended(writeDay(row.until))}</Chip>}
        </span>
      ),
      from: 'md',
    },
    { key: 'address', head: words.address, cell: placeOf, from: 'md' },
    {
      key: 'phone',
      head: words.phone,
      tight: true,
      cell: row => row.phone && <span className="tabular">{row.phone}</span>,
      from: 'lg',
    },
    { key: 'unit', head: words.unit, cell: row => row.unit.name, from: 'lg' },
  ]
}
