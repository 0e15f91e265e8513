import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import type { Event } from '../routes-events.ts'
import { words } from '../words.ts'
import { screenWords } from '../words-screens.ts'
import { loadShift } from './client.ts'
import { CallDialog } from './event-call.tsx'
import { EventStatus, Share, whenOf } from './parts.tsx'
import { PasteDialog } from './paste.tsx'
import { LoadShiftTabs } from './tabs.tsx'

function useColumns(): readonly Column<Event>[] {
  const said = useWords(screenWords).events
  const lang = useLang()
  const share = (key: 'notified' | 'acknowledged' | 'acted'): Column<Event> => ({
    key,
    head: said[key],
    figure: true,
    cell: event => <Share label={said[key]} part={event[key]} whole={event.called} />,
  })
  return [
    {
      key: 'when',
      head: said.when,
      strong: true,
      cell: event => <span className="whitespace-nowrap">{whenOf(event)}</span>,
      second: event => `${event.number}${event.past ? ` · ${said.past}` : ''}`,
    },
    {
      key: 'reason',
      head: useWords(screenWords).form.reason,
      from: 'md',
      cell: event => event.reason,
      second: event => event.unit,
    },
    { key: 'called', head: said.called, figure: true, cell: event => showCount(event.called, lang) },
    { ...share('notified'), from: 'sm' },
    { ...share('acknowledged'), from: 'sm' },
    { ...share('acted'), from: 'sm' },
    { key: 'state', head: said.state, tight: true, cell: event => <EventStatus state={event.state} /> },
  ]
}

/** The events of the edition, the newest first: who was called, who heard, who said so, who acted. */
export function EventsScreen(): ReactNode {
  const said = useWords(screenWords)
  const face = useWords(words)
  const mayCall = usePermission('load-shift.call')
  const [open, setOpen] = useState<'call' | 'paste'>()
  const columns = useColumns()
  const { data, error, loading, retry } = useLoad(['load-shift', 'events'], () => loadShift.events({}))
  const actions = mayCall && (
    <>
      <Button onClick={() => setOpen('paste')}>{said.events.importPast}</Button>
      <Button kind="primary" onClick={() => setOpen('call')}>
        {said.events.add}
      </Button>
    </>
  )
  return (
    <Page title={face.title} state={data?.edition ?? face.purpose} actions={actions}>
      <LoadShiftTabs />
      <Card flush={true}>
        <Table
          caption={said.events.title}
          columns={columns}
          rows={data?.events}
          rowKey={event => event.id}
          href={event => `/load-shift/events/${event.id}`}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.events.empty} why={said.events.emptyNext} action={actions} />}
        />
      </Card>
      <CallDialog open={open === 'call'} close={() => setOpen(undefined)} />
      <PasteDialog what="events" open={open === 'paste'} close={() => setOpen(undefined)} />
    </Page>
  )
}
