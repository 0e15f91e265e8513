import { editionRoutes } from '#spine/editions/routes.ts'
import { anApprovedPlan, aWording } from '#test/plans.ts'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const scan = Buffer.from('%PDF-1.7\n%%EOF').toString('base64')
const plans = new Map<string, string>()

/** The approved plan of a unit, made once: it assigns something to a unit beneath, whichever. */
async function planOf({ world, edition }: Stage, unit: string): Promise<string> {
  const { child, own } = world.units
  const figures = [[unit === child ? own : child, 'led-lamps', 'target', 5]] as const
  const hash = plans.get(unit) ?? (await anApprovedPlan(world, { edition, unit, figures })).hash
  plans.set(unit, hash)
  return hash
}

/** A paper of a unit's plan, with its first signing. */
async function aSigned(stage: Stage, unit: string): Promise<{ readonly paper: string; readonly signing: string }> {
  const planner = await stage.world.staff('planner', stage.world.units.group)
  const hash = await planOf(stage, unit)
  const wording = { ...aWording, place: `Nơi ${plans.size} ${Math.random()}` }
  const { body } = await planner.call(editionRoutes.makePaper, {
    id: stage.edition,
    unit,
    kind: 'decision',
    hash,
    wording,
  })
  const filed = { paper: body.id, number: '1/QĐ', signedOn: '2026-12-10', bytes: scan }
  const signed = await planner.call(editionRoutes.signPaper, filed)
  return { paper: body.id, signing: signed.body.id }
}

export const paperRows: Readonly<Record<string, MatrixRow>> = {
  'editions.papers': { sample: ({ edition }, unit) => ({ id: edition, unit }), sees: done },
  'editions.makePaper': {
    sample: async (stage, unit) => ({
      id: stage.edition,
      unit,
      kind: 'appendix',
      hash: await planOf(stage, unit),
      wording: aWording,
    }),
    sees: done,
  },
  'editions.paperFile': {
    sample: async (stage, unit) => ({ paper: (await aSigned(stage, unit)).paper, as: 'docx' }),
    sees: done,
  },
  'editions.signPaper': {
    sample: async (stage, unit) => {
      const { paper, signing } = await aSigned(stage, unit)
      const replaces = { id: signing, reason: 'Bản quét trước mờ' }
      return { paper, number: '2/QĐ', signedOn: '2026-12-10', bytes: scan, replaces }
    },
    sees: done,
  },
  'editions.scan': { sample: aSigned, sees: done },
  'editions.exportPlan': { sample: ({ edition }, root) => ({ id: edition, root }) },
  'editions.previewSheet': { sample: ({ edition }) => ({ id: edition, bytes: scan }) },
  'editions.applySheet': { sample: ({ edition }) => ({ id: edition, bytes: scan, sha256: '0'.repeat(64) }) },
}
