/** A home among others: where it is, how large, and how uneven its year before was (an air conditioner shows in it). */
export type Place = { readonly area: string; readonly sizeBand: string; readonly likeness: number }

export function medianOf(values: number[]): number {
  if (values.length === 0) return Number.NaN
  values.sort((a, b) => a - b)
  const middle = values.length >> 1
  const high = values[middle] as number
  return values.length % 2 === 1 ? high : (high + (values[middle - 1] as number)) / 2
}

/** Homes of one area and size; where they are fewer than `least`, those of the area, or all. Each with its group. */
export function groupsOf(places: readonly Place[], least: number): (readonly number[])[] {
  const names: readonly ((place: Place) => string)[] = [
    place => `${place.area}\n${place.sizeBand}`,
    place => place.area,
    () => '',
  ]
  const steps = names.map(nameOf => Map.groupBy(places.keys(), at => nameOf(places[at] as Place)))
  return places.map(place => {
    const own = names.map((nameOf, step) => steps[step]?.get(nameOf(place)) ?? [])
    return own.find(group => group.length >= least) ?? own.at(-1) ?? []
  })
}

/** What homes changed, as a line over how uneven their year before was. */
export type Line = { readonly middle: number; readonly slope: number; readonly around: number; readonly homes: number }
export const onLine = ({ middle, slope, around }: Line, likeness: number): number =>
  middle + slope * (likeness - around)

type Points = { readonly x: readonly number[]; readonly y: readonly number[] }

function fitLine({ x, y }: Points): Line {
  const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length
  const [around, middle] = [mean(x), mean(y)]
  let [both, own] = [0, 0]
  for (let no = 0; no < x.length; no++) {
    const off = (x[no] as number) - around
    both += off * ((y[no] as number) - middle)
    own += off ** 2
  }
  return { middle, slope: own > 0 ? both / own : 0, around, homes: x.length }
}

function kept({ x, y }: Points, off: (no: number) => number, times: number, least: number): Points {
  const far = y.map((_, no) => Math.abs(off(no)))
  const most = times * Math.max(least, 1.48 * medianOf([...far]))
  const near = [...y.keys()].filter(no => (far[no] as number) <= most)
  return { x: near.map(no => x[no] as number), y: near.map(no => y[no] as number) }
}

/** The line through most of the points: those far off the middle, and then those far off the line, are left out. */
export function lineOf(points: Points): Line {
  const middle = medianOf([...points.y])
  const most = kept(points, no => (points.y[no] as number) - middle, 3, 0.03)
  const first = fitLine(most)
  return fitLine(kept(most, no => (most.y[no] as number) - onLine(first, most.x[no] as number), 2.5, 0.02))
}
