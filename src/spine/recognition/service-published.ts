import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'
import { findCurrentEdition } from '#spine/editions'
import { canonical, sha256 } from './canon.ts'
import { findKind, say, settingsIn } from './kinds.ts'
import { above, type Gives, hold, moment, unitName } from './read.ts'
import type { Publication, Thanks } from './routes.ts'

/** Criteria as they were published. `thanks[].amountVnd` is a hint in whole đồng; days are working days. */
type PublishedCriteria = {
  readonly id: string
  readonly editionId: string
  readonly kind: string
  readonly unitId: string
  readonly no: number
  readonly title: string
  readonly settings: Readonly<Record<string, number>>
  readonly thanks: readonly Thanks[]
  readonly objectDays: number
  readonly answerDays: number
  readonly sha256: string
  readonly publishedAt: string
}

type Content = Omit<PublishedCriteria, 'sha256' | 'publishedAt'> & { readonly note: string }

/** The hash of what everybody can read: over its canonical bytes, so that a word changed later would show. */
const hashOf = ({
  id,
  editionId,
  kind,
  unitId,
  no,
  title,
  note,
  settings,
  thanks,
  objectDays,
  answerDays,
}: Content): string =>
  sha256(canonical({ id, editionId, kind, unitId, no, title, note, settings, thanks, objectDays, answerDays }))

/** Publishes approved criteria, word for word. The one that they replace must be the latest until this moment. */
export async function publishAs(
  act: Act,
  it: Content & { readonly replaces: string | null },
): Promise<Gives<'publish'>> {
  await hold(act.tx, `${it.editionId} ${it.kind} ${it.unitId}`)
  const { rows: latest } = await sql<{ id: string }>`select criteria_id as id from recognition.published
    where edition_id = ${it.editionId} and kind = ${it.kind} and unit_id = ${it.unitId} order by no desc limit 1`.execute(
    act.tx,
  )
  if ((latest[0]?.id ?? null) !== it.replaces) refuse('recognition.replaces_latest', 409)
  const hash = hashOf(it)
  await sql`insert into recognition.published
    select c.id, c.edition_id, c.activity, c.kind, c.unit_id, c.no, c.replaces, c.title, c.note, c.settings, c.thanks, c.object_days,
      c.answer_days, ${hash}, ${act.now}::timestamptz from recognition.criteria c where c.id = ${it.id}`.execute(act.tx)
  return { sha256: hash, publishedAt: act.now.toISOString() }
}

/** The criteria in force for a unit in an edition: its own latest published ones, else those of the nearest unit above. */
export async function findPublishedCriteria(
  tx: Tx,
  of: { readonly edition: string; readonly kind: string; readonly unit: string; readonly today: string },
): Promise<PublishedCriteria | undefined> {
  const { rows } = await sql<PublishedCriteria>`with recursive ${above(of.unit, of.today)}
    select p.criteria_id as id, p.edition_id as "editionId", p.kind, p.unit_id as "unitId", p.no, p.title, p.settings, p.thanks,
      p.object_days as "objectDays", p.answer_days as "answerDays", p.sha256, ${moment('p.published_at')} as "publishedAt"
    from above a join recognition.published p on p.unit_id = a.id
    where p.edition_id = ${of.edition} and p.kind = ${of.kind} order by a.far, p.no desc limit 1`.execute(tx)
  return rows[0]
}

type Row = Omit<Publication, 'says' | 'settingsSaid' | 'groundsSaid'>

/** What anybody may read: every published version of an edition, the newest first, in the caller's language. */
export async function published(act: Act, { edition }: { edition?: string | undefined }): Promise<Gives<'published'>> {
  const { rows: editions } = edition
    ? await sql<{ id: string; vi: string; en: string }>`select id, name_vi as vi, name_en as en from editions.editions
        where id = ${edition}`.execute(act.tx)
    : { rows: [await findCurrentEdition(act.tx, act.today)].flatMap(it => (it ? [{ id: it.id, ...it.name }] : [])) }
  const chosen = editions[0] ?? null
  const { rows } =
    await sql<Row>`select p.criteria_id as id, p.edition_id as "editionId", p.activity, p.kind, p.unit_id as "unitId",
      ${unitName('p.unit_id')} as unit, p.no, p.replaces, p.title, p.note, p.settings, p.thanks, p.object_days as "objectDays",
      p.answer_days as "answerDays", p.sha256, ${moment('p.published_at')} as "publishedAt",
      (select l.criteria_id from recognition.published l where l.replaces = p.criteria_id) as "replacedBy"
    from recognition.published p where p.edition_id = ${chosen?.id ?? null} order by p.kind, p.unit_id, p.no desc limit 500`.execute(
      act.tx,
    )
  return { edition: chosen, criteria: rows.map(row => withWords(act, row)) }
}

function withWords(act: Act, row: Row): Publication {
  const kind = findKind(act.ports, row.kind)
  return {
    ...row,
    says: kind?.says[act.lang] ?? row.kind,
    settingsSaid: settingsIn(kind, row.settings, act.lang),
    groundsSaid: row.thanks.map(({ ground, words }) => ({
      name: ground,
      says: say(kind?.grounds, ground, act.lang),
      explains: kind?.grounds[ground]?.explains[act.lang] ?? '',
      words,
    })),
  }
}
