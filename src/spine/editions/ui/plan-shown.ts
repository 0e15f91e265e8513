import { useCallback, useMemo } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import type { ListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { lateTone } from '#kit/ui/progress.tsx'
import type { Lang } from '#kit/words'
import type { Edition } from '../routes.ts'
import { type Column, editions } from './client.ts'
import { type Filter, filters } from './plan-bar.tsx'
import { type Book, figureAt } from './plan-book.ts'
import { showFigure } from './plan-figures.ts'
import { foldedRows, openAtFirst, rowsOf, unitsNamed, withAbove } from './plan-rows.ts'
import { unitsToWork } from './plan-unit.tsx'
import { bySpot, groupsOf, type Part, type View } from './plan-view.ts'
import { useDone } from './use-done.ts'
import type { Plan } from './use-plan.ts'
import { planUiWords } from './words.ts'

type ShownProps = {
  readonly plan: Plan
  readonly edition: Edition
  readonly list: ListState
  readonly narrow: boolean
  readonly lang: Lang
}

/** What of the plan is in sight, read from the address: columns, units, open branches; and how to change that. */
export function useShown(props: ShownProps) {
  const { plan, edition, list, narrow, lang } = props
  const { book } = plan
  const { data, holds } = book
  const words = useWords(planUiWords)
  const unit = chosenUnit(book, list.get('unit'))
  const chosen = chosenColumns(book, list.get('m')).slice(0, narrow ? 1 : 6)
  const extra = list.get('show').split('.')
  const last = useLastYear(edition, extra.includes('last'))
  const done = useDone(data)
  const due = dueOf(edition)
  const problems = useMemo(() => bySpot(plan.problems), [plan.problems])
  const view: View = useMemo(() => ({ plan, problems, done, last, due, lang }), [plan, problems, done, last, due, lang])
  const key = chosen.join('.')
  const more = list.get('show')
  const groups = useMemo(() => {
    const shown: Part[] = ['target', ...(done ? (['done', 'progress'] as const) : [])]
    if (more.includes('wanted')) shown.unshift('wanted')
    if (more.includes('last')) shown.unshift('last')
    const heads = {
      last: String(edition.year - 1),
      wanted: words.wanted,
      target: words.target,
      done: words.done,
      progress: words.progress,
    }
    const columns = key.split('.').flatMap(it => data.columns[book.columnPlaces.get(it) ?? -1] ?? [])
    const longest = (column: Column): number => {
      const top = data.target[book.columnPlaces.get(column.key) ?? -1]?.[0]
      return top === null || top === undefined ? 0 : showFigure(top, column, lang).length
    }
    return groupsOf({ columns, longest, shown, heads, lang, narrow })
  }, [key, more, done, words, lang, narrow, edition.year, data, book.columnPlaces])
  const all = useMemo(() => rowsOf(data, holds, kind => words.reserves[kind]), [data, holds, words])
  const filter = (filters.find(it => it === list.get('f')) ?? 'all') satisfies Filter
  const kept = useKept({ plan, filter, text: list.get('q'), columns: chosen, view })
  const rows = useMemo(() => (kept ? all.filter(row => kept.has(row.unit)) : all), [all, kept])
  const folds = useFolding(book, list, unit, kept !== undefined)
  const choose = useCallback((it: number) => list.set({ unit: book.data.units.code[it] ?? '' }), [list, book.data])
  /** Brings a column into the table and opens the branches above a row. */
  const bring = (column: string, above: readonly string[]): void => {
    const columns = chosen.includes(column) ? chosen : narrow ? [column] : [...chosen.slice(0, 5), column]
    list.set({ m: columns.join('.'), f: '', q: '', open: folds.opened(above) })
  }
  return { unit, chosen, view, groups, all, rows, filter, choose, bring, ...folds }
}

/** The unit that the address names, by its code or its id. */
function chosenUnit(book: Book, code: string): number {
  const named = book.places.get(code) ?? book.data.units.code.indexOf(code)
  return named >= 0 ? named : (unitsToWork(book)[0] ?? 0)
}

/** The measures named in the address, or the first three that anything is assigned for. */
function chosenColumns(book: Book, text: string): string[] {
  const named = text.split('.').filter(key => book.columnPlaces.has(key))
  if (named.length > 0) return named
  const keys = book.data.columns.map(column => column.key)
  const used = keys.filter((_, column) => figureAt(book, { unit: 0, column, kind: 'target' }) !== null)
  return (used.length >= 3 ? used : keys).slice(0, 3)
}

function useLastYear(edition: Edition, wanted: boolean) {
  const load = useLoad(['editions', 'lastYear', edition.id, wanted], () =>
    wanted ? editions.lastYear({ id: edition.id }) : Promise.resolve(null),
  )
  return useMemo(
    () => new Map(load.data?.columns.map((column, i) => [column, load.data?.asItIsNow[i] ?? []])),
    [load.data],
  )
}

const dayMs = 86_400_000

/** How much of the edition's days has passed, in percent; undefined before it begins. */
function dueOf(edition: Edition): number | undefined {
  const [from, until] = [Date.parse(edition.from), Date.parse(edition.until) + dayMs]
  const share = (Date.now() - from) / (until - from)
  return share <= 0 ? undefined : Math.min(100, Math.round(share * 100))
}

/** The units that the filter and the search keep, with all above them; undefined when nothing is filtered. */
function useKept(props: {
  readonly plan: Plan
  readonly filter: Filter
  readonly text: string
  readonly columns: readonly string[]
  readonly view: View
}): ReadonlySet<number> | undefined {
  const { plan, filter, text, columns, view } = props
  const { book, problems } = plan
  const key = columns.join('.')
  return useMemo(() => {
    if (filter === 'all' && text === '') return undefined
    const named = text === '' ? undefined : new Set(unitsNamed(book, text))
    const shown = new Set(key.split('.'))
    const matches: Readonly<Record<Filter, () => number[]>> = {
      all: () => book.data.units.id.map((_, i) => i),
      wrong: () => problems.filter(it => shown.has(it.column)).map(it => book.places.get(it.unit) ?? 0),
      waiting: () => book.data.units.state.flatMap((state, i) => (state === 'waiting' ? [i] : [])),
      late: () => lateUnits(view, shown),
    }
    const kept = matches[filter]().filter(it => !named || named.has(it))
    return withAbove(book, kept)
  }, [book, problems, filter, text, key, view])
}

function lateUnits({ plan, done, due }: View, shown: ReadonlySet<string>): number[] {
  const { book } = plan
  if (!done || due === undefined) return []
  return book.data.units.id.flatMap((_, unit) =>
    book.data.columns.some((column, at) => {
      const target = figureAt(book, { unit, column: at, kind: 'target' })
      const value = done[at]?.[unit]
      return shown.has(column.key) && target && lateTone(((value ?? 0) / target) * 100, due) !== 'accent'
    })
      ? [unit]
      : [],
  )
}

/** Which branches are open, by the codes of their units in the address; a filter opens everything. */
function useFolding(book: Book, list: ListState, unit: number, filtered: boolean) {
  const text = list.get('open')
  const { id, code } = book.data.units
  const open = useMemo(
    () =>
      text === 'all' || filtered ? new Set(code) : new Set(text === '' ? openAtFirst(book, unit) : text.split('.')),
    [text, filtered, book, code, unit],
  )
  const folded = useMemo(() => foldedRows(book, open), [book, open])
  const opened = (rows: readonly string[]): string =>
    [...open, ...rows.flatMap(row => code[book.places.get(row) ?? -1] ?? [])].filter(unique).join('.')
  const fold = (rows: readonly string[], closes: boolean): void => {
    const codes = rows.flatMap(row => code[book.places.get(row) ?? -1] ?? [])
    const next = new Set(open)
    for (const it of codes) closes ? next.delete(it) : next.add(it)
    const same = next.size === open.size && codes.every(it => open.has(it))
    if (!same) list.set({ open: id.length === next.size ? 'all' : [...next].join('.') || '-' })
  }
  return { folded, fold, opened }
}

const unique = (it: string, at: number, all: readonly string[]): boolean => all.indexOf(it) === at
