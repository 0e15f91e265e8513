import { sql } from 'kysely'
import { moved } from '#kit/flow'
import type { Act, Verbs } from '#kit/serve'
import { refuse, uuidv7 } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import { checkGrounds, checkSettings, getKind, kindIn } from './kinds.ts'
import { actor, type Gives, hold, moment, reach, type Takes, unitName } from './read.ts'
import type { CriteriaRow, recognitionRoutes, Thanks } from './routes.ts'
import { type CriteriaMove, type CriteriaStep, criteriaFlow, criteriaStateOf, criteriaSteps, ownWork } from './rules.ts'
import { publishAs } from './service-published.ts'

type Content = Pick<Gives<'version'>, 'title' | 'note' | 'settings' | 'thanks' | 'objectDays' | 'answerDays'>
type Row = Omit<CriteriaRow, 'state'> & Content & { lastStep: CriteriaStep | null; author: string; hands: string[] }

const contentColumns = sql`c.title, c.note, c.settings, c.thanks, c.object_days as "objectDays", c.answer_days as "answerDays"`
const columns = sql`c.id, c.edition_id as "editionId", c.activity, c.kind, c.unit_id as "unitId", ${unitName('c.unit_id')} as unit, c.no,
  c.replaces, ${contentColumns}, c.written_by as author, ${nameOfStaff('c.written_by')} as "writtenBy", ${moment('c.written_at')} as "writtenAt",
  (select ${moment('p.published_at')} from recognition.published p where p.criteria_id = c.id) as "publishedAt",
  (select p.criteria_id from recognition.published p where p.replaces = c.id) as "replacedBy",
  (select s.step from recognition.criteria_steps s where s.criteria_id = c.id order by s.no desc limit 1) as "lastStep",
  array(select s.by_id from recognition.criteria_steps s where s.criteria_id = c.id and s.step in ('edited', 'sent'))::text[] as hands`

const shown = ({ lastStep, author: _, hands: __, ...row }: Row): CriteriaRow & Content => ({
  ...row,
  state: criteriaStateOf(lastStep),
})

async function getCriteria(act: Act, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${columns} from recognition.criteria c where c.id = ${id}`.execute(act.tx)
  return rows[0] ?? refuse('recognition.unknown_criteria', 404)
}

const asStored = (thanks: Takes<'write'>['thanks']): Thanks[] =>
  thanks.map(({ ground, words, amountVnd }) => ({
    ground,
    words,
    amountVnd: amountVnd === undefined ? null : String(amountVnd),
  }))

function check(act: Act, name: string, it: Pick<Takes<'edit'>, 'settings' | 'thanks'>): void {
  const kind = getKind(act.ports, name)
  checkSettings(kind, it.settings)
  checkGrounds(
    kind,
    it.thanks.map(one => one.ground),
  )
}

/** Takes a version that may make this move, writes the move, and refuses whoever would approve work of their own. */
async function move(act: Act, id: string, name: CriteriaMove, reason: string | null = null): Promise<Row> {
  await hold(act.tx, id)
  const row = await getCriteria(act, id)
  reach(act, row.unitId)
  moved(criteriaFlow, criteriaStateOf(row.lastStep), name, 'recognition.criteria_moved_on')
  const decides = name === 'approve' || name === 'sendBack'
  if (decides && ownWork([row.author, ...row.hands], actor(act))) refuse('recognition.own_criteria', 403)
  await sql`insert into recognition.criteria_steps (criteria_id, step, reason, by_id, at)
    values (${id}, ${criteriaSteps[name]}, ${reason}, ${actor(act)}, ${act.now})`.execute(act.tx)
  act.concerns({ record: id, unit: row.unitId, values: { version: row.no } })
  return row
}

async function write(act: Act, it: Takes<'write'>): Promise<{ id: string }> {
  reach(act, it.unitId)
  check(act, it.kind, it)
  const { rows: editions } = await sql`select from editions.editions where id = ${it.editionId}`.execute(act.tx)
  if (editions.length === 0) refuse('recognition.unknown_edition', 404)
  await hold(act.tx, `${it.editionId} ${it.kind} ${it.unitId}`)
  const { rows } = await sql<Row>`select ${columns} from recognition.criteria c
    where c.edition_id = ${it.editionId} and c.kind = ${it.kind} and c.unit_id = ${it.unitId} order by c.no desc`.execute(
    act.tx,
  )
  const last = rows[0]
  const done = !last || ['approved', 'published'].includes(criteriaStateOf(last.lastStep))
  if (!done) refuse('recognition.version_being_written', 409)
  const replaces = rows.find(row => row.publishedAt !== null)?.id ?? null
  const id = uuidv7(act.now.getTime())
  await sql`insert into recognition.criteria (id, edition_id, activity, kind, unit_id, no, replaces, title, note, settings, thanks,
      object_days, answer_days, written_by, written_at)
    values (${id}, ${it.editionId}, ${getKind(act.ports, it.kind).activity}, ${it.kind}, ${it.unitId}, ${(last?.no ?? 0) + 1}, ${replaces},
      ${it.title}, ${it.note}, ${JSON.stringify(it.settings)}::jsonb, ${JSON.stringify(asStored(it.thanks))}::jsonb,
      ${it.objectDays}, ${it.answerDays}, ${actor(act)}, ${act.now})`.execute(act.tx)
  act.concerns({ record: id, unit: it.unitId, values: { version: (last?.no ?? 0) + 1 } })
  return { id }
}

async function edit(act: Act, { id, ...it }: Takes<'edit'>): Promise<Record<string, never>> {
  const row = await move(act, id, 'edit')
  check(act, row.kind, it)
  await sql`update recognition.criteria set title = ${it.title}, note = ${it.note}, settings = ${JSON.stringify(it.settings)}::jsonb,
    thanks = ${JSON.stringify(asStored(it.thanks))}::jsonb, object_days = ${it.objectDays}, answer_days = ${it.answerDays}
    where id = ${id}`.execute(act.tx)
  return {}
}

async function version(act: Act, { id }: { id: string }): Promise<Gives<'version'>> {
  const row = await getCriteria(act, id)
  const { rows: steps } = await sql<
    Gives<'version'>['steps'][number]
  >`select step, reason, ${nameOfStaff('by_id')} as by,
    ${moment('at')} as at from recognition.criteria_steps where criteria_id = ${id} order by no`.execute(act.tx)
  const { rows: before } = await sql<Content & { no: number }>`select c.no, ${contentColumns}
    from recognition.published c where c.criteria_id = ${row.replaces}`.execute(act.tx)
  const { rows: hashes } = await sql<{ sha256: string }>`select sha256 from recognition.published
    where criteria_id = ${id}`.execute(act.tx)
  const mine = act.who.kind === 'staff' && ownWork([row.author, ...row.hands], act.who.id)
  return { ...shown(row), sha256: hashes[0]?.sha256 ?? null, steps, before: before[0] ?? null, mine }
}

type Mine =
  | 'kinds'
  | 'criteria'
  | 'version'
  | 'write'
  | 'edit'
  | 'send'
  | 'sendBackCriteria'
  | 'approveCriteria'
  | 'publish'
export const criteriaVerbs: Verbs<Pick<typeof recognitionRoutes, Mine>> = {
  kinds: async act => ({ kinds: [...act.ports.recognition.kinds().values()].map(kind => kindIn(kind, act.lang)) }),
  criteria: async (act, { edition, kind }) => {
    const { rows } = await sql<Row>`select ${columns} from recognition.criteria c
      where (${edition ?? null}::uuid is null or c.edition_id = ${edition ?? null}::uuid) and (${kind ?? null}::text is null or c.kind = ${kind ?? null})
      order by c.written_at desc, c.no desc, c.id limit 500`.execute(act.tx)
    return { criteria: rows.map(shown) }
  },
  version,
  write,
  edit,
  send: async (act, { id }) => {
    await move(act, id, 'send')
    return {}
  },
  sendBackCriteria: async (act, { id, reason }) => {
    await move(act, id, 'sendBack', reason)
    return {}
  },
  approveCriteria: async (act, { id }) => {
    await move(act, id, 'approve')
    return {}
  },
  publish: async (act, { id }) => publishAs(act, await move(act, id, 'publish')),
}
