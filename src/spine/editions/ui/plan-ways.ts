import type { Problem } from '../rules-plan.ts'
import { type Book, type Cell, figureAt, mayType, type Spot } from './plan-book.ts'

/** A way out of what is wrong in a cell: cells to write, or a reason to give. `figure` and `left` stand on its button. */
export type Way = {
  readonly key:
    | 'setBack'
    | 'ownReserve'
    | 'reserveAbove'
    | 'askAbove'
    | 'intoReserve'
    | 'clear'
    | 'setLeast'
    | 'acceptWish'
    | 'accept'
    | 'reason'
  readonly cells: readonly Cell[]
  readonly figure?: number
  readonly left?: number
}

/** The ways out that this person may take, the plainest first. */
export function waysOut(book: Book, spot: Spot, problem: Problem): Way[] {
  const ways = all(book, spot, problem)
  return ways.filter(way => way.cells.every(cell => mayType(book, cell))).slice(0, 3)
}

function all(book: Book, spot: Spot, problem: Problem): Way[] {
  const { unit, column } = spot
  const at = (kind: Cell['kind'], value: number | null): Cell => ({ unit, column, kind, value })
  switch (problem.code) {
    case 'excess':
      return excessWays(book, spot, problem)
    case 'short':
      return [
        { key: 'intoReserve', figure: problem.by, cells: [at('reserve', reserveOf(book, unit, column) + problem.by)] },
      ]
    case 'unassigned':
      return [askAbove(unit, column, problem.sum ?? problem.by)]
    case 'nothing':
      return [{ key: 'clear', cells: [at('target', null)] }]
    case 'below_least':
      return problem.room === null
        ? []
        : [{ key: 'setLeast', figure: problem.room, cells: [at('target', problem.room)] }]
    case 'unsettled':
      return [
        { key: 'acceptWish', figure: problem.sum ?? 0, cells: [at('target', problem.sum)] },
        { key: 'accept', figure: problem.assigned ?? 0, cells: [at('wanted', null)] },
      ]
    default:
      return [{ key: 'reason', cells: [at('target', figureAt(book, { unit, column, kind: 'target' }))] }]
  }
}

const reserveOf = (book: Book, unit: number, column: number): number =>
  figureAt(book, { unit, column, kind: 'reserve' }) ?? 0

const askAbove = (unit: number, column: number, sum: number): Way => ({
  key: 'askAbove',
  figure: sum,
  cells: [{ unit, column, kind: 'wanted', value: sum }],
})

/** The unit that gave out too much: the one that was typed into, or the one above. */
function excessWays(book: Book, spot: Spot, problem: Problem): Way[] {
  const { column } = spot
  const owner = book.places.get(problem.unit) ?? 0
  const above = book.data.units.parent[owner] ?? -1
  const ways: Way[] = []
  const room = (figureAt(book, spot) ?? 0) - problem.by
  const isOwn = spot.unit === owner && spot.kind === 'target'
  if (!isOwn && room >= 0)
    ways.push({ key: 'setBack', figure: room, cells: [{ ...spot, value: room === 0 ? null : room }] })
  const kept = reserveOf(book, owner, column)
  if (spot.kind !== 'reserve' && kept >= problem.by)
    ways.push({
      key: 'ownReserve',
      figure: problem.by,
      left: kept,
      cells: [{ unit: owner, column, kind: 'reserve', value: kept - problem.by }],
    })
  const left = above < 0 ? 0 : reserveOf(book, above, column)
  if (above >= 0 && left >= problem.by && mayType(book, { unit: above, kind: 'reserve' }))
    ways.push({
      key: 'reserveAbove',
      figure: problem.by,
      left,
      cells: [
        { unit: above, column, kind: 'reserve', value: left - problem.by },
        { unit: owner, column, kind: 'target', value: problem.sum },
      ],
    })
  else if (above >= 0) ways.push(askAbove(owner, column, problem.sum ?? 0))
  return ways
}
