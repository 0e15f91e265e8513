import { useCallback, useMemo, useRef, useState } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import { useOutdate } from '#kit/ui/load.ts'
import { problemOf } from '#kit/ui/problem.ts'
import { uiWords } from '#kit/ui/words.ts'
import { problemsOf } from '../rules.ts'
import type { Problem } from '../rules-plan.ts'
import type { PlanTable } from './client.ts'
import { editions } from './client.ts'
import { type Book, bookOf, type Cell, figureAt, problemsAfter, put, type Spot, tableOf } from './plan-book.ts'
import { boxText } from './plan-figures.ts'

/** What was typed and could not be kept: it stays in its cell with the reason. */
export type Draft = {
  readonly text: string
  readonly says: string
  /** Somebody else's figure that stands there now. */
  readonly now?: number | null
  readonly mine?: number | null
}

export const cellKey = ({ unit, column, kind }: Spot): string => `${unit}:${column}:${kind}`

type State = {
  readonly book: Book
  readonly problems: readonly Problem[]
  readonly drafts: ReadonlyMap<string, Draft>
  /** Cells that were typed into since the page opened. */
  readonly touched: ReadonlySet<string>
}

const begin = (data: PlanTable): State => {
  const book = bookOf(data)
  return { book, problems: problemsOf(tableOf(book)), drafts: new Map(), touched: new Set() }
}

function withCells(state: State, cells: readonly Cell[]): State {
  const book = put(state.book, cells)
  const columns = new Set(cells.map(cell => cell.column))
  const drafts = new Map(state.drafts)
  const touched = new Set(state.touched)
  for (const cell of cells) {
    drafts.delete(cellKey(cell))
    touched.add(cellKey(cell))
  }
  const problems =
    columns.size > 3
      ? problemsOf(tableOf(book))
      : [...columns].reduce((found, column) => problemsAfter(book, found, column), state.problems)
  return { book, problems, drafts, touched }
}

const withDrafts = (state: State, drafts: readonly (readonly [string, Draft])[]): State => ({
  ...state,
  drafts: new Map([...state.drafts, ...drafts]),
})

/** The plan on screen: what the server holds, what is being typed, what it refused, and the way back. */
export function usePlan(data: PlanTable) {
  const [seen, setSeen] = useState(data)
  const [state, setState] = useState(() => begin(data))
  const [typing, setTyping] = useState<Cell>()
  if (data !== seen) {
    setSeen(data)
    setState(old => ({ ...begin(data), drafts: old.drafts, touched: old.touched }))
  }
  const { save, undo, canUndo, pending } = useSaving(state, setState)
  const live = useMemo(() => {
    if (!typing || figureAt(state.book, typing) === typing.value) return state
    const book = put(state.book, [typing])
    return { ...state, book, problems: problemsAfter(book, state.problems, typing.column) }
  }, [state, typing])
  const refuse = useCallback(
    (spot: Spot, draft: Draft) => setState(old => withDrafts(old, [[cellKey(spot), draft]])),
    [],
  )
  const drop = useCallback((spot: Spot) => {
    setState(old => ({ ...old, drafts: new Map([...old.drafts].filter(([key]) => key !== cellKey(spot))) }))
  }, [])
  /** What a cell holds apart from what is being typed now. */
  const kept = useCallback((spot: Spot): number | null => figureAt(state.book, spot), [state])
  return useMemo(
    () => ({ ...live, settled: state.problems, kept, typing, setTyping, save, undo, canUndo, pending, refuse, drop }),
    [live, state, kept, typing, save, undo, canUndo, pending, refuse, drop],
  )
}

export type Plan = ReturnType<typeof usePlan>

type Refused = Awaited<ReturnType<typeof editions.edit>>['refused']

/** What the server made of a change: the places that were kept, what stands in the others now, and why. */
type Sent = {
  readonly kept: ReadonlySet<number>
  readonly theirs: readonly Cell[]
  readonly drafts: readonly (readonly [string, Draft])[]
}

/** Sends a change; never throws. `broken` is said when the server cannot be reached. */
async function send(data: PlanTable, cells: readonly Cell[], before: readonly Cell[], broken: string): Promise<Sent> {
  const text = (cell: Cell): string => boxText(cell.value, data.columns[cell.column])
  try {
    const { refused } = await editions.edit({
      id: data.edition.id,
      mode: 'each',
      cells: cells.map((cell, i) => ({
        unit: data.units.id[cell.unit] ?? '',
        column: data.columns[cell.column]?.key ?? '',
        kind: cell.kind,
        value: cell.value,
        was: before[i]?.value ?? null,
        ...(cell.note ? { note: cell.note } : {}),
      })),
    })
    return refusedCells(cells, before, refused, text)
  } catch (error) {
    const says = problemOf(error)?.title ?? broken
    const drafts = cells.map(cell => [cellKey(cell), { text: text(cell), says }] as const)
    return { kept: new Set(), theirs: before, drafts }
  }
}

function refusedCells(
  cells: readonly Cell[],
  before: readonly Cell[],
  refused: Refused,
  text: (cell: Cell) => string,
): Sent {
  const bad = new Map(refused.map(it => [it.cell, it]))
  return {
    kept: new Set(cells.keys().filter(i => !bad.has(i))),
    theirs: before.flatMap((cell, i) => {
      const it = bad.get(i)
      return it ? [{ ...cell, value: it.now ? it.now.value : cell.value }] : []
    }),
    drafts: cells.flatMap((cell, i) => {
      const it = bad.get(i)
      if (!it) return []
      const theirs = it.now ? { now: it.now.value, mine: cell.value } : {}
      return [[cellKey(cell), { text: text(cell), says: it.says, ...theirs }] as const]
    }),
  }
}

function useSaving(state: State, setState: (next: (old: State) => State) => void) {
  const words = useWords(uiWords)
  const outdate = useOutdate()
  const [pending, setPending] = useState(0)
  const [depth, setDepth] = useState(0)
  const now = useRef(state)
  now.current = state
  /** What each change replaced, the last one on top. */
  const done = useRef<(readonly Cell[])[]>([])
  const line = useRef(Promise.resolve())
  const run = (cells: readonly Cell[], undoing: boolean): Promise<void> => {
    const before = cells.map(cell => ({ ...cell, value: figureAt(now.current.book, cell) }))
    now.current = withCells(now.current, cells)
    setState(old => withCells(old, cells))
    setPending(n => n + 1)
    line.current = line.current.then(async () => {
      const sent = await send(now.current.book.data, cells, before, words.errors.network)
      outdate('editions')
      if (sent.drafts.length > 0) setState(old => withDrafts(withCells(old, sent.theirs), sent.drafts))
      if (!undoing && sent.kept.size > 0) done.current.push(before.filter((_, i) => sent.kept.has(i)))
      setDepth(done.current.length)
      setPending(n => n - 1)
    })
    return line.current
  }
  const latest = useRef(run)
  latest.current = run
  // The same functions for as long as the screen stands: a notice may undo long after it was shown.
  const acts = useMemo(
    () => ({
      save: (cells: readonly Cell[]) => latest.current(cells, false),
      /** Waits for what is on its way, so that it is the last change that goes back. */
      undo: (): void => {
        void line.current.then(() => {
          const last = done.current.pop()
          if (last) void latest.current(last, true)
        })
      },
    }),
    [],
  )
  return { ...acts, canUndo: depth > 0, pending: pending > 0 }
}
