import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { collected, type FileStore, type FileType, mimeOf } from '#kit/files'
import { paperAsDocx, paperAsPdf } from '#kit/papers'
import type { Act } from '#kit/serve'
import { type GivesOf, refuse, uuidv7 } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import { describePaper } from './papers-draw.ts'
import { readLayout } from './papers-layout.ts'
import { approvedPlans, getPlanOnPaper, getUnits } from './papers-plan.ts'
import { defaultWording } from './papers-wording.ts'
import type { paperRoutes } from './routes-papers.ts'
import { type PaperKind, paperKinds } from './rules-papers.ts'
import { actorOf, type EditionVerbs, getEdition, momentSql } from './service.ts'
import { unitsBy } from './service-tree.ts'

declare module '#kit/serve/face.ts' {
  interface Ports {
    /** Where bytes lie under their SHA-256 (hex). */
    readonly files: FileStore
    /** Whether everything here is invented: papers then say so across every page. */
    readonly invented: boolean
  }
}

export type PaperRow = {
  readonly id: string
  readonly unitId: string
  readonly kind: PaperKind
  readonly year: number
  readonly code: string
  readonly n: number
  readonly pdf: string
  readonly docx: string
  readonly approvedAt: Date
}

/** A paper in the caller's scope. */
export async function getPaper(act: Act, id: string): Promise<PaperRow> {
  const { rows } = await sql<PaperRow>`select p.id, p.unit_id as "unitId", p.kind, e.year, u.code, v.n,
      p.pdf_sha256 as pdf, p.docx_sha256 as docx, m.at as "approvedAt"
    from editions.papers p join editions.editions e on e.id = p.edition_id join org.units u on u.id = p.unit_id
      join editions.plan_versions v on v.id = p.version_id
      join editions.plan_moves m on m.version_id = v.id and m.kind = 'approved'
    where p.id = ${id}`.execute(act.tx)
  return rows[0] ?? refuse('editions.unknown_paper', 404)
}

type FileOut = GivesOf<typeof paperRoutes.paperFile>

/** A kept file as it is sent: its bytes, under a name that tells people what it is. */
export async function fileOut(act: Act, sha256: string, type: FileType, stem: string): Promise<FileOut> {
  const found = (await act.ports.files.find(sha256)) ?? refuse('editions.file_gone', 410)
  const bytes = (await collected(found)).toString('base64')
  return { name: `${stem}.${type}`, type: mimeOf(type), sha256, bytes }
}

const stems: Readonly<Record<PaperKind, string>> = { proposal: 'to-trinh', decision: 'quyet-dinh', appendix: 'phu-luc' }
export const stemOf = ({ kind, year, code, n }: PaperRow): string => `${stems[kind]}-${year}-${code}-ban-${n}`

/** Keeps drawn bytes; they are durable before a row says that they are there. */
async function keep(act: Act, bytes: Buffer, type: 'pdf' | 'docx'): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await act.ports.files.put(Readable.from([bytes]), { mostBytes: 64 * 1024 * 1024, accepts: [type], sha256 })
  return sha256
}

type Listed = GivesOf<typeof paperRoutes.papers>['papers'][number]

async function papersOf(act: Act, edition: string, unit: string): Promise<Listed[]> {
  const { rows } = await sql<Omit<Listed, 'signings'>>`select p.id, p.kind, v.n, p.plan_hash as "planHash",
      p.pdf_sha256 as "pdfSha256", p.docx_sha256 as "docxSha256", ${nameOfStaff('p.made_by')} as by, ${momentSql('p.made_at')} as at
    from editions.papers p join editions.plan_versions v on v.id = p.version_id
    where p.edition_id = ${edition} and p.unit_id = ${unit} order by v.n desc, p.made_at desc, p.id desc limit 200`.execute(
    act.tx,
  )
  const { rows: signings } = await sql<Listed['signings'][number] & { paper: string }>`select s.id, s.paper_id as paper,
      s.number, s.signed_on::text as "signedOn", s.scan_sha256 as sha256, s.replaces, s.reason,
      ${nameOfStaff('s.by_staff')} as by, ${momentSql('s.at')} as at
    from editions.signings s where s.paper_id = any (${rows.map(({ id }) => id)}::uuid[]) order by s.at, s.id`.execute(
    act.tx,
  )
  return rows.map(row => ({
    ...row,
    signings: signings.filter(({ paper }) => paper === row.id).map(({ paper: _, ...one }) => one),
  }))
}

/** Whether the caller makes papers for this unit: by a role on it, not on another. */
const makesFor = async (act: Act, unit: string): Promise<boolean> =>
  (await unitsBy(act, 'editions.plan')).has(unit) || (await unitsBy(act, 'editions.approve')).has(unit)

export const drawVerbs: EditionVerbs<'papers' | 'makePaper' | 'paperFile'> = {
  papers: async (act, { id, unit }) => {
    const edition = await getEdition(act.tx, id)
    const { unit: own, above } = await getUnits(act, id, unit, act.today)
    if (!act.units.includes(unit)) refuse('kit.out_of_scope', 403)
    const plan = (await approvedPlans(act, id, unit))[0]
    const about = {
      edition: edition.nameVi,
      theme: edition.themeVi,
      from: edition.from,
      until: edition.until,
      unit: own,
      above,
    }
    const defaults = Object.fromEntries(paperKinds.map(kind => [kind, defaultWording(kind, about)]))
    return {
      plan: plan ? { n: plan.n, hash: plan.hash, approvedAt: plan.at.toISOString() } : null,
      defaults: defaults as Record<PaperKind, ReturnType<typeof defaultWording>>,
      layout: await readLayout(act),
      makes: await makesFor(act, unit),
      papers: await papersOf(act, id, unit),
    }
  },

  makePaper: async (act, { id, unit, kind, hash, wording }) => {
    await getUnits(act, id, unit, act.today)
    if (!act.units.includes(unit)) refuse('kit.out_of_scope', 403)
    const plans = await approvedPlans(act, id, unit)
    if (plans.length === 0) refuse('editions.not_approved', 409)
    const approved = plans.find(plan => plan.hash === hash) ?? refuse('editions.other_hash', 409)
    const plan = await getPlanOnPaper(act, id, unit, approved)
    const paper = describePaper(kind, plan, wording, { layout: await readLayout(act), invented: act.ports.invented })
    const [pdf, docx] = [await paperAsPdf(paper), await paperAsDocx(paper)]
    const [pdfSha256, docxSha256] = [await keep(act, pdf, 'pdf'), await keep(act, docx, 'docx')]
    const made = uuidv7(act.now.getTime())
    await sql`insert into editions.papers (id, version_id, edition_id, unit_id, kind, plan_hash, wording, pdf_sha256, docx_sha256, made_by, made_at)
      values (${made}, ${approved.version}, ${id}, ${unit}, ${kind}, ${hash}, ${JSON.stringify(wording)}, ${pdfSha256}, ${docxSha256}, ${actorOf(act)}, ${act.now})
      on conflict (version_id, kind, pdf_sha256) do nothing`.execute(act.tx)
    const { rows } = await sql<{ id: string; docx: string }>`select id, docx_sha256 as docx from editions.papers
      where version_id = ${approved.version} and kind = ${kind} and pdf_sha256 = ${pdfSha256}`.execute(act.tx)
    const row = rows[0] ?? refuse('editions.unknown_paper', 404)
    act.concerns({ record: row.id, unit, values: { kind, version: approved.n } })
    return { id: row.id, made: row.id === made, pdfSha256, docxSha256: row.docx }
  },

  paperFile: async (act, { paper, as }) => {
    const row = await getPaper(act, paper)
    return fileOut(act, as === 'pdf' ? row.pdf : row.docx, as, stemOf(row))
  },
}
