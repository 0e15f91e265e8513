import { type ReactNode, useState } from 'react'
import { showDay } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { showCount, showNumber, showQuantity } from '#kit/units'
import type { Agreement } from '../routes-register.ts'
import { screenWords } from '../words-screens.ts'
import { loadShift } from './client.ts'
import { PasteDialog } from './paste.tsx'
import { SignDialog } from './sign.tsx'
import { LoadShiftTabs } from './tabs.tsx'

function useColumns(): readonly Column<Agreement>[] {
  const said = useWords(screenWords).register
  const lang = useLang()
  return [
    {
      key: 'company',
      head: said.company,
      strong: true,
      cell: row => row.name,
      second: row => [row.unit, row.trade].filter(Boolean).join(' · '),
    },
    {
      key: 'number',
      head: said.number,
      from: 'md',
      cell: row => row.number,
      second: row => showDay(row.signedOn),
    },
    { key: 'kw', head: said.registered, figure: true, cell: row => showQuantity(row.registeredKw, 'kW', lang) },
    { key: 'codes', head: said.contracts, figure: true, from: 'lg', cell: row => showCount(row.customers, lang) },
    { key: 'standby', head: said.generator, from: 'lg', cell: row => (row.standby ? said.hasGenerator : null) },
    {
      key: 'channel',
      head: said.channel,
      from: 'sm',
      cell: row => said.channels[row.channel],
      second: row => [row.contactName, row.contact].filter(Boolean).join(' · '),
    },
  ]
}

const states = ['live', 'withdrawn'] as const

/** Who promised to shift load: found by name, number or trade; written one by one or pasted from a spreadsheet. */
export function RegisterScreen(): ReactNode {
  const said = useWords(screenWords).register
  const lang = useLang()
  const list = useListState()
  const may = usePermission('load-shift.register')
  const [open, setOpen] = useState<'sign' | 'paste'>()
  const columns = useColumns()
  const state = states.find(one => one === list.get('state')) ?? 'live'
  const asked = { q: list.get('q') || undefined, state, after: list.after || undefined }
  const { data, error, loading, retry } = useLoad(['load-shift', 'register', asked], () => loadShift.register(asked))
  const actions = may && (
    <>
      <Button onClick={() => setOpen('paste')}>{said.importAll}</Button>
      <Button kind="primary" onClick={() => setOpen('sign')}>
        {said.add}
      </Button>
    </>
  )
  return (
    <Page title={said.title} actions={actions}>
      <LoadShiftTabs />
      {data && (
        <FigureRow label={said.title}>
          <Figure label={said.live} value={showCount(data.totals.live, lang)} />
          <Figure label={said.total} value={showNumber(data.totals.kw / 1000, lang, 1)} unit="MW" />
          <Figure label={said.hasGenerator} value={showCount(data.totals.standby, lang)} />
          <Figure label={said.withdrawn} value={showCount(data.totals.withdrawn, lang)} />
        </FigureRow>
      )}
      <div className="grid items-center gap-3 sm:flex sm:flex-wrap">
        <SearchBox
          label={said.search}
          placeholder={said.search}
          defaultValue={list.get('q')}
          onSearch={q => list.set({ q })}
        />
        <Segmented
          label={said.title}
          name="state"
          options={states.map(value => ({ value, label: said.states[value] }))}
          value={state}
          onChange={value => list.set({ state: value })}
        />
      </div>
      <Card flush={true}>
        <Table
          caption={said.title}
          columns={columns}
          rows={data?.agreements}
          rowKey={row => row.id}
          href={row => `/load-shift/register/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.empty} why={said.emptyNext} action={actions} />}
          footer={data?.next && <Button onClick={() => list.turn(data.next ?? '')}>{said.more}</Button>}
        />
      </Card>
      <SignDialog open={open === 'sign'} close={() => setOpen(undefined)} />
      <PasteDialog what="register" open={open === 'paste'} close={() => setOpen(undefined)} />
    </Page>
  )
}
