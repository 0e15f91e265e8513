import { sql } from 'kysely'
import type { Act, Verbs } from '#kit/serve'
import type { Json } from '#kit/serve/recognise.ts'
import { isoDay } from '#kit/time'
import { refuse } from '#kit/wire'
import { findKind, inOrder, say, settingsIn } from './kinds.ts'
import type { Gives } from './read.ts'
import type { MyResult, recognitionRoutes, Thanks } from './routes.ts'
import { partyName } from './service-candidates.ts'
import { getRun } from './service-freeze.ts'
import { getTold, keepObjection, openText, thankedFor } from './service-objections.ts'
import { findApproval, objectUntil } from './service-runs.ts'

const most = 200

/** One result of a party of the caller's, in their language. */
async function resultOf(act: Act, id: string): Promise<MyResult> {
  const told = await getTold(act, id)
  const run = await getRun(act.tx, told.run)
  const approval = (await findApproval(act, told.run)) ?? refuse('recognition.unknown_candidate', 404)
  const kind = findKind(act.ports, run.kind)
  const { rows } = await sql<{
    name: string
  }>`select ${partyName} as name from recognition.lines l where l.id = ${id}`.execute(act.tx)
  const verdict = kind?.verdicts[told.verdict]
  const thanks = new Map<string, Thanks>(run.thanks.map(one => [one.ground, one]))
  return {
    id,
    runId: told.run,
    kind: run.kind,
    says: kind?.says[act.lang] ?? run.kind,
    partyName: rows[0]?.name ?? '',
    verdict: {
      name: told.verdict,
      says: verdict?.says[act.lang] ?? told.verdict,
      tone: verdict?.tone ?? 'mute',
      tells: verdict?.tells?.[act.lang] ?? null,
    },
    grounds: thankedFor(told).map(name => ({
      name,
      says: say(kind?.grounds, name, act.lang),
      explains: kind?.grounds[name]?.explains[act.lang] ?? '',
      words: thanks.get(name)?.words ?? '',
    })),
    approvedOn: isoDay(approval.at),
    objectUntil: objectUntil(approval.at, run),
  }
}

async function mine(act: Act): Promise<Gives<'mine'>> {
  const { rows } = await sql<{
    id: string
  }>`select l.id from recognition.lines l order by l.run_id desc, l.id limit ${most}`.execute(act.tx)
  const results: MyResult[] = []
  for (const { id } of rows) results.push(await resultOf(act, id))
  return { results }
}

type Line = {
  reasons: string[]
  figures: Record<string, number | null>
  marks: string[]
  why: Json
  erased: boolean
  method: { name: string; version: string }
  inputs: { name: string; sha256: string }[]
  criteria: Gives<'myWhy'>['criteria']
}

async function lineOf(act: Act, id: string): Promise<Line> {
  const { rows } =
    await sql<Line>`select l.reasons, l.figures, l.marks, w.why, w.erased_at is not null as erased, z.method, z.inputs,
      jsonb_build_object('id', p.criteria_id, 'title', p.title, 'no', p.no, 'sha256', p.sha256,
        'publishedAt', to_char(p.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as criteria
    from recognition.lines l join recognition.runs r on r.id = l.run_id join recognition.published p on p.criteria_id = r.published_id
      join recognition.frozen z on z.run_id = l.run_id left join recognition.whys w on w.line_id = l.id where l.id = ${id}`.execute(
      act.tx,
    )
  return rows[0] ?? refuse('recognition.unknown_candidate', 404)
}

type Mine = Gives<'myWhy'>['objections']
async function objectionsOn(act: Act, id: string): Promise<Mine> {
  type Row = Omit<Mine[number], 'text' | 'answer'> & { asked: string; answered: string | null }
  const { rows } =
    await sql<Row>`select o.id, o.received_on as "receivedOn", o.answer_by as "answerBy", o.text_sealed as asked, a.outcome,
      a.text_sealed as answered
    from recognition.objections o left join recognition.answers a on a.objection_id = o.id where o.line_id = ${id} order by o.id`.execute(
      act.tx,
    )
  return rows.map(({ asked, answered, ...row }) => ({
    ...row,
    text: openText(act, 'objections', row.id, asked),
    answer: openText(act, 'answers', row.id, answered),
  }))
}

async function myWhy(act: Act, { id }: { id: string }): Promise<Gives<'myWhy'>> {
  const result = await resultOf(act, id)
  const [line, told] = [await lineOf(act, id), await getTold(act, id)]
  const run = await getRun(act.tx, result.runId)
  const kind = findKind(act.ports, run.kind)
  const objections = await objectionsOn(act, id)
  const measured = { figures: line.figures, marks: line.marks }
  act.concerns({ record: id })
  return {
    ...result,
    reasons: line.reasons.map(name => ({ name, says: say(kind?.reasons, name, act.lang) })),
    figures: inOrder(line.figures, kind?.figures).map(([name, value]) => ({
      name,
      value,
      says: say(kind?.figures, name, act.lang),
      unit: kind?.figures[name]?.unit ?? '',
    })),
    measured,
    settings: settingsIn(kind, run.settings, act.lang),
    method: { name: line.method.name, version: line.method.version },
    inputs: line.inputs.map(({ name, sha256 }) => ({ name, sha256 })),
    excluded: told.decision === 'exclude' ? told.reason : null,
    why: line.why,
    drawn:
      line.why === null || !kind?.drawWhy
        ? null
        : String(await kind.drawWhy({ why: line.why, measured, lang: act.lang })),
    erased: line.erased,
    criteria: line.criteria,
    objections,
    mayObject: act.today <= result.objectUntil && objections.every(one => one.outcome !== null),
  }
}

export const mineVerbs: Verbs<Pick<typeof recognitionRoutes, 'mine' | 'myWhy' | 'object'>> = {
  mine,
  myWhy,
  object: async (act, { id, text }) => {
    const { answerBy } = await keepObjection(act, id, { through: 'portal', receivedOn: act.today, text })
    return { answerBy }
  },
}
