import { useContext, useMemo } from 'react'
import { useLoad } from '#kit/ui/load.ts'
import { rollUp } from '../rules.ts'
import { type Column, editions, type PlanTable } from './client.ts'
import { type Counted, CountedContext } from './counted.ts'
import type { Done } from './plan-view.ts'

type Money = Awaited<ReturnType<typeof editions.money>>

/** Whether anything can be counted towards a column: facts, or money that is spent through the ledger. */
export const isCounted = (column: Column): boolean =>
  column.counts !== null || (column.role === 'money' && column.source !== null && column.source !== 'community')

/** What was done so far, by place of column and unit, each unit with all beneath it. Undefined until it is known. */
export function useDone(data: PlanTable): Done | undefined {
  const ask = useContext(CountedContext)
  const { id } = data.edition
  const monthly = data.columns.some(column => column.month !== null)
  const facts = useLoad(['facts', 'progress', id], async () => (ask ? ask(id, 'edition') : []))
  const months = useLoad(['facts', 'progress', id, monthly], async () => (ask && monthly ? ask(id, 'month') : []))
  const money = useLoad(['editions', 'money', id], () => editions.money({ id }))
  return useMemo(() => {
    if (!facts.data || !months.data) return undefined
    const counted = [...facts.data, ...months.data]
    return data.columns.map(column => doneOf(data, column, counted, money.data))
  }, [data, facts.data, months.data, money.data])
}

function doneOf(data: PlanTable, column: Column, counted: Counted, money: Money | undefined): (number | null)[] {
  const own = new Map<string, number>()
  for (const [unit, value] of column.role === 'money' ? spentOf(column, money) : countedOf(column, counted))
    own.set(unit, (own.get(unit) ?? 0) + value)
  const values = data.units.id.map(unit => own.get(unit) ?? null)
  return rollUp(data.units.parent, values, column.gather)
}

type Entry = readonly [unit: string, value: number]

const spentOf = ({ source }: Column, money: Money | undefined): Entry[] =>
  (money?.rows ?? []).filter(row => row.source === source).map(row => [row.unit, Number(row.spent)])

const countedOf = ({ counts, month }: Column, counted: Counted): Entry[] =>
  counted
    .filter(it => it.activity === counts?.activity && it.measure === counts.measure && it.month === month)
    .flatMap(it => it.units.map((unit, i): Entry => [unit, it.quantity[i] ?? 0]))
