/** One billed span of a contract: days counted from 1970-01-01, both ends within. `estimated`: the meter was not read. */
export type SavingBill = {
  readonly from: number
  readonly to: number
  readonly kwh: number
  readonly estimated: boolean
}
export type Home = {
  readonly customer: string
  readonly area: string
  readonly sizeBand: string
  readonly bills: readonly SavingBill[]
}

/** A month as a number: twelve times the year, and the month from 0. */
export const monthOf = (day: number): number => {
  const date = new Date(day * 86_400_000)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}
/** The first day of a month. */
export const firstOf = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000

/** Bills in the order of their days. One day that two of them share is the day of the reading: it is the later one's. */
export function inOrder(bills: readonly SavingBill[]): SavingBill[] {
  const sorted = [...bills].sort((a, b) => a.from - b.from || a.to - b.to)
  return sorted.map((bill, at) => {
    const next = sorted[at + 1]
    return next && next.from === bill.to && bill.to > bill.from ? { ...bill, to: bill.to - 1 } : bill
  })
}

/** Whether two bills say different things of the same days. */
export const overlap = (bills: readonly SavingBill[]): boolean =>
  bills.some((bill, at) => at > 0 && bill.from <= (bills[at - 1] as SavingBill).to)

/**
 * What was really read: an estimate says nothing until the next reading, which settles both; so an estimated bill and
 * those up to the next one that was read are one span. Estimates that no reading followed are left out.
 */
function readSpans(bills: readonly SavingBill[]): SavingBill[] {
  const spans: SavingBill[] = []
  let open: SavingBill | undefined
  for (const bill of bills) {
    const joins = open !== undefined && open.to + 1 === bill.from
    const span = joins && open ? { ...bill, from: open.from, kwh: open.kwh + bill.kwh } : bill
    open = bill.estimated ? span : undefined
    if (!bill.estimated) spans.push(span)
  }
  return spans
}

/** A span this long is spread evenly over its days, which must not carry use over the edge of a period. */
const wideDays = 45
const leastCovered = 0.7

/**
 * kWh a day by calendar month, from bills of any length: NaN where less than 70 % of a month's days were read. `edges`
 * are days at which a period begins or has ended; a span over more than 45 days that lies across one says nothing.
 */
export function perDay(
  bills: readonly SavingBill[],
  first: number,
  months: number,
  edges: readonly number[],
): Float64Array {
  const [kwh, days] = [new Float64Array(months), new Float64Array(months)]
  for (const { from, to, kwh: total } of readSpans(bills)) {
    const length = to - from + 1
    if (length > wideDays && edges.some(edge => from < edge && to >= edge)) continue
    for (let month = Math.max(first, monthOf(from)); month <= Math.min(first + months - 1, monthOf(to)); month++) {
      const within = Math.min(to + 1, firstOf(month + 1)) - Math.max(from, firstOf(month))
      kwh[month - first] = (kwh[month - first] as number) + (total / length) * within
      days[month - first] = (days[month - first] as number) + within
    }
  }
  return kwh.map((sum, at) => {
    const covered = days[at] as number
    const whole = firstOf(first + at + 1) - firstOf(first + at)
    return covered >= leastCovered * whole ? sum / covered : Number.NaN
  })
}
