import { ownText } from '#kit/text/own.ts'
import { bareName } from './rules.ts'

/** `words`: by which whoever lives there is found. */
export type Commune = { readonly code: string; readonly words: readonly string[] }
export type CommuneLookups = {
  /** Code, or `commune|province` folded -> commune of today. */
  readonly communes: ReadonlyMap<string, Commune>
  /** `commune|district|province` or `commune||province` folded, of before a reform -> commune of today. */
  readonly former: ReadonlyMap<string, Commune>
}
export type Placed = { readonly commune?: Commune; readonly former?: true }
const nowhere: Placed = {}

function communeOf(written: string, district: string, province: string, look: CommuneLookups): Placed {
  const known = look.communes.get(written)
  if (known) return { commune: known }
  const [name, around] = [bareName(written), bareName(province)]
  const today = look.communes.get(`${name}|${around}`)
  if (today) return { commune: today }
  const before = look.former.get(written) ?? look.former.get(`${name}|${bareName(district)}|${around}`)
  return before ? { commune: before, former: true } : nowhere
}

type Cell = string | null | undefined
/** How many places are remembered; a file that names more is no list of Vietnam's. */
const most = 20_000

/** Finds communes by what a file writes; places come again and again in a file, and each is found once. */
export function communeFinder(look: CommuneLookups): (commune: Cell, district: Cell, province: Cell) => Placed {
  const known = new Map<string, Map<string, Placed>>()
  let size = 0
  return (commune, district, province) => {
    if (!commune) return nowhere
    const around = district ? `${province ?? ''}|${district}` : (province ?? '')
    let there = known.get(around)
    const before = there?.get(commune)
    if (before) return before
    if (++size > most) {
      known.clear()
      there = undefined
      size = 0
    }
    if (!there) {
      there = new Map()
      known.set(ownText(around), there)
    }
    const placed = communeOf(commune, district ?? '', province ?? '', look)
    there.set(ownText(commune), placed)
    return placed
  }
}
