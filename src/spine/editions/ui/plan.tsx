import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { useNarrow } from '#kit/ui/narrow.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState, ErrorState, LoadingState } from '#kit/ui/states.tsx'
import type { TreeHandle } from '#kit/ui/tree-table.tsx'
import { rowsAbove } from '#kit/ui/tree-table-state.ts'
import type { Edition } from '../routes.ts'
import type { Problem } from '../rules-plan.ts'
import type { PlanTable } from './client.ts'
import { editions } from './client.ts'
import { PlanAlert } from './plan-alert.tsx'
import { PlanBar } from './plan-bar.tsx'
import type { Cell, Spot } from './plan-book.ts'
import { PlanGrid } from './plan-grid.tsx'
import { PlanActs, VersionChip } from './plan-head.tsx'
import { ReasonDialog } from './plan-reason.tsx'
import { reserveId } from './plan-rows.ts'
import { useShown } from './plan-shown.ts'
import { PlanUnit } from './plan-unit.tsx'
import { columnOf } from './plan-view.ts'
import { useEdition } from './use-edition.ts'
import { usePlan } from './use-plan.ts'
import { planUiWords } from './words.ts'

/** The plan of an edition as a tree-table. The edition, what is open, filtered and shown stand in the address. */
export function PlanScreen(): ReactNode {
  const words = useWords(planUiWords)
  const { all, edition } = useEdition()
  const id = edition?.id
  const load = useLoad(['editions', 'plan', id], () => (id ? editions.plan({ id }) : Promise.resolve(null)))
  const title = words.title(edition ? String(edition.year) : '')
  const failed = all.error ?? load.error
  const data = load.data?.edition.id === id ? load.data : undefined
  if (data && edition && data.columns.length > 0)
    return <PlanPage key={data.edition.id} data={data} edition={edition} />
  return (
    <Page title={title}>
      {failed !== undefined && <ErrorState error={failed} retry={all.error ? all.retry : load.retry} />}
      <Card>
        {all.data && !edition ? (
          <EmptyState why={words.noEdition} action={<Link to="/editions">{words.noEditionAct}</Link>} />
        ) : data && edition ? (
          <EmptyState why={words.empty} action={<Link to={`/editions/${edition.id}`}>{words.emptyAct}</Link>} />
        ) : (
          failed === undefined && <LoadingState rows={10} />
        )}
      </Card>
    </Page>
  )
}

function PlanPage({ data, edition }: { readonly data: PlanTable; readonly edition: Edition }): ReactNode {
  const words = useWords(planUiWords)
  const list = useListState()
  const narrow = useNarrow()
  const lang = useLang()
  const title = words.title(String(edition.year))
  const plan = usePlan(data)
  const table = useRef<TreeHandle>(null)
  const shown = useShown({ plan, edition, list, narrow, lang })
  const { unit } = shown
  const head = useHead(edition.id, data.units.id[unit] ?? '')
  const [reason, setReason] = useState<Spot>()
  const acts = useNoteActs(plan, table, setReason)
  const show = (problem: Problem): void => {
    shown.bring(problem.column, rowsAbove(shown.all, problem.unit))
    requestAnimationFrame(() =>
      requestAnimationFrame(() => table.current?.show(problem.unit, columnOf(problem.column, 'target'))),
    )
  }
  return (
    <Page
      title={title}
      mark={head.data && <VersionChip plan={head.data} />}
      state={words.rule}
      actions={head.data && <PlanActs edition={edition} plan={head.data} data={data} />}
    >
      <PlanUnit book={plan.book} unit={unit} list={list} />
      <PlanAlert book={plan.book} problems={plan.settled} unit={unit} onShow={show} />
      <PlanBar
        book={plan.book}
        list={list}
        unit={unit}
        chosen={shown.chosen}
        filter={shown.filter}
        late={shown.view.done !== undefined}
        narrow={narrow}
        lastYear={edition.year - 1}
        onUndo={plan.canUndo ? plan.undo : undefined}
      />
      <div className="print-wide">
        <Card flush={true}>
          {shown.rows.length === 0 ? (
            <EmptyState why={words.noMatch} />
          ) : (
            <PlanGrid
              ref={table}
              view={shown.view}
              groups={shown.groups}
              rows={shown.rows}
              folded={shown.folded}
              onFold={shown.fold}
              onUnit={shown.choose}
              acts={acts}
              narrow={narrow}
              title={title}
            />
          )}
        </Card>
      </div>
      <ReasonDialog plan={plan} spot={reason} onClose={() => setReason(undefined)} />
    </Page>
  )
}

const useHead = (id: string, unit: string) =>
  useLoad(['editions', 'unitPlan', id, unit], () => editions.unitPlan({ id, unit }))

/** What the notes in cells do; afterwards the focus is back in the cell. */
function useNoteActs(
  plan: ReturnType<typeof usePlan>,
  table: { readonly current: TreeHandle | null },
  setReason: (spot: Spot) => void,
) {
  const { save, drop, book } = plan
  const now = useRef({ save, drop, book })
  now.current = { save, drop, book }
  const back = useCallback(
    (spot: Spot) => {
      const { units, columns } = now.current.book.data
      const id = units.id[spot.unit] ?? ''
      const part = spot.kind === 'wanted' ? 'wanted' : 'target'
      table.current?.show(spot.kind === 'reserve' ? reserveId(id) : id, columnOf(columns[spot.column]?.key ?? '', part))
    },
    [table],
  )
  return useMemo(
    () => ({
      save: (cells: readonly Cell[]) => {
        void now.current.save(cells)
        const [first] = cells
        if (first) back(first)
      },
      drop: (spot: Spot) => {
        now.current.drop(spot)
        back(spot)
      },
      reason: setReason,
    }),
    [back, setReason],
  )
}
