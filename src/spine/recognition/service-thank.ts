import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import type { Said } from '#kit/words'
import { awards, type Proposal } from '#spine/rewards'
import { findKind, getKind, say } from './kinds.ts'
import { actor, type Gives, hold, reach, type Takes } from './read.ts'
import type { recognitionRoutes, Thanks } from './routes.ts'
import { getRun, type RunHead } from './service-freeze.ts'
import { recognisedOf } from './service-read.ts'

async function thanks(act: Act, { id }: { id: string }): Promise<Gives<'thanks'>> {
  const run = await getRun(act.tx, id)
  const kind = findKind(act.ports, run.kind)
  const parties = await recognisedOf(act.tx, id)
  return {
    grounds: run.thanks.map(one => ({
      ...one,
      says: say(kind?.grounds, one.ground, act.lang),
      parties: parties.filter(it => it.grounds.includes(one.ground)).length,
    })),
    runs: await awards.ofRecognition(act.tx, id),
  }
}

type Receiver = { readonly customer: string; readonly household: boolean }

/** In whose portal each party reads of its thanks: its own customer, or one of the enterprise's, best in the same unit. */
async function receiversOf(act: Act, run: string): Promise<ReadonlyMap<string, Receiver>> {
  const { rows } = await sql<
    Receiver & { party: string }
  >`select distinct on (l.party_id) l.party_id as party, c.id as customer, c.kind = 'household' as household
    from recognition.lines l join customers.customers c on
      (l.party_kind = 'customer' and c.id = l.party_id) or (l.party_kind = 'enterprise' and c.enterprise_id = l.party_id)
    where l.run_id = ${run} order by l.party_id, c.unit_id = l.unit_id desc, c.code`.execute(act.tx)
  return new Map(rows.map(({ party, ...row }) => [party, row]))
}

const criterionOf = (kind: string, ground: string): string =>
  `${kind}-${ground}`.toLowerCase().replace(/[^a-z0-9]+/g, '-')

async function yearOf(act: Act, edition: string): Promise<string> {
  const { rows } = await sql<{
    year: string
  }>`select year::text as year from editions.editions where id = ${edition}`.execute(act.tx)
  return rows[0]?.year ?? act.today.slice(0, 4)
}

/** Everybody whom the run thanks on one ground, with the page on which they read why. */
async function proposalsFor(act: Act, run: RunHead, it: Thanks): Promise<Proposal[]> {
  const receivers = await receiversOf(act, run.id)
  const { rows } = await sql<{ party: string; line: string }>`select party_id as party, id as line
    from recognition.lines where run_id = ${run.id}`.execute(act.tx)
  const lines = new Map(rows.map(row => [row.party, row.line]))
  const parties = (await recognisedOf(act.tx, run.id)).filter(one => one.grounds.includes(it.ground))
  return parties.map(({ party, unit }) => {
    const receiver = receivers.get(party.id)
    return {
      unit,
      partyKind: party.kind === 'enterprise' ? 'enterprise' : receiver?.household ? 'household' : 'contract',
      party: party.id,
      customer: receiver?.customer,
      pieces: BigInt(it.amountVnd ?? 0),
      why: it.words.slice(0, 300),
      whyAt: `/mine/results/${lines.get(party.id)}`,
    }
  })
}

type Made = { readonly run: string | undefined; readonly proposed: number; readonly already: number }
type Of = { readonly year: string; readonly root: string; readonly source: Takes<'thank'>['source'] }

/** One run of awards for one ground; none where everybody was thanked for it already. */
async function thankFor(act: Act, run: RunHead, it: Thanks, { year, root, source }: Of): Promise<Made> {
  const kind = getKind(act.ports, run.kind)
  const proposals = await proposalsFor(act, run, it)
  const criterion = criterionOf(run.kind, it.ground)
  const open = await awards.notThanked(act.tx, { criterion, period: year }, proposals)
  if (open.length === 0) return { run: undefined, proposed: 0, already: proposals.length }
  const by = { actor: actor(act), now: act.now }
  const title = (lang: keyof Said): string =>
    `${kind.says[lang]}: ${kind.grounds[it.ground]?.says[lang] ?? it.ground}`.slice(0, 200)
  const id = uuidv7(act.now.getTime())
  const head = { id, unit: run.unit, edition: run.edition, activity: run.activity, criterion, period: year }
  await awards.open(
    act.tx,
    {
      ...head,
      title: { vi: title('vi'), en: title('en') },
      item: await awards.moneyItem(act.tx, run.unit, by),
      payers: [{ source, shareBp: 10_000 }],
      source: { recognition: run.id, sha256: Buffer.from(root, 'hex') },
    },
    by,
  )
  let already = proposals.length - open.length
  for (let at = 0; at < open.length; at += 5000)
    already += (await awards.propose(act.tx, id, open.slice(at, at + 5000), act.now)).length
  await awards.submit(act.tx, id, by)
  return { run: id, proposed: proposals.length - already, already }
}

/** A result becomes thanks: once per ground, year and party over all units, whoever presses and however often. */
async function thank(act: Act, { id, source }: Takes<'thank'>): Promise<Gives<'thank'>> {
  await hold(act.tx, id)
  const run = await getRun(act.tx, id)
  reach(act, run.unit)
  if (run.trial || run.state !== 'approved') refuse('recognition.not_approved', 409)
  const owed = run.thanks.filter(one => BigInt(one.amountVnd ?? 0) > 0n)
  if (owed.length === 0) refuse('recognition.no_amount', 409)
  const { rows } = await sql<{ root: string }>`select root from recognition.frozen where run_id = ${id}`.execute(act.tx)
  const of = { year: await yearOf(act, run.edition), root: rows[0]?.root ?? '', source }
  const made: Made[] = []
  for (const it of owed) made.push(await thankFor(act, run, it, of))
  const runs = made.flatMap(one => one.run ?? [])
  if (runs.length === 0) refuse('recognition.all_thanked', 409)
  const [proposed, already] = [made.reduce((n, it) => n + it.proposed, 0), made.reduce((n, it) => n + it.already, 0)]
  act.concerns({ record: id, unit: run.unit, values: { proposed } })
  return { runs, proposed, already }
}

export const thankVerbs: Verbs<Pick<typeof recognitionRoutes, 'thanks' | 'thank'>> = { thanks, thank }
