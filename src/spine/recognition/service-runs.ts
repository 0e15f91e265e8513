import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import { addWorkingDays, isoDay, workingTime } from '#kit/time'
import { refuse } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import { checkSettings, getKind } from './kinds.ts'
import { actor, type Gives, moment, reach, type Takes, unitName } from './read.ts'
import type { RunRow, recognitionRoutes, Trial } from './routes.ts'
import { ownWork } from './rules.ts'
import { getRun, type RunHead } from './service-freeze.ts'
import { tallyOf, tryOn } from './service-tally.ts'

const page = 50
export const time = workingTime()

export const runColumns = sql`r.id, r.edition_id as "editionId", r.activity, r.kind, r.unit_id as "unitId", ${unitName('r.unit_id')} as unit,
  r.criteria_id as "criteriaId", coalesce(p.no, c.no, 0) as "criteriaNo", coalesce(p.title, c.title, '') as title,
  r.published_id is null as trial, coalesce((select s.step from recognition.run_steps s where s.run_id = r.id order by s.no desc limit 1), 'computing') as state,
  ${nameOfStaff('r.opened_by')} as "openedBy", ${moment('r.opened_at')} as "openedAt", z.rows`
export const runsFrom = sql`recognition.runs r left join recognition.published p on p.criteria_id = r.criteria_id
  left join recognition.criteria c on c.id = r.criteria_id left join recognition.frozen z on z.run_id = r.id`

async function runs(act: Act, it: Takes<'runs'>): Promise<Gives<'runs'>> {
  const { rows } = await sql<RunRow>`select * from (select ${runColumns} from ${runsFrom}
      where (${it.edition ?? null}::uuid is null or r.edition_id = ${it.edition ?? null}::uuid)
        and (${it.kind ?? null}::text is null or r.kind = ${it.kind ?? null})
        and (${it.after ?? null}::uuid is null or r.id < ${it.after ?? null}::uuid)) all_runs
    where (${it.state ?? null}::text is null or state = ${it.state ?? null}) order by id desc limit ${page + 1}`.execute(
    act.tx,
  )
  const shown = rows.slice(0, page)
  return { runs: shown, next: rows.length > page ? (shown.at(-1)?.id ?? null) : null }
}

/** Everybody who opened, decided or sent a run. */
export async function handsOn(act: Act, run: RunHead): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select by_id as id from recognition.decisions where run_id = ${run.id}
    union select by_id from recognition.run_steps where run_id = ${run.id} and step in ('computed', 'reviewed')`.execute(
    act.tx,
  )
  return [run.openedBy, ...rows.map(row => row.id)]
}

/** The last day on which somebody may object: so many working days after the approval. */
export const objectUntil = (approvedAt: Date, run: Pick<RunHead, 'objectDays'>): string =>
  addWorkingDays(time, isoDay(approvedAt), run.objectDays)

/** When a run was approved; undefined when it was not. */
export async function findApproval(act: Act, run: string): Promise<{ at: Date; by: string } | undefined> {
  const { rows } = await sql<{ at: Date; by: string }>`select at, by_id as by from recognition.run_steps
    where run_id = ${run} and step = 'approved'`.execute(act.tx)
  return rows[0]
}

type Beside = Pick<
  Gives<'run'>,
  'errand' | 'progress' | 'frozen' | 'excluded' | 'interestsOpen' | 'objections' | 'seal'
>
async function beside(act: Act, id: string): Promise<Beside> {
  const { rows } = await sql<Beside>`select r.errand,
      (select jsonb_build_object('done', e.done, 'of', e.of, 'ended', e.ended_at is not null, 'stopped', coalesce(e.outcome <> 'done', false))
        from kit.errands e where e.id = r.errand) as progress,
      (select jsonb_build_object('root', z.root, 'linesSha256', z.lines_sha256, 'method', z.method, 'inputs', z.inputs,
        'at', ${moment('z.at')}) from recognition.frozen z where z.run_id = r.id) as frozen,
      (select count(*)::int from (select distinct on (line_id) kind from recognition.decisions where run_id = r.id
        order by line_id, no desc) d where d.kind = 'exclude') as excluded,
      (select count(distinct i.line_id)::int from recognition.interests i where i.run_id = r.id
        and not exists (select from recognition.decisions d where d.line_id = i.line_id)) as "interestsOpen",
      (select jsonb_build_object('open', count(*) filter (where a.objection_id is null), 'answered', count(a.objection_id))
        from recognition.objections o left join recognition.answers a on a.objection_id = o.id where o.run_id = r.id) as objections,
      (select s.seal from recognition.run_steps s where s.run_id = r.id and s.seal is not null order by s.no desc limit 1) as seal
    from recognition.runs r where r.id = ${id}`.execute(act.tx)
  return rows[0] ?? refuse('recognition.unknown_run', 404)
}

async function run(act: Act, { id }: { id: string }): Promise<Gives<'run'>> {
  const head = await getRun(act.tx, id)
  const { rows } = await sql<RunRow>`select ${runColumns} from ${runsFrom} where r.id = ${id}`.execute(act.tx)
  const row = rows[0] ?? refuse('recognition.unknown_run', 404)
  const more = await beside(act, id)
  const { rows: steps } = await sql<
    Gives<'run'>['steps'][number]
  >`select step, reason, ${nameOfStaff('by_id')} as by, ${moment('at')} as at
    from recognition.run_steps where run_id = ${id} order by no`.execute(act.tx)
  const { rows: recomputed } = await sql<Gives<'run'>['recomputed'][number]>`select equal, gone, ${moment('at')} as at
    from recognition.recomputed where run_id = ${id} order by no desc limit 20`.execute(act.tx)
  const approval = await findApproval(act, id)
  const tallied = more.frozen && (await tallyOf(act.tx, act.ports, head))
  return {
    ...row,
    ...more,
    settings: head.settings,
    thanks: [...head.thanks],
    given: head.given,
    tally: tallied,
    objectUntil: approval ? objectUntil(approval.at, head) : null,
    steps,
    recomputed,
    mine: act.who.kind === 'staff' && ownWork(await handsOn(act, head), act.who.id),
  }
}

const trialColumns = sql`t.no::int as no, ${nameOfStaff('t.by_id')} as by, ${moment('t.at')} as at, t.settings, t.amounts, t.result`

/** Counts under other thresholds, and the trial in the log, in one transaction: nobody sees a count that is not logged. */
async function tryOther(act: Act, { id, settings, amounts }: Takes<'try'>): Promise<Trial> {
  const head = await getRun(act.tx, id)
  reach(act, head.unit)
  if (head.state === 'computing') refuse('recognition.not_computed', 409)
  const kind = getKind(act.ports, head.kind)
  checkSettings(kind, settings)
  for (const ground of Object.keys(amounts))
    if (!Object.hasOwn(kind.grounds, ground)) refuse('recognition.wrong_ground', 422)
  const result = await tryOn(act.tx, act.ports, head, settings, amounts)
  const said = Object.fromEntries(Object.entries(amounts).map(([ground, vnd]) => [ground, String(vnd)]))
  const { rows } =
    await sql<Trial>`with t as (insert into recognition.trials (run_id, unit_id, settings, amounts, result, by_id, at)
    values (${id}, ${head.unit}, ${JSON.stringify(settings)}::jsonb, ${JSON.stringify(said)}::jsonb, ${JSON.stringify(result)}::jsonb,
      ${actor(act)}, ${act.now}) returning *) select ${trialColumns} from t`.execute(act.tx)
  act.concerns({ record: id, unit: head.unit, values: { ...settings, recognised: result.recognised } })
  return rows[0] as Trial
}

export const runVerbs: Verbs<Pick<typeof recognitionRoutes, 'runs' | 'run' | 'try' | 'trials'>> = {
  runs,
  run,
  try: tryOther,
  trials: async (act, { id }) => {
    await getRun(act.tx, id)
    const { rows } =
      await sql<Trial>`select ${trialColumns} from recognition.trials t where t.run_id = ${id} order by t.no desc limit 200`.execute(
        act.tx,
      )
    return { trials: rows }
  },
}
