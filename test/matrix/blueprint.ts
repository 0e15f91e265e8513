import { uuidv7 } from '#kit/wire'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const id = (): string => uuidv7()

/** A plan of somebody else at a unit, in a state. */
async function aPlan({ world, edition }: Stage, unitId: string, ...decisions: string[]): Promise<string> {
  const plan = id()
  await world.owner.pool.query(
    `insert into blueprint.plans values ($1, $2, $3, 'Nơi trồng cây', 'shade', 100, $4, $5)`,
    [plan, edition, unitId, id(), new Date('2026-12-01T00:00:00Z')],
  )
  for (const kind of decisions)
    await world.owner.pool.query(`insert into blueprint.decisions values ($1, $2, $3, $4, 'lý do', $5, $6)`, [
      id(),
      plan,
      unitId,
      kind,
      id(),
      world.now(),
    ])
  return plan
}

/** The routes of tree planting. */
export const blueprint: Readonly<Record<string, MatrixRow>> = {
  'blueprint.list': {
    sample: async (stage, unitId) => {
      const plan = await aPlan(stage, unitId)
      await stage.world.owner.pool.query('update blueprint.plans set place = $2 where id = $1', [plan, `Nơi ${plan}`])
      return { q: plan }
    },
    sees: (_, body) => (body.plans as unknown[]).length === 1,
  },
  'blueprint.one': { sample: async (stage, unitId) => ({ id: await aPlan(stage, unitId) }), sees: done },
  'blueprint.plan': { sample: (_, unitId) => ({ unitId, place: 'Nơi trồng', species: 'shade', trees: 5 }), sees: done },
  'blueprint.approve': { sample: async (stage, unitId) => ({ id: await aPlan(stage, unitId) }), sees: done },
  'blueprint.sendBack': {
    sample: async (stage, unitId) => ({ id: await aPlan(stage, unitId), reason: 'Chưa rõ' }),
    sees: done,
  },
  'blueprint.revise': {
    sample: async (stage, unitId) => {
      const plan = await aPlan(stage, unitId, 'sent_back')
      await stage.world.owner.pool.query('update blueprint.plans set planned_by = $2 where id = $1', [
        plan,
        stage.author || id(),
      ])
      return { id: plan, place: 'Nơi khác', species: 'shade', trees: 5 }
    },
    sees: done,
  },
  'blueprint.finish': { sample: async (stage, unitId) => ({ id: await aPlan(stage, unitId, 'approved') }), sees: done },
  'blueprint.work': { sample: () => ({}) },
  'blueprint.plant': {
    sample: async (stage, unitId) => ({
      id: await aPlan(stage, unitId, 'approved'),
      trees: 1,
      plantedOn: '2026-12-10',
    }),
    sees: done,
  },
  'blueprint.figures': { sample: () => ({}) },
}
