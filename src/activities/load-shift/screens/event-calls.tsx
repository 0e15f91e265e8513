import { type ReactNode, useState } from 'react'
import { showTime } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip, type Tone } from '#kit/ui/chip.tsx'
import type { IconName } from '#kit/ui/icon.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { showCount, showQuantity } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { routes } from '../routes.ts'
import type { Call } from '../routes-events.ts'
import { screenWords } from '../words-screens.ts'
import { whyWords } from '../words-why.ts'
import { RecordDialog } from './event-dialogs.tsx'

type Full = GivesOf<typeof routes.event>
const notices: Readonly<Record<Call['notice'], { readonly tone: Tone; readonly icon: IconName }>> = {
  not_yet: { tone: 'mute', icon: 'clock' },
  to_call: { tone: 'warn', icon: 'clock' },
  told: { tone: 'ok', icon: 'check' },
  sent: { tone: 'ok', icon: 'check' },
  refused: { tone: 'bad', icon: 'cross' },
  unknown: { tone: 'warn', icon: 'question' },
  past: { tone: 'mute', icon: 'check' },
}

function Acknowledged({ call }: { readonly call: Call }): ReactNode {
  const { took } = useWords(whyWords)
  const said = useWords(screenWords).event
  const { acknowledged } = call
  if (!acknowledged) return null
  return (
    <span className="sm:whitespace-nowrap">
      {`${showTime(acknowledged.at)} ${took.hows[acknowledged.how]}`}
      {acknowledged.late && <span className="text-warn">{` · ${said.late}`}</span>}
    </span>
  )
}

function useColumns(pick: ReadonlySet<string>, toggle: (id: string) => void, may: boolean): readonly Column<Call>[] {
  const said = useWords(screenWords).event
  const lang = useLang()
  const box: Column<Call> = {
    key: 'pick',
    head: <span className="aural">{said.pick}</span>,
    width: 'w-8',
    cell: call => (
      <input
        type="checkbox"
        aria-label={call.name}
        checked={pick.has(call.agreementId)}
        onChange={() => toggle(call.agreementId)}
        className="size-5 rounded-cell border border-line-strong accent-accent"
      />
    ),
  }
  return [
    ...(may ? [box] : []),
    {
      key: 'company',
      head: said.company,
      strong: true,
      width: 'w-2/5',
      cell: call => call.name,
      second: call => call.unit,
    },
    {
      key: 'kw',
      head: said.registered,
      figure: true,
      from: 'sm',
      cell: call => showQuantity(call.registeredKw, 'kW', lang),
    },
    {
      key: 'notice',
      head: said.notice,
      from: 'sm',
      tight: true,
      cell: call => <Chip {...notices[call.notice]}>{said.notices[call.notice]}</Chip>,
      second: call => (call.notice === 'to_call' ? `${call.contactName} · ${call.contact}` : ''),
    },
    { key: 'ack', head: said.acknowledgement, cell: call => <Acknowledged call={call} /> },
    { key: 'did', head: said.action, from: 'md', cell: call => call.actions.map(one => one.what).join('; ') },
  ]
}

const shows = ['all', 'silent', 'idle'] as const
const fits = {
  all: () => true,
  silent: (call: Call) => call.acknowledged === null,
  idle: (call: Call) => call.actions.length === 0,
}

/** Everybody whom the event called, with what a clerk writes down for many at once. */
export function EventCalls({ event }: { readonly event: Full }): ReactNode {
  const said = useWords(screenWords).event
  const lang = useLang()
  const list = useListState()
  const may = usePermission('load-shift.record') && event.state !== 'cancelled'
  const [pick, setPick] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<'acknowledge' | 'act'>()
  const toggle = (id: string): void =>
    setPick(before => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const columns = useColumns(pick, toggle, may)
  const show = shows.find(one => one === list.get('show')) ?? 'all'
  const rows = event.calls.filter(fits[show])
  return (
    <Card title={said.calls} flush={true} action={may && pick.size > 0 && said.picked(showCount(pick.size, lang))}>
      <div className="flex flex-wrap items-center gap-3 px-4 pb-3">
        <Segmented
          label={said.calls}
          name="show"
          options={shows.map(value => ({ value, label: said.show[value] }))}
          value={show}
          onChange={value => list.set({ show: value })}
        />
        {may && (
          <span className="flex flex-wrap gap-2 sm:ml-auto">
            <Button size="small" onClick={() => setOpen('acknowledge')}>
              {said.record}
            </Button>
            {event.state !== 'planned' && (
              <Button size="small" onClick={() => setOpen('act')}>
                {said.recordAction}
              </Button>
            )}
          </span>
        )}
      </div>
      <Table caption={said.calls} columns={columns} rows={rows} rowKey={call => call.agreementId} />
      <RecordDialog
        id={event.id}
        what={open}
        agreements={[...pick]}
        close={() => setOpen(undefined)}
        done={() => setPick(new Set())}
      />
    </Card>
  )
}
