import type { RowRule } from '#kit/serve/intake.ts'
import { fold } from '#kit/text'
import { type ContactKeys, isEmail, sealEmail, sealPhone } from './contact-seal.ts'
import { customerColumns, customerDerived } from './intake-columns.ts'
import { type CommuneLookups, communeFinder, type Placed } from './intake-places.ts'
import { addWords, foundText, readTaxCode, usualCode, wordsOf } from './rules.ts'
import { ShelfWords } from './shelves.ts'

/** What a customer's row is judged by; looked up once a file. */
export type CustomerLookups = CommuneLookups & {
  /** Folded code or name -> unit, of those that the bringer reaches. */
  readonly units: ReadonlyMap<string, string>
  readonly unit: string
  readonly keys: ContactKeys
  readonly leastKwh: number
}

type Column = (typeof customerColumns)[number]['name'] | keyof typeof customerDerived
const at = Object.fromEntries(
  [...customerColumns.map(({ name }) => name), ...Object.keys(customerDerived)].map((name, index) => [name, index]),
) as Readonly<Record<Column, number>>

/** Codes are refused only when nothing could be found by them: two letters of Vietnam's grid are no law. */
const anyCode = /^[A-Z0-9/_-]{1,30}$/

type Values = (string | null)[]
type Says = Parameters<RowRule>[1]

/** Judges and finishes one row of a list of customers, and gathers by which words each will be found. */
export function customerRule(look: CustomerLookups): RowRule {
  const shelves = new ShelfWords()
  const communeOf = communeFinder(look)
  const rule: RowRule = (values, wrong, note, no) => {
    code(values, wrong, note)
    const unit = values[at.unit] ? look.units.get(fold(values[at.unit] ?? '')) : look.unit
    values[at.unit_id] = unit ?? null
    if (!unit) wrong('unit', 'unit_unknown')
    const placed = communeOf(values[at.commune], values[at.district], values[at.province])
    place(values, placed, note)
    found(values, placed, look.leastKwh, shelves, no)
    if ((values[at.until] ?? '9999') < (values[at.since] ?? '')) wrong('until', 'until_before')
    phone(values, look.keys)
    email(values, look.keys, wrong)
    tax(values, wrong, note)
  }
  return Object.assign(rule, { beside: (all: boolean) => shelves.take(all) })
}

/** The same in another thread, where keys arrive as plain bytes. */
export function ruleOf(looked: unknown): RowRule {
  const { keys, ...look } = looked as CustomerLookups
  const [phone, email, sealed] = [keys.phone, keys.email, keys.sealed].map(key => Buffer.from(key)) as [
    Buffer,
    Buffer,
    Buffer,
  ]
  return customerRule({ ...look, keys: { phone, email, sealed } })
}

function code(values: Values, wrong: Says, note: Says): void {
  const written = values[at.code] ?? ''
  if (usualCode.test(written)) return
  if (anyCode.test(written)) note('code', 'code_unusual')
  else wrong('code', 'code_bad')
}

function place(values: Values, { commune, former }: Placed, note: Says): void {
  if (former) note('commune', 'commune_former')
  else if (!commune && values[at.commune]) note('commune', 'commune_unknown')
  values[at.commune_code] = commune?.code ?? null
  values[at.kind] ??= 'household'
}

/** All by which the customer will be found: kept with the row, and put on the shelves. */
function found(values: Values, { commune }: Placed, leastKwh: number, shelves: ShelfWords, no: number): void {
  const name = wordsOf(values[at.name] ?? '')
  const rest = addWords([], wordsOf(values[at.address] ?? ''))
  addWords(rest, commune?.words ?? wordsOf(`${values[at.commune] ?? ''} ${values[at.province] ?? ''}`))
  if (values[at.formerAddress]) addWords(rest, wordsOf(values[at.formerAddress] ?? ''))
  const marks = [`@${values[at.kind]}`]
  if (commune) marks.push(`@${commune.code}`)
  if (Number(values[at.yearlyKwh] ?? 0) >= leastKwh) marks.push('@large')
  values[at.folded] = foundText(name, rest, marks.join(' '))
  shelves.put(no, name, rest, marks, [`@${values[at.unit_id]}`])
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
