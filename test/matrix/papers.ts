import { createHash } from 'node:crypto'
import { officialLayout } from '#kit/papers'
import { uuidv7 } from '#kit/wire'
import { editionRoutes as routes } from '#spine/editions/routes.ts'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const scan = Buffer.from('%PDF-1.7\n%%EOF').toString('base64')
const signed = { signedOn: '2026-12-10', bytes: scan }
const plans = new Map<string, Promise<string>>()
let places = 0

const wording = () => ({
  superior: null,
  issuer: 'TỔNG CÔNG TY MỘT',
  code: 'QĐ-TCT1',
  place: `Nơi ${++places}`,
  by: null,
  to: [],
  bases: [],
  receivers: [],
  signature: ['GIÁM ĐỐC'],
  name: null,
  englishSummary: false,
})

/** An approved plan of a unit, made once, as the verbs leave it: it assigns lamps to another unit, whichever. */
async function approvedPlan({ world, edition }: Stage, unit: string): Promise<string> {
  const { pool } = world.owner
  const { child, own } = world.units
  const version = uuidv7()
  const hash = createHash('sha256').update(version).digest('hex')
  await pool.query(
    `insert into editions.plan_versions (id, edition_id, unit_id, n, opened_at) values ($1, $2, $3, 1, $4)`,
    [version, edition, unit, world.now()],
  )
  await pool.query(
    `insert into editions.plan_cells (version_id, owner_id, unit_id, measure, kind, value, at) values ($1, $2, $3, 'led-lamps', 'target', 5, $4)`,
    [version, unit, unit === child ? own : child, world.now()],
  )
  await pool.query(
    `insert into editions.plan_moves (id, version_id, unit_id, kind, hash, by_staff, at) values ($1, $2, $3, 'approved', $4, $1, $5)`,
    [uuidv7(), version, unit, hash, world.now()],
  )
  return hash
}

function planOf(stage: Stage, unit: string): Promise<string> {
  const plan = plans.get(unit) ?? approvedPlan(stage, unit)
  plans.set(unit, plan)
  return plan
}

type Signed = { readonly paper: string; readonly signing: string }
const papers = new Map<string, Promise<Signed>>()

/** A paper of a unit's plan, with its first signing. */
async function aSigned(stage: Stage, unit: string): Promise<Signed> {
  const planner = await stage.world.staff('planner', stage.world.units.group)
  const asked = { id: stage.edition, unit, kind: 'decision' as const, hash: await planOf(stage, unit) }
  const { body } = await planner.call(routes.makePaper, { ...asked, wording: wording() })
  const first = await planner.call(routes.signPaper, { paper: body.id, number: '1/QĐ', ...signed })
  return { paper: body.id, signing: first.body.id }
}

const layoutSent = () => {
  const { confirmed, ...layout } = officialLayout
  return layout
}

/** The same, made once a unit: whoever only reads it leaves it as it is. */
function oneSigned(stage: Stage, unit: string): Promise<Signed> {
  const made = papers.get(unit) ?? aSigned(stage, unit)
  papers.set(unit, made)
  return made
}

export const paperRows: Readonly<Record<string, MatrixRow>> = {
  'editions.papers': { sample: ({ edition }, unit) => ({ id: edition, unit }), sees: done },
  'editions.makePaper': {
    sample: async (stage, unit) => ({
      id: stage.edition,
      unit,
      kind: 'appendix',
      hash: await planOf(stage, unit),
      wording: wording(),
    }),
    sees: done,
  },
  'editions.layout': { sample: () => ({}) },
  'editions.tryLayout': { sample: layoutSent },
  'editions.confirmLayout': { sample: layoutSent },
  'editions.paperFile': {
    sample: async (stage, unit) => ({ paper: (await oneSigned(stage, unit)).paper, as: 'docx' }),
    sees: done,
  },
  'editions.signPaper': {
    sample: async (stage, unit) => {
      const { paper, signing } = await aSigned(stage, unit)
      return { paper, number: '2/QĐ', ...signed, replaces: { id: signing, reason: 'Bản quét trước mờ' } }
    },
    sees: done,
  },
  'editions.scan': { sample: oneSigned, sees: done },
  'editions.exportPlan': { sample: ({ edition }, root) => ({ id: edition, root }), sees: done },
  'editions.previewSheet': { sample: ({ edition }) => ({ id: edition, bytes: scan }) },
  'editions.applySheet': { sample: ({ edition }) => ({ id: edition, bytes: scan, sha256: '0'.repeat(64) }) },
}
