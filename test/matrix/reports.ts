import { uuidv7 } from '#kit/wire'
import type { MatrixRow, Stage } from './rows.ts'

const of = { activity: 'blueprint', measure: 'matrix-reports' }

/** Something that was counted at a unit. */
async function aFact({ world, edition }: Stage, unitId: string, measure = of.measure): Promise<string> {
  const id = uuidv7()
  await world.owner.pool.query(
    `insert into facts.facts (id, edition_id, activity, measure, unit_id, day, quantity, grade, duty, record, counted_at)
     values ($1, $2, 'blueprint', $3, $4, '2026-12-02', 1, 'recorded', 'extra', $1, now())`,
    [id, edition, measure, unitId],
  )
  return id
}

const some = (list: unknown): boolean => Array.isArray(list) && list.length > 0

/** The routes of the reports. */
export const reportRows: Readonly<Record<string, MatrixRow>> = {
  'reports.overview': {
    sample: async (stage, unitId) => {
      await aFact(stage, unitId)
      return { edition: stage.edition, unit: unitId }
    },
    sees: (status, body) => status === 200 && some(body.measures),
  },
  'reports.figure': {
    sample: async (stage, unitId) => {
      await aFact(stage, unitId)
      return { edition: stage.edition, unit: unitId, ...of }
    },
    sees: (status, body) => status === 200 && some(body.days),
  },
  'reports.records': {
    sample: async (stage, unitId) => {
      const measure = `m-${unitId.slice(-12)}`
      await aFact(stage, unitId, measure)
      return { edition: stage.edition, ...of, measure }
    },
    sees: (_, body) => some(body.records),
  },
  'reports.record': {
    sample: async (stage, unitId) => ({ id: await aFact(stage, unitId) }),
    sees: status => status === 200,
  },
  'reports.corrections': { sample: ({ edition }) => ({ edition }) },
}
