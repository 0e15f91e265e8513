import { type CommuneKind, type Confidence, communeKinds, type Day, type ProvinceKind, provinceKinds } from './rules.ts'

/** Why a row of a list was not taken. */
export type RowWhy =
  | 'bad_code'
  | 'no_name'
  | 'bad_kind'
  | 'unknown_province'
  | 'twice'
  | 'reused_code'
  | 'later_change'
  | 'unknown_commune'

/** A place as a list gives it, tidied. `province` is null for a province. `row` counts from 1 in its list. */
export type Listed = {
  readonly row: number
  readonly code: string
  readonly name: string
  readonly kind: ProvinceKind | CommuneKind | undefined
  readonly province: string | null
}

/** What became of a former commune, as a list gives it. */
export type Mapping = {
  readonly row: number
  readonly oldCode: string | null
  readonly oldName: string
  readonly oldDistrict: string
  readonly oldProvince: string
  readonly code: string
  readonly share?: 'whole' | 'part'
  readonly confidence: Confidence
}

export type PlaceList = {
  readonly provinces: readonly Listed[]
  readonly communes: readonly Listed[]
  readonly mappings: readonly Mapping[]
}

/** A place as it stands at last. `since` is the first day of its present name, kind and province. */
export type KnownPlace = {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly province: string | null
  readonly since: Day
  readonly closedOn: Day | null
}

export type Refused = { readonly row: number; readonly code: string; readonly why: RowWhy }
export type PlaceDiff = {
  readonly added: readonly Listed[]
  readonly changed: readonly { readonly before: KnownPlace; readonly after: Listed }[]
  readonly closed: readonly KnownPlace[]
  readonly unchanged: number
  readonly refused: readonly Refused[]
}

const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu

/** A name with each syllable's tone put at its end, and one apostrophe: "Hoà" and "Hòa" are one name spelt in two ways. */
export function spelling(name: string): string {
  const bare = name.normalize('NFD').toLowerCase().replace(/[’ʼ]/gu, "'")
  return bare
    .split(/\s+/u)
    .map(syllable => syllable.replace(tones, '') + (syllable.match(tones) ?? []).join(''))
    .join(' ')
}

type Level = { readonly code: RegExp; readonly kinds: readonly string[]; readonly provinces?: ReadonlySet<string> }

function wrongWith(it: Listed, level: Level, seen: Set<string>): RowWhy | undefined {
  if (!level.code.test(it.code)) return 'bad_code'
  if (it.name === '') return 'no_name'
  if (!it.kind || !level.kinds.includes(it.kind)) return 'bad_kind'
  if (level.provinces && !level.provinces.has(it.province ?? '')) return 'unknown_province'
  if (seen.has(it.code)) return 'twice'
  return undefined
}

const isSame = (before: KnownPlace, after: Listed): boolean =>
  before.kind === after.kind && before.province === after.province && spelling(before.name) === spelling(after.name)

/** Why a row that is well formed cannot be taken, given what is known of its place. */
function hinders(before: KnownPlace | undefined, it: Listed, day: Day): RowWhy | undefined {
  if (before?.closedOn) return 'reused_code'
  return before && !isSame(before, it) && before.since >= day ? 'later_change' : undefined
}

function diffLevel(
  known: readonly KnownPlace[],
  list: readonly Listed[],
  level: Level,
  from: { day: Day; complete: boolean },
): PlaceDiff {
  const byCode = new Map(known.map(place => [place.code, place]))
  const seen = new Set<string>()
  const refused: Refused[] = []
  const taken = list.filter(it => {
    const why = wrongWith(it, level, seen) ?? hinders(byCode.get(it.code), it, from.day)
    seen.add(it.code)
    if (why) refused.push({ row: it.row, code: it.code, why })
    return !why
  })
  const changed = taken.flatMap(after => {
    const before = byCode.get(after.code)
    return before && !isSame(before, after) ? [{ before, after }] : []
  })
  const added = taken.filter(it => !byCode.has(it.code))
  const missing = from.complete && list.length > 0 ? known.filter(it => !it.closedOn && !seen.has(it.code)) : []
  const late = missing.filter(it => it.since >= from.day)
  refused.push(...late.map(it => ({ row: 0, code: it.code, why: 'later_change' as const })))
  const closed = missing.filter(it => it.since < from.day)
  return { added, changed, closed, unchanged: taken.length - added.length - changed.length, refused }
}

/** What a list would change from a day on, provinces and communes apart. A complete list ends what it does not name. */
export function diffPlaces(
  known: { readonly provinces: readonly KnownPlace[]; readonly communes: readonly KnownPlace[] },
  list: PlaceList,
  from: { readonly day: Day; readonly complete: boolean },
): { readonly provinces: PlaceDiff; readonly communes: PlaceDiff } {
  const provinces = diffLevel(known.provinces, list.provinces, { code: /^\d{2}$/, kinds: provinceKinds }, from)
  const gone = new Set(provinces.closed.map(({ code }) => code))
  const open = [...known.provinces.filter(it => !it.closedOn && !gone.has(it.code)), ...provinces.added]
  const level = { code: /^\d{5}$/, kinds: communeKinds, provinces: new Set(open.map(({ code }) => code)) }
  return { provinces, communes: diffLevel(known.communes, list.communes, level, from) }
}
