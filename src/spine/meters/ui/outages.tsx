import type { ReactNode } from 'react'
import { readDay, showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { saveFile } from '#kit/ui/files.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { type ListState, useListState, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Menu } from '#kit/ui/menu.tsx'
import { Page } from '#kit/ui/page.tsx'
import { problemOf } from '#kit/ui/problem.ts'
import { usePermission } from '#kit/ui/screen.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { uiWords } from '#kit/ui/words.ts'
import { showCount, showNumber } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import { UnitField } from '#spine/org/ui/unit-field.tsx'
import type { meterRoutes } from '../routes.ts'
import { meterWords } from '../words.ts'
import { meters } from './client.ts'
import { metersUiWords } from './words.ts'

type Outage = GivesOf<typeof meterRoutes.outages>['outages'][number]

/** The address as the contract takes it: what is empty or no day is left out. */
function filtersOf(list: ListState): Omit<Parameters<typeof meters.outages>[0], 'after'> {
  const [unitId, from, until, planned] = ['unit', 'from', 'until', 'planned'].map(list.get)
  return {
    ...(unitId ? { unitId } : {}),
    ...(from && readDay(from) ? { from } : {}),
    ...(until && readDay(until) ? { until } : {}),
    ...(planned === 'yes' || planned === 'no' ? { planned } : {}),
  }
}

/** When supply failed, the newest first; each opens to the file that it came by. */
export function OutagesScreen(): ReactNode {
  const words = useWords(metersUiWords)
  const said = useWords(meterWords)
  const lang = useLang()
  const list = useListState()
  const filters = filtersOf(list)
  const asked = { ...filters, ...(list.after ? { after: list.after } : {}) }
  const load = useLoad(['meters', 'outages', asked], signal => meters.outages(asked, { signal }))
  const opens = usePermission('imports.read')
  const { found = 0, customers = '0' } = load.data ?? {}
  const narrowed = Object.keys(filters).length > 0
  return (
    <Page
      title={said.outages}
      state={found > 0 && words.lead(showCount(found, lang), showCount(BigInt(customers), lang))}
      actions={found > 0 && <TakeOut list={list} />}
    >
      <Filters list={list} />
      <Card flush={true}>
        <Table
          caption={said.outages}
          columns={useColumns()}
          rows={load.data?.outages}
          rowKey={row => row.id}
          {...(opens ? { href: (row: Outage) => `/imports/${row.load}` } : {})}
          list={list}
          loading={load.loading}
          error={load.error}
          retry={load.retry}
          empty={narrowed ? <EmptyState why={words.nothing} /> : <None />}
          footer={load.data && (load.data.next || list.after) && <Pagination list={list} next={load.data.next} />}
        />
      </Card>
    </Page>
  )
}

function None(): ReactNode {
  const words = useWords(metersUiWords)
  const place = usePlace()
  const brings = usePermission('imports.bring')
  return (
    <EmptyState
      title={words.none}
      why={words.noneNext}
      action={brings && <Button onClick={() => place.go('/imports/new')}>{words.bring}</Button>}
    />
  )
}

function Filters({ list }: { readonly list: ListState }): ReactNode {
  const words = useWords(metersUiWords)
  const { plans } = useWords(meterWords)
  const [from, until] = ['from', 'until'].map(list.get)
  return (
    <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <UnitField name="unit" label={words.unit} onChange={option => list.set({ unit: option?.value ?? '' })} />
      <Select
        name="planned"
        label={words.plan}
        empty={words.all}
        value={list.get('planned')}
        options={[
          { value: 'yes', label: plans.yes },
          { value: 'no', label: plans.no },
        ]}
        onChange={planned => list.set({ planned })}
      />
      <DateField
        name="from"
        label={words.from}
        {...(from ? { defaultValue: from } : {})}
        onChange={day => list.set({ from: day ?? '' })}
      />
      <DateField
        name="until"
        label={words.until}
        {...(until ? { defaultValue: until } : {})}
        onChange={day => list.set({ until: day ?? '' })}
      />
    </div>
  )
}

/** What the filters leave, as a file. */
function TakeOut({ list }: { readonly list: ListState }): ReactNode {
  const words = useWords(metersUiWords)
  const kit = useWords(uiWords)
  const toast = useToast()
  const take = async (as: 'csv' | 'xlsx'): Promise<void> => {
    try {
      saveFile(await meters.outagesSheet({ ...filtersOf(list), as }))
    } catch (error) {
      toast({ title: problemOf(error)?.title ?? kit.errors.network })
    }
  }
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

/** How long it lasted: minutes below an hour, else hours with one decimal. */
function useLasted(): (row: Outage) => string | null {
  const words = useWords(metersUiWords)
  const lang = useLang()
  return ({ fromAt, untilAt }) => {
    if (untilAt === null) return null
    const minutes = Math.round((Date.parse(untilAt) - Date.parse(fromAt)) / 60_000)
    return minutes < 60 ? words.minutes(showCount(minutes, lang)) : words.hours(showNumber(minutes / 60, lang, 1))
  }
}

function useColumns(): readonly Column<Outage>[] {
  const words = useWords(metersUiWords)
  const { causes, plans } = useWords(meterWords)
  const lang = useLang()
  const lasted = useLasted()
  const plan = (row: Outage): string => plans[row.planned ? 'yes' : 'no']
  return [
    {
      key: 'number',
      head: words.number,
      cell: row => <span className="tabular">{row.number}</span>,
      second: row => (
        <>
          {[row.area, row.unit].filter(Boolean).join(' · ')}
          <span className="block sm:hidden">{`${showMoment(row.fromAt, lang)} · ${plan(row)}`}</span>
        </>
      ),
    },
    {
      key: 'off',
      head: words.off,
      tight: true,
      from: 'sm',
      cell: row => <span className="tabular">{showMoment(row.fromAt, lang)}</span>,
    },
    {
      key: 'lasted',
      head: words.lasted,
      figure: true,
      cell: row => lasted(row) ?? <Chip tone="warn">{words.still}</Chip>,
    },
    {
      key: 'kind',
      head: words.kind,
      from: 'sm',
      cell: row => (
        <span className="flex flex-wrap items-center gap-2">
          {causes[row.cause]}
          <Chip tone={row.planned ? 'mute' : 'accent'}>{plan(row)}</Chip>
        </span>
      ),
    },
    {
      key: 'customers',
      head: words.customers,
      figure: true,
      cell: row => (row.customers === null ? null : showCount(row.customers, lang)),
    },
  ]
}
