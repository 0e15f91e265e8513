import type { RowRule } from '#kit/serve/intake.ts'
import { fold } from '#kit/text'
import { type ContactKeys, isEmail, sealEmail, sealPhone } from './contact-seal.ts'
import { customerColumns, customerDerived } from './intake-columns.ts'
import { bareName, foundBy, type Kind, readTaxCode, usualCode } from './rules.ts'

export type Commune = { readonly code: string; readonly words: string }

/** How often a word of a file is said to be new: should the first rows with it be refused, the next ones carry it. */
const timesFresh = 3

/** The words of a row that the file has not brought often yet, for the list of words; null for most rows. */
function freshWords(seen: Map<string, number>, folded: string): string | null {
  let fresh: string | null = null
  for (const word of folded.split(/[\t ]/)) {
    if (!(word >= '@')) continue
    const times = seen.get(word) ?? 0
    if (times >= timesFresh) continue
    seen.set(word, times + 1)
    fresh = fresh === null ? word : `${fresh} ${word}`
  }
  return fresh
}

/** What a customer's row is judged by; looked up once a file. */
export type CustomerLookups = {
  /** Folded code or name -> unit, of those that the bringer reaches. */
  readonly units: ReadonlyMap<string, string>
  readonly unit: string
  /** Code, or `commune|province` folded -> commune of today. */
  readonly communes: ReadonlyMap<string, Commune>
  /** `commune|district|province` or `commune||province` folded, of before a reform -> commune of today. */
  readonly former: ReadonlyMap<string, Commune>
  readonly keys: ContactKeys
  readonly leastKwh: number
}

type Column = (typeof customerColumns)[number]['name'] | keyof typeof customerDerived
const at = Object.fromEntries(
  [...customerColumns.map(({ name }) => name), ...Object.keys(customerDerived)].map((name, index) => [name, index]),
) as Readonly<Record<Column, number>>

/** Codes are refused only when nothing could be found by them: two letters of Vietnam's grid are no law. */
const anyCode = /^[A-Z0-9/_-]{1,30}$/

function communeOf(values: readonly (string | null)[], look: CustomerLookups): { commune?: Commune; former?: true } {
  const written = values[at.commune]
  if (!written) return {}
  const known = look.communes.get(written)
  if (known) return { commune: known }
  const [name, province] = [bareName(written), bareName(values[at.province] ?? '')]
  const today = look.communes.get(`${name}|${province}`)
  if (today) return { commune: today }
  const before =
    look.former.get(written) ?? look.former.get(`${name}|${bareName(values[at.district] ?? '')}|${province}`)
  return before ? { commune: before, former: true } : {}
}

type Values = (string | null)[]
type Says = Parameters<RowRule>[1]

/** Judges and finishes one row of a list of customers. */
export function customerRule(look: CustomerLookups): RowRule {
  const seen = new Map<string, number>()
  return (values, wrong, note) => {
    code(values, wrong, note)
    const unit = values[at.unit] ? look.units.get(fold(values[at.unit] ?? '')) : look.unit
    values[at.unit_id] = unit ?? null
    if (!unit) wrong('unit', 'unit_unknown')
    const folded = found(values, look, note)
    values[at.folded] = folded
    values[at.fresh] = freshWords(seen, folded)
    if ((values[at.until] ?? '9999') < (values[at.since] ?? '')) wrong('until', 'until_before')
    phone(values, look.keys)
    email(values, look.keys, wrong)
    tax(values, wrong, note)
  }
}

function code(values: Values, wrong: Says, note: Says): void {
  const written = values[at.code] ?? ''
  if (!anyCode.test(written)) wrong('code', 'code_bad')
  else if (!usualCode.test(written)) note('code', 'code_unusual')
}

/** Finds the commune, and all by which the customer will be found. */
function found(values: Values, look: CustomerLookups, note: Says): string {
  const { commune, former } = communeOf(values, look)
  if (former) note('commune', 'commune_former')
  else if (!commune && values[at.commune]) note('commune', 'commune_unknown')
  values[at.commune_code] = commune?.code ?? null
  values[at.kind] ??= 'household'
  const place = commune?.words ?? `${values[at.commune] ?? ''} ${values[at.province] ?? ''}`
  return foundBy({
    name: values[at.name] ?? '',
    places: [values[at.address] ?? '', place, values[at.formerAddress] ?? ''],
    kind: values[at.kind] as Kind,
    commune: commune?.code,
    large: Number(values[at.yearlyKwh] ?? 0) >= look.leastKwh,
  })
}

/** The stage is read by nobody, and still holds no number in the clear. */
function phone(values: Values, keys: ContactKeys): void {
  const written = values[at.phone]
  if (!written) return
  const sealed = sealPhone(keys, written)
  values[at.phone_found] = sealed.found
  values[at.phone_sealed] = sealed.sealed
  values[at.phone_shown] = sealed.shown
  values[at.phone] = null
}

function email(values: Values, keys: ContactKeys, wrong: Says): void {
  const written = values[at.email]
  if (!written) return
  if (!isEmail(written)) {
    wrong('email', 'email_bad')
    return
  }
  const sealed = sealEmail(keys, written)
  values[at.email_found] = sealed.found
  values[at.email_sealed] = sealed.sealed
  values[at.email_shown] = sealed.shown
  values[at.email] = null
}

function tax(values: Values, wrong: Says, note: Says): void {
  const written = values[at.taxCode]
  if (!written) return
  const read = readTaxCode(written)
  values[at.tax] = read?.code ?? null
  if (!read) wrong('taxCode', 'tax_bad')
  else if (!values[at.enterprise]) wrong('enterprise', 'enterprise_needed')
  else if (!read.usual) note('taxCode', 'tax_unusual')
}
