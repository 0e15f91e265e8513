import { createHash } from 'node:crypto'
import { cityCompanies, otherUnits, provincialCompanies, splitCompanies } from './demonstration-list.ts'
import type { Kind } from './rules.ts'

type Span = { readonly from: string; readonly until: string | null }
export type DemoUnit = {
  readonly id: string
  /** What other demonstrations call it: "PC Cà Mau", "PC Cà Mau / Năm Căn", "HN Ba Đình", or its code. */
  readonly key: string
  readonly code: string
  readonly kind: Kind
  readonly opened: string
  closed: string | null
  readonly names: (Span & { name: string })[]
  readonly parents: (Span & { code: string })[]
  readonly successors: { code: string; on: string; kind: 'merge' | 'split' }[]
  /** The former district, and the former province, that it serves. */
  readonly serves?: { readonly district: string; readonly province: string }
}

const firstDay = '2010-04-01'
/** Provinces merged, and the companies with them; the two companies moved to the city's corporation. */
export const reform = '2025-07-01'
/** The city's corporation rearranged its companies. */
const cityReform = '2025-08-01'

export function idOf(code: string): string {
  const hex = createHash('sha256').update(`tri-an demonstration unit ${code}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const cellsOf = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))

function newUnit(
  it: Pick<DemoUnit, 'key' | 'code' | 'kind' | 'serves'>,
  name: string,
  parent: string,
  opened: string,
): DemoUnit {
  return {
    ...it,
    id: idOf(it.code),
    opened,
    closed: null,
    names: [{ name, from: opened, until: null }],
    parents: parent === '' ? [] : [{ code: parent, from: opened, until: null }],
    successors: [],
  }
}

/** Ends the last span on a day and begins the next. */
function turn<T extends Span>(spans: T[], next: Omit<T, 'from' | 'until'>, day: string): void {
  const last = spans.pop()
  if (last) spans.push({ ...last, until: day })
  spans.push({ ...next, from: day, until: null } as T)
}

function end(unit: DemoUnit, day: string): void {
  unit.closed = day
  for (const spans of [unit.names, unit.parents] as { until: string | null }[][]) {
    const last = spans.at(-1)
    if (last) last.until = day
  }
}

function teamsOf(company: DemoUnit, place: string, list: string, province: string): DemoUnit[] {
  return list.split(',').map(text => {
    const [short = '', ...words] = text.trim().split(' ')
    const name = words.join(' ')
    const code = short.startsWith(company.code) ? short : `${company.code}-${short}`
    const serves = { district: name, province }
    const team = newUnit(
      { key: `PC ${place} / ${name}`, code, kind: 'team', serves },
      `Điện lực ${name}`,
      company.code,
      firstDay,
    )
    turn(team.names, { name: `Đội Quản lý điện lực khu vực ${name}` }, reform)
    return team
  })
}

function provincial(): DemoUnit[] {
  return cellsOf(provincialCompanies).flatMap(([code = '', name = '', place = '', teams = '']) => {
    const [corporation = '', into] = place.split(' > ')
    const company = newUnit(
      { key: `PC ${name}`, code, kind: 'company' },
      `Công ty Điện lực ${name}`,
      corporation,
      firstDay,
    )
    const below = teamsOf(company, name, teams, name)
    if (into) {
      end(company, reform)
      company.successors.push({ code: into, on: reform, kind: 'merge' })
      for (const team of below) turn(team.parents, { code: into }, reform)
    }
    return [company, ...below]
  })
}

function city(): DemoUnit[] {
  return cellsOf(cityCompanies).flatMap(([code = '', name = '', place = '']) => {
    const [corporation = '', into] = place.split(' > ')
    const [short, province] = corporation === 'EVNHANOI' ? ['HN', 'Hà Nội'] : ['HCMC', 'Hồ Chí Minh']
    const key = `${short} ${name}`
    const serves = { district: name, province }
    const company = newUnit({ key, code, kind: 'company', serves }, `Công ty Điện lực ${name}`, corporation, firstDay)
    const below = [1, 2].map(number => {
      const team = { key: `${key} / ${number}`, code: `${code}-${number}`, kind: 'team' as const }
      return newUnit(team, `Đội Quản lý điện lực khu vực ${name} ${number}`, code, firstDay)
    })
    if (into) {
      end(company, cityReform)
      company.successors.push({ code: into, on: cityReform, kind: 'merge' })
      for (const team of below) turn(team.parents, { code: into }, cityReform)
    }
    return [company, ...below]
  })
}

/** Bình Dương and Bà Rịa - Vũng Tàu go to the city's corporation, and five companies come of the two. */
function divide(units: Map<string, DemoUnit>): void {
  for (const code of ['PB04', 'PB15']) {
    const company = units.get(code)
    if (company) turn(company.parents, { code: 'EVNHCMC' }, reform)
  }
  for (const [code = '', name = '', from = '', teams = ''] of cellsOf(splitCompanies)) {
    const company = newUnit(
      { key: `PC ${name}`, code, kind: 'company' },
      `Công ty Điện lực ${name}`,
      'EVNHCMC',
      cityReform,
    )
    units.set(code, company)
    units.get(from)?.successors.push({ code, on: cityReform, kind: 'split' })
    for (const team of teams.split(' ')) turn(units.get(team)?.parents ?? [], { code }, cityReform)
  }
  const whole = units.get('PB15')
  if (whole) end(whole, cityReform)
}

function build(): Map<string, DemoUnit> {
  const group = newUnit({ key: 'EVN', code: 'EVN', kind: 'group' }, 'Tập đoàn Điện lực Việt Nam', '', '2010-01-01')
  const others = cellsOf(otherUnits).map(([code = '', kind, name = '', parent = '', opened = firstDay]) =>
    newUnit({ key: code, code, kind: kind as Kind }, name, parent, opened),
  )
  const units = new Map([group, ...others, ...provincial(), ...city()].map(unit => [unit.code, unit]))
  divide(units)
  return units
}

/** Every unit of the demonstration, open or closed, by its code. */
export const units: ReadonlyMap<string, DemoUnit> = build()
const byKey = new Map([...units.values()].flatMap(unit => [[unit.key, unit] as const, [unit.code, unit] as const]))

/** The id of a demonstration unit by what it is called ("PC Cà Mau", "PC Cà Mau / Năm Căn", "EVNSPC") or its code. */
export function demoUnit(key: string): string {
  const unit = byKey.get(key)
  if (!unit) throw new Error(`the demonstration has no unit "${key}"`)
  return unit.id
}

/** The demonstration's units that are open today, each with its present name and parent. */
export const demoUnits: readonly {
  id: string
  key: string
  code: string
  kind: Kind
  name: string
  parent: string | null
}[] = [...units.values()]
  .filter(unit => unit.closed === null)
  .map(({ id, key, code, kind, names, parents }) => {
    const parent = parents.at(-1)
    return { id, key, code, kind, name: names.at(-1)?.name ?? '', parent: parent ? idOf(parent.code) : null }
  })
