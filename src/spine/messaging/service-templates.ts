import { sql } from 'kysely'
import { moved } from '#kit/flow'
import type { Act, Verbs } from '#kit/serve'
import { refuse, type TakesOf } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import type { Template, templateRoutes } from './routes-templates.ts'
import { type DecisionKind, type TemplateState, templateFlow, templateStateOf } from './rules.ts'
import { lint } from './rules-text.ts'

type Texts = Omit<TakesOf<typeof templateRoutes.addTemplate>, 'unitId'>
type Row = Omit<Template, 'state' | 'mine'> & { readonly last: DecisionKind | null; readonly byId: string }

const page = 50
export const actor = (act: Pick<Act, 'who'>): string =>
  act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401)
export const momentSql = (column: string) =>
  sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
export const unitNameSql = (column: string) =>
  sql`coalesce((select n.name from org.unit_names n where n.unit_id = ${sql.raw(column)} order by n.from_day desc limit 1), '')`

const columns = sql`t.id, t.unit_id as "unitId", ${unitNameSql('t.unit_id')} as unit, t.name, t.class, t.variables, t.sms, t.plain, t.zalo,
  t.zalo_template as "zaloTemplate", t.email_subject as "emailSubject", t.email, t.made_by as "byId", ${nameOfStaff('t.made_by')} as by,
  ${momentSql('t.made_at')} as at,
  (select d.kind from messaging.template_decisions d where d.template_id = t.id order by d.no desc limit 1) as last`

const shown = (act: Act, { last, byId, ...row }: Row): Template => ({
  ...row,
  state: templateStateOf(last),
  mine: act.who.kind === 'staff' && act.who.id === byId,
})

export type KeptTemplate = Template & { readonly byId: string }

/** A template of the caller's units; with `lock`, held for the rest of the act. */
export async function getTemplate(act: Act, id: string, lock = false): Promise<KeptTemplate> {
  if (lock) await sql`select from messaging.templates where id = ${id} for update`.execute(act.tx)
  const { rows } = await sql<Row>`select ${columns} from messaging.templates t where t.id = ${id}`.execute(act.tx)
  const row = rows[0] ?? refuse('messaging.unknown_template', 404)
  return { ...shown(act, row), byId: row.byId }
}

/** A text that must not leave is refused with the first thing that is wrong; the screen shows all of them while typing. */
function mustBeClean(texts: Texts): void {
  const [found] = lint(texts, texts.variables, texts.class)
  if (found) refuse(`messaging.${found.flaw}`, 422, { hit: found.hit })
}

const empty = (text: string | null): string | null => text || null

async function decide(
  act: Act,
  id: string,
  move: keyof typeof templateFlow.moves,
  kind: DecisionKind,
  reason: string | null = null,
): Promise<Record<string, never>> {
  const template = await getTemplate(act, id, true)
  moved(templateFlow, template.state, move, 'messaging.template_not_so')
  if ((move === 'approve' || move === 'sendBack') && template.mine) refuse('messaging.own_template', 403)
  if (move === 'revise' && !template.mine) refuse('messaging.not_your_template', 403)
  await sql`insert into messaging.template_decisions (template_id, unit_id, kind, reason, decided_by, decided_at)
    values (${id}, ${template.unitId}, ${kind}, ${reason}, ${actor(act)}, ${act.now})`.execute(act.tx)
  act.concerns({ record: id, unit: template.unitId })
  return {}
}

const kindsOf: Readonly<Record<TemplateState, readonly string[]>> = {
  waiting: ['', 'revised'],
  sent_back: ['sent_back'],
  approved: ['approved'],
  retired: ['retired'],
}

export const templateVerbs: Verbs<typeof templateRoutes> = {
  templates: async (act, { state, after }) => {
    const { rows } = await sql<Row>`select * from (select ${columns} from messaging.templates t) t
      where (${after ?? null}::uuid is null or id < ${after ?? null}::uuid)
        and ${state ? sql`coalesce(last, '') = any (${kindsOf[state]}::text[])` : sql`true`}
      order by id desc limit ${page + 1}`.execute(act.tx)
    const templates = rows.slice(0, page).map(row => shown(act, row))
    return { templates, next: rows.length > page ? (templates.at(-1)?.id ?? null) : null }
  },

  template: async (act, { id }) => {
    const { byId, ...template } = await getTemplate(act, id)
    const { rows: decisions } = await sql<{ kind: DecisionKind; reason: string | null; by: string; at: string }>`
      select d.kind, d.reason, ${nameOfStaff('d.decided_by')} as by, ${momentSql('d.decided_at')} as at
      from messaging.template_decisions d where d.template_id = ${id} order by d.no`.execute(act.tx)
    return { ...template, decisions }
  },

  addTemplate: async (act, { unitId, ...texts }) => {
    if (!act.units.includes(unitId)) refuse('messaging.unit_out_of_scope', 403)
    mustBeClean(texts)
    await sql`insert into messaging.templates (id, unit_id, name, class, variables, sms, plain, zalo, zalo_template, email_subject, email, made_by, made_at)
      values (${act.key}, ${unitId}, ${texts.name}, ${texts.class}, ${texts.variables}::text[], ${empty(texts.sms)}, ${texts.plain},
        ${empty(texts.zalo)}, ${empty(texts.zalo && texts.zaloTemplate)}, ${empty(texts.email && texts.emailSubject)}, ${empty(texts.email)},
        ${actor(act)}, ${act.now})`.execute(act.tx)
    act.concerns({ record: act.key, unit: unitId })
    return { id: act.key }
  },

  approveTemplate: (act, { id }) => decide(act, id, 'approve', 'approved'),
  sendBackTemplate: (act, { id, reason }) => decide(act, id, 'sendBack', 'sent_back', reason),
  retireTemplate: (act, { id }) => decide(act, id, 'retire', 'retired'),

  reviseTemplate: async (act, { id, ...texts }) => {
    mustBeClean(texts)
    await decide(act, id, 'revise', 'revised')
    await sql`update messaging.templates set name = ${texts.name}, class = ${texts.class}, variables = ${texts.variables}::text[],
      sms = ${empty(texts.sms)}, plain = ${texts.plain}, zalo = ${empty(texts.zalo)}, zalo_template = ${empty(texts.zalo && texts.zaloTemplate)},
      email_subject = ${empty(texts.email && texts.emailSubject)}, email = ${empty(texts.email)} where id = ${id}`.execute(
      act.tx,
    )
    return {}
  },
}
