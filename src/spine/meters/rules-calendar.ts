import type { Method } from './rules-method.ts'
import { weekdayOf } from './rules-series.ts'

/** Days (counted from 1970-01-01) on which the week's rule does not hold. */
export type Calendar = ReadonlyMap<number, 'holiday' | 'workday'>

type Kinds = { readonly calendar: Calendar; readonly firstDay: number; readonly kinds: Uint8Array }
/** Customers of one file mostly have the same days. */
let last: Kinds | undefined

/**
 * The kind of each day: 1 a working day (Monday to Friday unless the calendar says otherwise), 2 another. The answer
 * may be one that was given before, and is not to be written into.
 */
export function kindsOf(firstDay: number, days: number, calendar: Calendar): Uint8Array {
  if (last?.calendar === calendar && last.firstDay === firstDay && last.kinds.length === days) return last.kinds
  const kinds = new Uint8Array(days)
  for (let day = 0; day < days; day++) {
    const special = calendar.get(firstDay + day)
    const works = special ? special === 'workday' : weekdayOf(firstDay + day) <= 5
    kinds[day] = works ? 1 : 2
  }
  last = { calendar, firstDay, kinds }
  return kinds
}

/** How many days of those that a rule compares there were up to and with each day. */
export function countsOf(kinds: Uint8Array, firstDay: number, like: Method['days']['like']): Int32Array {
  const counts = new Int32Array(kinds.length)
  const seen = new Int32Array(8)
  for (let day = 0; day < kinds.length; day++) {
    const at = like === 'any' ? 0 : like === 'kind' ? (kinds[day] as number) : weekdayOf(firstDay + day)
    seen[at] = (seen[at] as number) + 1
    counts[day] = seen[at] as number
  }
  return counts
}
