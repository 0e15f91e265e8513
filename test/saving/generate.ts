import { firstOf, type Home, type SavingBill } from '#spine/meters/rules.ts'
import { dice } from '../fairness/shares.ts'

/** How homes live. Shares are of homes, spreads are standard deviations of logarithms; all of it is invented. */
export type Ways = {
  readonly homes: number
  readonly years: number
  /** Month to month spread of one home's use; the middle home's, and how far homes differ in it. */
  readonly restless: number
  readonly restlessSpread: number
  /** How far homes drift apart in a year without any doing. */
  readonly drift: number
  /** Homes that a year brings an air conditioner or a person more, and those that it takes one from. */
  readonly grows: number
  readonly shrinks: number
  /** Months in which a home is left for one to three weeks; homes that stand empty for two to six months. */
  readonly away: number
  readonly empty: number
  readonly estimated: number
  readonly savers: number
  readonly seed: number
}
export const ways: Ways = {
  homes: 20_000,
  years: 2,
  restless: 0.06,
  restlessSpread: 0.4,
  drift: 0.02,
  grows: 0.05,
  shrinks: 0.01,
  away: 0.04,
  empty: 0.02,
  estimated: 0.06,
  savers: 0.2,
  seed: 1,
}

/** A home and what it truly cut of its use in the contest; 0 when it did nothing. */
export type KnownHome = Home & { readonly cut: number }

const shape = [0.1, 0.15, 0.3, 0.7, 1, 1, 0.95, 0.9, 0.7, 0.45, 0.2, 0.1]

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

type Area = { readonly name: string; readonly readOn: number; readonly heat: Float64Array; readonly all: Float64Array }

function areasOf(random: () => number, months: number): Area[] {
  const year = Array.from({ length: months }, () => normal(random) * 0.1)
  return Array.from({ length: 40 }, (_, no) => ({
    name: `A${no + 1}`,
    readOn: 1 + Math.floor(random() * 28),
    heat: Float64Array.from(year, common => Math.exp(common + normal(random) * 0.04)),
    all: Float64Array.from(year, () => Math.exp(normal(random) * 0.02)),
  }))
}

/** True kWh a day in each month. */
function livesOf(random: () => number, of: Ways, area: Area, cut: number, contest: (month: number) => boolean) {
  const months = area.heat.length
  const base = 6 * Math.exp(normal(random) * 0.5)
  const cooling = random() < 0.55 ? 0.3 + random() : 0.1 * random()
  const restless = of.restless * Math.exp(normal(random) * of.restlessSpread)
  const drift = (normal(random) * of.drift) / 12
  const step =
    random() < of.grows * of.years
      ? 1.1 + 0.3 * random()
      : random() < of.shrinks * of.years
        ? 0.65 + 0.25 * random()
        : 1
  const stepAt = Math.floor(random() * months)
  const emptyAt = random() < of.empty * of.years ? Math.floor(random() * months) : months
  const emptyFor = 2 + Math.floor(random() * 5)
  const kwh = new Float64Array(months)
  for (let month = 0; month < months; month++) {
    const warm = cooling * (shape[month % 12] as number) * (area.heat[month] as number)
    let used = base * (1 + warm) * (area.all[month] as number)
    used *= Math.exp(drift * month + normal(random) * restless)
    if (month >= stepAt) used *= step
    if (random() < of.away) used *= 1 - (0.8 * (7 + Math.floor(random() * 14))) / 30
    if (month >= emptyAt && month < emptyAt + emptyFor) used *= 0.1
    if (contest(month)) used *= 1 - cut
    kwh[month] = used
  }
  return kwh
}

/** Bills from reading to reading; now and then the reader found nobody, and the bill is what last month was. */
function billsOf(random: () => number, of: Ways, area: Area, life: Float64Array, first: number): SavingBill[] {
  const bills: SavingBill[] = []
  let owed = 0
  for (let month = 0; month < life.length; month++) {
    const from = firstOf(first + month) + (month === 0 ? 0 : area.readOn - 1)
    const to = month === life.length - 1 ? firstOf(first + month + 1) - 1 : firstOf(first + month + 1) + area.readOn - 2
    const until = firstOf(first + month + 1)
    const own = Math.min(to + 1, until) - from
    const next = to + 1 - from - own
    const used = own * (life[month] as number) + next * (life[month + 1] ?? 0)
    const last = bills.at(-1)
    const estimated = last !== undefined && random() < of.estimated
    const said = estimated && last ? (last.kwh / (last.to - last.from + 1)) * (to - from + 1) : Math.max(0, used + owed)
    owed += used - said
    bills.push({ from, to, kwh: Math.round(said), estimated })
  }
  return bills
}

const bandOf = (perMonth: number): string =>
  ['0-100', '101-200', '201-300', '301-400'][Math.floor(perMonth / 100)] ?? 'over-400'

/** Homes with known truth over whole years that end with 2025; `contest` are the months from 0 in which savers save. */
export function generate(of: Ways, contest: (month: number) => boolean): KnownHome[] {
  const random = dice(of.seed)
  const months = of.years * 12
  const first = 2026 * 12 - months
  const areas = areasOf(random, months)
  return Array.from({ length: of.homes }, (_, no) => {
    const area = areas[Math.floor(random() * areas.length)] as Area
    const lot = random()
    const cut = lot < of.savers ? ([0.05, 0.1, 0.1, 0.2][Math.floor(random() * 4)] ?? 0) : 0
    const bills = billsOf(
      random,
      of,
      area,
      livesOf(random, of, area, cut, at => contest(first + at)),
      first,
    )
    const year = bills.slice(0, 12).reduce((sum, bill) => sum + bill.kwh, 0)
    return { customer: `H${no + 1}`, area: area.name, sizeBand: bandOf(year / 12), bills, cut }
  })
}
