import type { ReactNode } from 'react'
import { timeOf } from '#kit/time'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link, useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import type { Overview } from '../routes.ts'
import { trees } from '../rules.ts'
import { type At, atOf, overviewAt } from './address.ts'
import { reports } from './client.ts'
import { LateUnits } from './late-units.tsx'
import { MeasureTable } from './measure-table.tsx'
import { ProvinceCard } from './province-card.tsx'
import { Tiles } from './tiles.tsx'
import { reportUiWords } from './words.ts'

const freshMs = 15_000

/** Asks again while it is looked at: what a phone sends stands here without anybody pressing anything. */
export const useOverview = (at: At) =>
  useLoad(['reports', 'overview', at], signal => reports.overview(at, { signal }), freshMs)

/** The edition at a unit: what is late first, then the map, then every measure beside its plan. */
export function OverviewScreen(): ReactNode {
  const words = useWords(reportUiWords)
  const said = useSaid()
  const lang = useLang()
  const list = useListState()
  const at = atOf(list)
  const { data, error, retry } = useOverview(at)
  if (!data) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  return (
    <Page title={said(data.edition.name)} state={<State of={data} at={at} />}>
      <div className="grid items-end gap-3 sm:grid-cols-2 lg:max-w-2xl">
        <Select
          name="edition"
          label={words.editionPick}
          value={data.edition.id}
          options={data.editions.map(one => ({ value: one.id, label: one.name[lang] }))}
          onChange={edition => list.set({ edition })}
        />
        <Select
          name="tree"
          label={words.treePick}
          value={data.tree}
          options={trees.map(value => ({ value, label: words.trees[value] }))}
          onChange={tree => list.set({ tree: tree === 'was' ? '' : tree })}
        />
      </div>
      <Tiles of={data} at={at} />
      {data.units.length > 0 && (
        <Columns>
          <LateUnits of={data} at={at} list={list} />
          <ProvinceCard of={data} />
        </Columns>
      )}
      <MeasureTable of={data} at={at} />
    </Page>
  )
}

/** Where in the tree, and how fresh: the units above, each a way back. */
function State({ of, at }: { readonly of: Overview; readonly at: At }): ReactNode {
  const words = useWords(reportUiWords)
  const time = timeOf(new Date(of.at))
  const { passed, days } = of.pace
  const when =
    passed === 0 ? words.ahead(time) : of.pace.share >= 1 ? words.over(time) : words.state(passed, days, time)
  return (
    <>
      {of.trail.map(unit => (
        <span key={unit.id}>
          <Link to={overviewAt({ ...at, unit: unit.id })}>{unit.name}</Link>
          {' / '}
        </span>
      ))}
      <strong className="font-semibold text-ink">{of.unit.name}</strong> · {when}
    </>
  )
}
