import { sql } from 'kysely'
import { moved } from '#kit/flow'
import type { Act, Verbs } from '#kit/serve'
import type { Json } from '#kit/serve/recognise.ts'
import { refuse } from '#kit/wire'
import { type Counted, countMany } from '#spine/facts'
import { canonical, sha256 } from './canon.ts'
import { type DeclaredKind, getKind } from './kinds.ts'
import { actor, type Gives, hold, reach, type Takes } from './read.ts'
import type { recognitionRoutes } from './routes.ts'
import { isIncluded, ownWork, type RunMove, runFlow, runSteps } from './rules.ts'
import { getRun, type RunHead } from './service-freeze.ts'
import { handsOn, objectUntil } from './service-runs.ts'
import { lastDecisions } from './service-tally.ts'

type Listed = {
  readonly id: string
  readonly party: string
  readonly unit: string
  readonly grounds: string[]
  readonly decision: 'include' | 'exclude' | null
  readonly reason: string | null
}

/** Every line with its last decision, in order of the parties. */
async function listed(act: Act, run: string): Promise<Listed[]> {
  const { rows } =
    await sql<Listed>`select l.id, l.party_id as party, l.unit_id as unit, l.grounds, d.kind as decision, d.reason
    from recognition.lines l left join ${lastDecisions(run)} d on d.line_id = l.id
    where l.run_id = ${run} order by l.party_id`.execute(act.tx)
  return rows
}

/** The hash of who is thanked on which grounds, and who was left out and why. */
const sealOf = (lines: readonly Listed[]): string =>
  sha256(
    lines
      .map(({ party, grounds, decision, reason }) => `${canonical([party, grounds, decision, reason] as Json)}\n`)
      .join(''),
  )

/** Takes a run that may make this move, or refuses; a trial makes none but to be discarded. */
async function moving(act: Act, id: string, move: RunMove): Promise<RunHead> {
  await hold(act.tx, id)
  const run = await getRun(act.tx, id)
  reach(act, run.unit)
  if (run.trial && move !== 'discard') refuse('recognition.only_a_trial', 409)
  moved(runFlow, run.state, move, 'recognition.run_moved_on')
  return run
}

type Said = { readonly reason?: string; readonly seal?: string }
async function step(act: Act, run: RunHead, move: RunMove, { reason, seal }: Said): Promise<void> {
  await sql`insert into recognition.run_steps (run_id, step, reason, seal, by_id, at)
    values (${run.id}, ${runSteps[move]}, ${reason ?? null}, ${seal ?? null}, ${actor(act)}, ${act.now})`.execute(
    act.tx,
  )
  act.concerns({ record: run.id, unit: run.unit })
}

async function review(act: Act, { id }: { id: string }): Promise<Gives<'review'>> {
  const run = await moving(act, id, 'review')
  const { rows } = await sql<{
    open: number
  }>`select count(distinct i.line_id)::int as open from recognition.interests i
    where i.run_id = ${id} and not exists (select from recognition.decisions d where d.line_id = i.line_id)`.execute(
    act.tx,
  )
  if (rows[0]?.open) refuse('recognition.interests_open', 409, { name: rows[0].open })
  const seal = sealOf(await listed(act, id))
  await step(act, run, 'review', { seal })
  return { seal }
}

/** Refuses whoever had a hand in the run, or stands near somebody whom it thanks. */
async function refuseInvolved(act: Act, run: RunHead, included: readonly Listed[]): Promise<void> {
  if (ownWork(await handsOn(act, run), actor(act))) refuse('recognition.own_run', 403)
  const { rows } = await sql<{ line: string }>`select line_id as line from recognition.interests
    where run_id = ${run.id} and staff_id = ${actor(act)}`.execute(act.tx)
  if (rows.some(({ line }) => included.some(one => one.id === line))) refuse('recognition.own_interest', 403)
}

/** One fact for a party and a ground: what a recognised party counts as. */
export function factsOf(
  act: Pick<Act, 'today'>,
  run: Pick<RunHead, 'edition' | 'activity'>,
  kind: DeclaredKind,
  it: { readonly record: string; readonly party: string; readonly unit: string; readonly grounds: readonly string[] },
): (Counted & { readonly subject: string })[] {
  return it.grounds.flatMap(ground => {
    const counts = kind.grounds[ground]
    const measure = counts && kind.facts[counts.measure]
    if (!measure) throw new Error(`${kind.name} counts nothing for ${ground}`)
    return [
      {
        edition: run.edition,
        activity: run.activity,
        measure: counts.measure,
        unit: it.unit,
        day: act.today,
        quantity: 1,
        record: it.record,
        grade: counts.grade,
        duty: measure.duty,
        subject: it.party,
      },
    ]
  })
}

/** The second person's word: the list as it was looked at becomes the result, and counts in the same transaction. */
async function approve(act: Act, { id, seal }: Takes<'approve'>): Promise<Gives<'approve'>> {
  const run = await moving(act, id, 'approve')
  const lines = await listed(act, id)
  const included = lines.filter(isIncluded)
  await refuseInvolved(act, run, included)
  const { rows } = await sql<{
    seal: string
  }>`select seal from recognition.run_steps where run_id = ${id} and step = 'reviewed'
    order by no desc limit 1`.execute(act.tx)
  if (seal !== rows[0]?.seal || seal !== sealOf(lines)) refuse('recognition.another_list', 409)
  await step(act, run, 'approve', { seal })
  const kind = getKind(act.ports, run.kind)
  const facts = included.flatMap(line => factsOf(act, run, kind, { ...line, record: line.id }))
  await countMany(act.tx, facts, act.now)
  await act.settle({
    because: { edition: run.edition, activity: run.activity, record: id },
    kind: 'recognised',
    unit: run.unit,
    values: { parties: included.length },
  })
  act.concerns({ values: { recognised: included.length } })
  return { recognised: included.length, objectUntil: objectUntil(act.now, run) }
}

export const approveVerbs: Verbs<Pick<typeof recognitionRoutes, 'review' | 'sendBack' | 'approve' | 'discard'>> = {
  review,
  approve,
  sendBack: async (act, { id, reason }) => {
    const run = await moving(act, id, 'sendBack')
    if (ownWork(await handsOn(act, run), actor(act))) refuse('recognition.own_run', 403)
    await step(act, run, 'sendBack', { reason })
    return {}
  },
  discard: async (act, { id, reason }) => {
    await step(act, await moving(act, id, 'discard'), 'discard', { reason })
    return {}
  },
}
