import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip, CountBadge } from '#kit/ui/chip.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { useWords } from '#kit/ui/lang.tsx'
import { Link, useListState, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import type { GivesOf } from '#kit/wire'
import type { orgRoutes } from '../routes.ts'
import { orgWords } from '../words.ts'
import { Changes } from './changes.tsx'
import { org } from './client.ts'
import { DayField } from './day-field.tsx'
import { CloseDialog, MergeDialog, MoveDialog, OpenDialog, RenameDialog } from './unit-dialogs.tsx'
import { SplitDialog } from './unit-split.tsx'
import { orgUiWords } from './words.ts'

export type UnitPage = GivesOf<(typeof orgRoutes)['unit']>
type Named = UnitPage['children'][number]

/** One unit as of a day: where it stands, what stands under it, what happened to it, and how to change it. */
export function UnitScreen(): ReactNode {
  const words = useWords(orgUiWords)
  const id = useParam('id')
  const list = useListState()
  const on = list.get('on')
  const load = useLoad(['org', 'unit', id, on], () => org.unit(on ? { id, on } : { id }))
  const unit = load.data
  if (!unit) {
    return (
      <Page title={words.unit}>
        {load.error === undefined ? <LoadingState /> : <ErrorState error={load.error} retry={load.retry} />}
      </Page>
    )
  }
  return (
    <Page
      title={unit.name}
      mark={<Where unit={unit} />}
      state={<Trail unit={unit} />}
      actions={<Actions unit={unit} />}
    >
      <DayField day={unit.on} list={list} />
      {unit.closedOn !== null && unit.closedOn <= unit.on && (
        <Alert tone="info" title={words.closedSince(writeDay(unit.closedOn))}>
          {unit.standsForIt.length > 0 && (
            <p>
              {words.standsForIt}: <Units units={unit.standsForIt} />
            </p>
          )}
        </Alert>
      )}
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={words.children} mark={<CountBadge>{unit.children.length}</CountBadge>}>
            {unit.children.length === 0 ? (
              <p className="text-body text-ink-2">{words.noChildren}</p>
            ) : (
              <List units={unit.children} />
            )}
          </Card>
          <Areas unit={unit} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={words.history}>
            <Changes rows={unit.history} />
          </Card>
          {unit.cameFrom.length > 0 && (
            <Card title={words.cameFrom}>
              <List units={unit.cameFrom} />
            </Card>
          )}
          <Spans title={words.names} rows={unit.names.map(it => ({ ...it, what: it.name }))} />
          <Spans
            title={words.parents}
            rows={unit.parents.map(it => ({
              ...it,
              what: <Link to={`/units/${it.parent.id}`}>{it.parent.name}</Link>,
            }))}
          />
        </div>
      </Columns>
    </Page>
  )
}

function Where({ unit }: { readonly unit: UnitPage }): ReactNode {
  const words = useWords(orgUiWords)
  if (unit.closedOn !== null && unit.closedOn <= unit.on) return <Chip tone="mute">{words.closed}</Chip>
  if (unit.openedOn > unit.on) return <Chip tone="warn">{words.notYet}</Chip>
  return <Chip tone="ok">{words.open}</Chip>
}

function Trail({ unit }: { readonly unit: UnitPage }): ReactNode {
  const { kinds } = useWords(orgWords)
  return (
    <>
      {`${unit.code} · ${kinds[unit.kind]}`}
      {unit.ancestors.length > 0 && ' · '}
      {unit.ancestors.map((it, i) => (
        <span key={it.id}>
          {i > 0 && ' › '}
          <Link to={`/units/${it.id}?on=${unit.on}`}>{it.name}</Link>
        </span>
      ))}
    </>
  )
}

function Units({ units }: { readonly units: readonly Named[] }): ReactNode {
  return units.map((it, i) => (
    <span key={it.id}>
      {i > 0 && ', '}
      <Link to={`/units/${it.id}`}>{it.name}</Link>
    </span>
  ))
}

function List({ units }: { readonly units: readonly Named[] }): ReactNode {
  return (
    <ul>
      {units.map(it => (
        <li key={it.id} className="flex justify-between gap-4 border-line border-b py-1.5 text-body last:border-b-0">
          <Link to={`/units/${it.id}`}>{it.name}</Link>
          <span className="tabular text-ink-3">{it.code}</span>
        </li>
      ))}
    </ul>
  )
}

function Spans(props: {
  readonly title: string
  readonly rows: readonly { readonly what: ReactNode; readonly from: string; readonly until: string | null }[]
}): ReactNode {
  const words = useWords(orgUiWords)
  if (props.rows.length === 0) return null
  return (
    <Card title={props.title}>
      <ul>
        {props.rows.map(it => (
          <li key={it.from} className="border-line border-b py-1.5 text-body last:border-b-0">
            {it.what}
            <span className="block text-ink-3 text-label">
              {it.until ? words.between(writeDay(it.from), writeDay(it.until)) : words.since(writeDay(it.from))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Areas({ unit }: { readonly unit: UnitPage }): ReactNode {
  const words = useWords(orgUiWords)
  const byProvince = [...Map.groupBy(unit.areas, it => it.province)]
  return (
    <Card
      title={words.areas}
      mark={unit.areas.length > 0 && <CountBadge>{words.areasCount(String(unit.areas.length))}</CountBadge>}
    >
      {byProvince.length === 0 && <p className="text-body text-ink-2">{words.noAreas}</p>}
      {byProvince.map(([province, rows]) => (
        <p key={province} className="py-1 text-body">
          <span className="font-semibold">{province}: </span>
          {rows.map(it => it.name).join(', ')}
        </p>
      ))}
    </Card>
  )
}

const acts = ['rename', 'move', 'merge', 'split', 'open', 'close'] as const
type ActName = (typeof acts)[number]

function Actions({ unit }: { readonly unit: UnitPage }): ReactNode {
  const words = useWords(orgUiWords)
  const [doing, setDoing] = useState<ActName>()
  if (!unit.shapes || unit.closedOn !== null) return null
  const offered = acts.filter(act => unit.kind !== 'group' || act === 'rename' || act === 'open')
  const dialog = (act: ActName) => ({ open: doing === act, onClose: () => setDoing(undefined), unit })
  return (
    <>
      {offered.map(act => (
        <Button key={act} size="small" kind={act === 'close' ? 'danger' : 'secondary'} onClick={() => setDoing(act)}>
          {words.actions[act]}
        </Button>
      ))}
      <RenameDialog {...dialog('rename')} />
      <MoveDialog {...dialog('move')} />
      <MergeDialog {...dialog('merge')} />
      <SplitDialog {...dialog('split')} />
      <OpenDialog open={doing === 'open'} onClose={() => setDoing(undefined)} parent={unit} />
      <CloseDialog {...dialog('close')} />
    </>
  )
}
