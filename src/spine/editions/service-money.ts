import { sql } from 'kysely'
import { uuidOf } from '#kit/db/key.ts'
import type { Act } from '#kit/serve'
import { type GivesOf, Refusal } from '#kit/wire'
import { accounts, postMany, type Transfer } from '#spine/ledger'
import type { planRoutes } from './routes-plan.ts'
import { ledgerSources, type Source, sources } from './rules.ts'
import { type EditionRow, type EditionVerbs, getEdition } from './service.ts'
import { type Node, readTree, type Tree, unitsInSight } from './service-tree.ts'
import { planWords } from './words-plan.ts'

/** The account of a unit's budget from one source in an edition; it opens when money first comes to it. */
export const budgetAccount = (edition: string, unit: string, source: Source): string =>
  uuidOf('budget', edition, unit, source)
const fundsAccount = (edition: string, unit: string, source: Source): string => uuidOf('funds', edition, unit, source)

/** What moving money needs to know of an edition. */
type MoneyOf = Pick<EditionRow, 'id' | 'nameVi'>
type Shift = { readonly unit: string; readonly source: (typeof ledgerSources)[number]; readonly by: bigint }

/** How much more or less each unit is given by this version than by the one that it replaces. */
async function shiftsOf(act: Pick<Act, 'tx'>, version: string): Promise<Shift[]> {
  const { rows } = await sql<Shift>`select c.unit_id as unit, m.source,
      sum(case when c.version_id = v.id then c.value else -c.value end)::bigint as by
    from editions.plan_versions v join editions.plan_cells c on c.version_id in (v.id, v.replaces) and c.kind = 'target'
      join editions.measures m on m.code = c.measure
    where v.id = ${version} and m.source = any (${[...ledgerSources]}) and m.unit = 'VND'
    group by 1, 2 having sum(case when c.version_id = v.id then c.value else -c.value end) <> 0 order by 1, 2`.execute(
    act.tx,
  )
  return rows
}

async function openAccounts(
  act: Pick<Act, 'tx'>,
  edition: MoneyOf,
  node: Node,
  shifts: readonly Shift[],
): Promise<void> {
  const wanted = shifts.flatMap(({ unit, source }) => {
    const title = `${edition.nameVi}, ${planWords.vi.sources[source].toLowerCase()}`
    const budget = (of: string) => ({
      id: budgetAccount(edition.id, of, source),
      unit: of,
      kind: `budget-${source}`,
      floor: 0n,
      title,
    })
    const funds = {
      ...budget(node.id),
      id: fundsAccount(edition.id, node.id, source),
      kind: `funds-${source}`,
      floor: null,
    }
    return unit === node.id ? [budget(unit), funds] : [budget(unit), budget(node.id)]
  })
  const owner = { kind: 'edition', id: edition.id }
  await accounts.open(
    act.tx,
    wanted.map(account => ({ ...account, asset: 'vnd', owner })),
  )
}

/** From the unit's account to its children's, and back where an amendment gives less; the root takes in from outside. */
function transferOf(edition: MoneyOf, node: Node, { unit, source, by }: Shift): Transfer {
  const own = budgetAccount(edition.id, node.id, source)
  const [giver, taker] =
    unit === node.id ? [fundsAccount(edition.id, node.id, source), own] : [own, budgetAccount(edition.id, unit, source)]
  const version = node.version ?? ''
  return {
    key: uuidOf('budget moved', version, unit, source),
    from: by > 0n ? giver : taker,
    to: by > 0n ? taker : giver,
    amount: by > 0n ? by : -by,
    because: { edition: edition.id, activity: 'editions', record: version },
  }
}

/**
 * Moves the money of an approved plan down the ledger; an amendment moves the difference. What comes in or back is
 * booked first, so that it can be given on. Refuses when a unit has too little left: held or spent money stays.
 */
export async function moveMoney(
  act: Pick<Act, 'tx' | 'lang'>,
  edition: MoneyOf,
  tree: Tree,
  node: Node,
): Promise<number> {
  const shifts = await shiftsOf(act, node.version ?? '')
  if (shifts.length === 0) return 0
  const comesIn = ({ unit, by }: Shift): boolean => (unit === node.id) === by > 0n
  shifts.sort((a, b) => Number(comesIn(b)) - Number(comesIn(a)))
  await openAccounts(act, edition, node, shifts)
  const outcomes = await postMany(
    act.tx,
    shifts.map(shift => transferOf(edition, node, shift)),
  )
  for (const [at, one] of outcomes.entries()) {
    if (one.outcome !== 'refused') continue
    if (one.refusal.code !== 'ledger.insufficient') throw one.refusal
    const { unit, source, by } = shifts[at] as Shift
    const short = by > 0n ? node.name : (tree.nodes.get(unit)?.name ?? '')
    throw new Refusal('editions.too_little_money', 409, { unit: short, source: planWords[act.lang].sources[source] })
  }
  return outcomes.length
}

type Row = GivesOf<typeof planRoutes.money>['rows'][number]

const inForce = sql`select p.in_force as id, p.unit_id from editions.plans p where p.ever_approved and p.edition_id = `

async function rowsOf(act: Act, edition: string): Promise<Omit<Row, 'name'>[]> {
  const { rows } = await sql<Omit<Row, 'name'>>`with plans as (${inForce}${edition}),
    moved as (select c.unit_id, c.owner_id, m.source, c.value::bigint as amount
      from plans p join editions.plan_cells c on c.version_id = p.id and c.kind = 'target' join editions.measures m on m.code = c.measure
      where m.source = any (${[...ledgerSources]}) and m.unit = 'VND'),
    received as (select unit_id, source, sum(amount) as amount from moved group by 1, 2),
    passed as (select owner_id as unit_id, source, sum(amount) as amount from moved where owner_id <> unit_id group by 1, 2)
    select r.unit_id as unit, r.source, r.amount::text as received, coalesce(p.amount, 0)::text as "passedOn",
      coalesce(a.posted - a.held, 0)::text as free, coalesce(a.held, 0)::text as committed,
      (r.amount - coalesce(p.amount, 0) - coalesce(a.posted, 0))::text as spent
    from received r left join passed p on p.unit_id = r.unit_id and p.source = r.source
      left join ledger.accounts a on a.unit_id = r.unit_id and a.owner_kind = 'edition' and a.owner_id = ${edition}
        and a.kind = 'budget-' || r.source`.execute(act.tx)
  return rows
}

export const moneyVerbs: EditionVerbs<'money'> = {
  money: async (act, { id, root }) => {
    const edition = await getEdition(act.tx, id)
    const tree = await readTree(act, id)
    const seen = new Set(act.units)
    const units = new Map(
      unitsInSight(act, tree, root).flatMap((node, at) => (seen.has(node.id) ? [[node.id, { node, at }]] : [])),
    )
    const rows = (await rowsOf(act, id)).flatMap(row => {
      const unit = units.get(row.unit)
      return unit ? [{ ...row, name: unit.node.name, at: unit.at }] : []
    })
    const { rows: labour } = await sql<{ unit: string; days: number }>`with plans as (${inForce}${id})
      select c.unit_id as unit, sum(c.value)::float8 as days from plans p join editions.plan_cells c on c.version_id = p.id and c.kind = 'target'
        join editions.measures m on m.code = c.measure where m.role = 'money' and m.unit = 'days' group by 1`.execute(
      act.tx,
    )
    return {
      rows: rows
        .sort((a, b) => a.at - b.at || sources.indexOf(a.source) - sources.indexOf(b.source))
        .map(({ at, ...row }) => row),
      labour: labour
        .filter(row => units.has(row.unit))
        .map(row => ({ ...row, worthVnd: String(Math.round(row.days * edition.labourDayVnd)) })),
    }
  },
}
