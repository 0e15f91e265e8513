import { sql } from 'kysely'
import { collected, mimeOf } from '#kit/files'
import type { Act } from '#kit/serve'
import { writeCsv, writeXlsx } from '#kit/sheets'
import { type GivesOf, refuse, type TakesOf } from '#kit/wire'
import { contactKeys, contactSought } from './contact-seal.ts'
import { columns, customersByIds, rowOf } from './read.ts'
import type { customerRoutes } from './routes.ts'
import { readTaxCode, tidyCode, wordsOf } from './rules.ts'
import { type Synonym, waysToSay } from './rules-synonyms.ts'
import { customerWords } from './words.ts'

type Asked = TakesOf<typeof customerRoutes.list>
type Answer = GivesOf<typeof customerRoutes.list>

const page = 50
/** How many a search counts; beyond that it says that there are more. */
const mostFound = 1000

/** The units of a filter: one and all that it holds, as far as the caller reaches. */
async function unitsBelow(act: Act, unit: string | undefined): Promise<string[] | null> {
  if (!unit) return null
  const { rows } = await sql<{ id: string }>`select r as id from org.reach(${unit}, ${act.today}::date) r`.execute(
    act.tx,
  )
  return rows.map(row => row.id)
}

/** A text as the search takes it: read as a code, as a way to reach somebody, and as words of which the last may be half. */
function sought(act: Act, text: string) {
  const contact = contactSought(contactKeys(act.ports.secrets), text) ?? null
  return {
    code: readTaxCode(text)?.code ?? tidyCode(text),
    contact,
    words: contact ? [] : wordsOf(text),
    half: /[\p{L}\p{M}]$/u.test(text),
  }
}

/** The ids that a text and filters find, in their order, one more than is counted. */
async function findIds(act: Act, asked: Omit<Asked, 'sort' | 'after'>): Promise<string[]> {
  const it = sought(act, asked.q ?? '')
  const marks = [
    ...(asked.kind ? [`@${asked.kind}`] : []),
    ...(asked.commune ? [`@${asked.commune}`] : []),
    ...(asked.large ? ['@large'] : []),
  ]
  const units = await unitsBelow(act, asked.unit)
  const found: { id: string; rank: number }[] = []
  for (const [way, words] of (await waysOf(act, it)).entries()) {
    // A half word is what was typed last, not what it stands for.
    const half = it.half && words.at(-1) === it.words.at(-1)
    const { rows } = await sql<{ id: string; rank: number }>`select id, rank from
      customers.search(${way === 0 ? it.code : ''}, ${it.contact}, ${[...new Set(words)]}, ${half}, ${marks}, ${units}::uuid[], ${asked.state === 'all'}, ${mostFound + 1}, ${words.filter(word => !it.words.includes(word))}) with ordinality as s (id, rank, place) order by place`.execute(
      act.tx,
    )
    found.push(...rows)
  }
  // Each way is in order already, and the sort keeps that order within a rank.
  return [...new Set(found.sort((a, b) => a.rank - b.rank).map(row => row.id))].slice(0, mostFound + 1)
}

/** The words as they were typed, and the other ways to say them. One letter that is still being typed is no short form. */
async function waysOf(act: Act, { words, half }: ReturnType<typeof sought>): Promise<string[][]> {
  if (words.length === 0) return [[]]
  const { rows } = await sql<Synonym>`select short, long from customers.synonyms`.execute(act.tx)
  const typing = half && words.at(-1)?.length === 1 ? words.at(-1) : undefined
  return waysToSay(
    words,
    rows.filter(({ short }) => short !== typing),
  )
}

async function search(act: Act, asked: Asked): Promise<Answer> {
  const ids = await findIds(act, asked)
  const found = ids.slice(0, mostFound)
  const from = Number.parseInt(asked.after ?? '0', 10) || 0
  return {
    customers: await customersByIds(act.tx, found.slice(from, from + page)),
    found: found.length,
    more: ids.length > mostFound,
    next: from + page < found.length ? String(from + page) : null,
  }
}

/** Everybody of the scope by code, a page at a time: the one list that has no end. */
async function everybody(act: Act, asked: Asked): Promise<Answer> {
  const down = asked.sort === '-code'
  const { rows } = await sql<Parameters<typeof rowOf>[0]>`select ${columns}, '' as folded from customers.customers c
    where ${asked.after ? (down ? sql`c.code < ${asked.after}` : sql`c.code > ${asked.after}`) : sql`true`}
      and ${asked.state === 'all' ? sql`true` : sql`c.until_day is null`}
    order by c.code ${down ? sql`desc` : sql`asc`} limit ${page + 1}`.execute(act.tx)
  const customers = rows.slice(0, page).map(rowOf)
  return { customers, found: null, more: false, next: rows.length > page ? (customers.at(-1)?.code ?? null) : null }
}

/** Customers by text and filters; without any, all by code. Texts that are searched for are never logged. */
export function list(act: Act, asked: Asked): Promise<Answer> {
  const searched = asked.q || asked.unit || asked.kind || asked.large || asked.commune
  return searched ? search(act, asked) : everybody(act, asked)
}

/** What a text and filters find, as a sheet; ways to reach somebody stay masked. All of it, or a refusal. */
export async function takeOut(
  act: Act,
  { as, ...asked }: TakesOf<typeof customerRoutes.takeOut>,
): Promise<GivesOf<typeof customerRoutes.takeOut>> {
  const ids = await findIds(act, asked)
  if (ids.length > mostFound) refuse('customers.too_many_to_take_out', 409)
  const { sheet, kinds } = customerWords[act.lang]
  const rows = (await customersByIds(act.tx, ids)).map(row => [
    row.code,
    row.name,
    kinds[row.kind],
    row.unit.name,
    row.address,
    row.commune,
    row.province,
    row.phone,
    row.large ? sheet.yes : null,
    row.until && { day: row.until },
  ])
  act.concerns({ values: { rows: rows.length, as } })
  const name = `${sheet.name}-${act.today}.${as}`
  if (as === 'csv') {
    let text = ''
    for await (const line of writeCsv([sheet.heads, ...rows])) text += line
    return { name, type: 'text/csv', bytes: Buffer.from(text).toString('base64') }
  }
  const bytes = await collected(writeXlsx([{ name: sheet.name, columns: sheet.heads.map(title => ({ title })), rows }]))
  return { name, type: mimeOf('xlsx'), bytes: bytes.toString('base64') }
}
