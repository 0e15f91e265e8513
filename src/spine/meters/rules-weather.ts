/** The balance points that are tried, in °F, as CalTRACK 2 daily has them. */
export const balance = { from: 30, until: 90 } as const
/** A balance point needs days and degrees on its side of it. */
const least = { days: 10, degrees: 20 } as const
const points = balance.until - balance.from + 1

export type WeatherModel = {
  readonly model: 'intercept_only' | 'hdd_only' | 'cdd_only' | 'cdd_hdd'
  /** kWh a day. */
  readonly intercept: number
  /** kWh a day for each degree below `hddPoint` (°F), and above `cddPoint`. Null where the model has none. */
  readonly hddPoint: number | null
  readonly hdd: number | null
  readonly cddPoint: number | null
  readonly cdd: number | null
  readonly r2adj: number
}

/** One side of each balance point: days, degrees and their products with the use, over the days that lie on it. */
type Side = {
  readonly days: Float64Array
  readonly degrees: Float64Array
  readonly squares: Float64Array
  readonly products: Float64Array
}
const newSide = (): Side => ({
  days: new Float64Array(points),
  degrees: new Float64Array(points),
  squares: new Float64Array(points),
  products: new Float64Array(points),
})

/** Sums for all balance points in one walk over the days in the order of their temperature, coldest or warmest first. */
function sumSide(temp: Float64Array, use: Float64Array, order: Uint32Array, cold: boolean): Side {
  const side = newSide()
  const sign = cold ? 1 : -1
  let [at, n, t, tt, y, ty] = [0, 0, 0, 0, 0, 0]
  for (let step = 0; step < points; step++) {
    const index = cold ? step : points - 1 - step
    const point = balance.from + index
    for (; at < order.length; at++) {
      const day = order[at] as number
      const one = temp[day] as number
      if (sign * (point - one) <= 0) break
      const kwh = use[day] as number
      n++
      t += one
      tt += one * one
      y += kwh
      ty += one * kwh
    }
    side.days[index] = n
    side.degrees[index] = sign * (n * point - t)
    side.squares[index] = n * point * point - 2 * point * t + tt
    side.products[index] = sign * (point * y - ty)
  }
  return side
}

type Choice = { readonly hdd: number | undefined; readonly cdd: number | undefined; readonly r2adj: number }

/** The columns of one side about their mean, for each balance point that has days and degrees enough. */
type Columns = {
  readonly means: Float64Array
  readonly owns: Float64Array
  readonly uses: Float64Array
  readonly usable: Uint8Array
}
function columnsOf({ days, degrees, squares, products }: Side, n: number, mean: number): Columns {
  const enough = days.map((many, at) => Number(many >= least.days && (degrees[at] as number) > least.degrees))
  return {
    means: degrees.map(sum => sum / n),
    owns: squares.map((sum, at) => sum - (degrees[at] as number) ** 2 / n),
    uses: products.map((sum, at) => sum - (degrees[at] as number) * mean),
    usable: Uint8Array.from(enough),
  }
}

/** Models that explain the same but for rounding are equal: the first, with the lowest balance points, stands. */
const better = (r2adj: number, best: Choice): boolean => r2adj > best.r2adj + 1e-12

/** The best model of one slope. */
function chooseOne(n: number, mean: number, total: number, of: Columns, cold: boolean, best: Choice): Choice {
  let found = best
  for (let at = 0; at < points; at++) {
    const slope = (of.uses[at] as number) / (of.owns[at] as number)
    if (of.usable[at] === 0 || !(slope >= 0) || mean - slope * (of.means[at] as number) < 0) continue
    const r2adj = 1 - (total - slope * (of.uses[at] as number)) / (n - 2) / (total / (n - 1))
    if (better(r2adj, found)) found = { hdd: cold ? at : undefined, cdd: cold ? undefined : at, r2adj }
  }
  return found
}

type Slopes = { readonly heat: number; readonly cool: number; readonly r2adj: number }

/** Two slopes at two balance points: nothing heats and cools on one day, so the columns meet in their means only. */
function solveTwo(
  n: number,
  mean: number,
  total: number,
  cold: Columns,
  hdd: number,
  warm: Columns,
  cdd: number,
): Slopes {
  const [ca, cb, cu] = [cold.means[hdd] as number, cold.owns[hdd] as number, cold.uses[hdd] as number]
  const [wa, wb, wu] = [warm.means[cdd] as number, warm.owns[cdd] as number, warm.uses[cdd] as number]
  const cross = -n * ca * wa
  const det = cb * wb - cross * cross
  const [heat, cool] = [(cu * wb - wu * cross) / det, (wu * cb - cu * cross) / det]
  const possible = heat >= 0 && cool >= 0 && mean - heat * ca - cool * wa >= 0
  const r2adj = possible ? 1 - (total - heat * cu - cool * wu) / (n - 3) / (total / (n - 1)) : Number.NEGATIVE_INFINITY
  return { heat, cool, r2adj }
}

/** The best model of two slopes, the warm balance point never below the cold one. */
function chooseTwo(n: number, mean: number, total: number, cold: Columns, warm: Columns, best: Choice): Choice {
  let found = best
  for (let hdd = 0; hdd < points; hdd++) {
    if (cold.usable[hdd] === 0) continue
    for (let cdd = hdd; cdd < points; cdd++) {
      if (warm.usable[cdd] === 0) continue
      const { r2adj } = solveTwo(n, mean, total, cold, hdd, warm, cdd)
      if (better(r2adj, found)) found = { hdd, cdd, r2adj }
    }
  }
  return found
}

/** The model that explains most for its size, of all balance points; none of its parts may be negative. */
function choose(n: number, mean: number, total: number, cold: Columns, warm: Columns): Choice {
  const none: Choice = { hdd: undefined, cdd: undefined, r2adj: 0 }
  const one = chooseOne(n, mean, total, cold, true, chooseOne(n, mean, total, warm, false, none))
  return chooseTwo(n, mean, total, cold, warm, one)
}

/** A column about its mean. */
function aboutMean(column: Float64Array): Float64Array {
  const mean = meanOf(column)
  return column.map(one => one - mean)
}
const meanOf = (values: Float64Array): number => values.reduce((sum, one) => sum + one, 0) / values.length
const dot = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] as number), 0)

/** The slopes that leave least, of the columns that there are. */
function slopesOf(cold: Float64Array, warm: Float64Array, about: Float64Array): { heat: number; cool: number } {
  const [cc, ww, cu, wu] = [dot(cold, cold), dot(warm, warm), dot(cold, about), dot(warm, about)]
  if (cc === 0) return { heat: 0, cool: ww === 0 ? 0 : wu / ww }
  if (ww === 0) return { heat: cu / cc, cool: 0 }
  const cw = dot(cold, warm)
  const det = cc * ww - cw * cw
  return { heat: (cu * ww - wu * cw) / det, cool: (wu * cc - cu * cw) / det }
}

const modelOf = (hdd: unknown, cdd: unknown): WeatherModel['model'] => {
  if (hdd === null) return cdd === null ? 'intercept_only' : 'cdd_only'
  return cdd === null ? 'hdd_only' : 'cdd_hdd'
}

/** Fits the chosen model again with plain sums, so that the answer does not carry the rounding of the search. */
function fitExactly(use: Float64Array, temp: Float64Array, { hdd, cdd }: Choice): WeatherModel {
  const hddPoint = hdd === undefined ? null : balance.from + hdd
  const cddPoint = cdd === undefined ? null : balance.from + cdd
  const below = temp.map(one => (hddPoint === null ? 0 : Math.max(0, hddPoint - one)))
  const above = temp.map(one => (cddPoint === null ? 0 : Math.max(0, one - cddPoint)))
  const [mean, cold, warm] = [meanOf(use), aboutMean(below), aboutMean(above)]
  const about = use.map(one => one - mean)
  const { heat, cool } = slopesOf(cold, warm, about)
  const slopes = Number(hddPoint !== null) + Number(cddPoint !== null)
  const total = dot(about, about)
  const left = total - heat * dot(cold, about) - cool * dot(warm, about)
  return {
    model: modelOf(hddPoint, cddPoint),
    intercept: mean - heat * meanOf(below) - cool * meanOf(above),
    hddPoint,
    hdd: hddPoint === null ? null : heat,
    cddPoint,
    cdd: cddPoint === null ? null : cool,
    r2adj: slopes === 0 ? 0 : 1 - left / (use.length - slopes - 1) / (total / (use.length - 1)),
  }
}

/**
 * How the daily use of one customer follows the weather: CalTRACK 2 daily. `use` in kWh a day, `temp` the day's mean
 * in °F, one entry a day, whole days only. Public method: the CalTRACK specification 2.0.
 */
export function fitWeather(use: Float64Array, temp: Float64Array): WeatherModel {
  const n = use.length
  const order = new Uint32Array(n).map((_, at) => at).sort((a, b) => (temp[a] as number) - (temp[b] as number))
  const mean = meanOf(use)
  let total = 0
  for (let day = 0; day < n; day++) total += ((use[day] as number) - mean) ** 2
  if (!(total > 0)) return fitExactly(use, temp, { hdd: undefined, cdd: undefined, r2adj: 0 })
  const cold = columnsOf(sumSide(temp, use, order, true), n, mean)
  const warm = columnsOf(sumSide(temp, use, order.reverse(), false), n, mean)
  return fitExactly(use, temp, choose(n, mean, total, cold, warm))
}

/** What the model expects of a day with this mean temperature (°F), in kWh. */
export function expectUse(model: WeatherModel, temp: number): number {
  const cold = model.hddPoint === null ? 0 : Math.max(0, model.hddPoint - temp) * (model.hdd ?? 0)
  const warm = model.cddPoint === null ? 0 : Math.max(0, temp - model.cddPoint) * (model.cdd ?? 0)
  return model.intercept + cold + warm
}
