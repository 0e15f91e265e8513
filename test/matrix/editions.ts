import { uuidv7 } from '#kit/wire'
import type { MatrixRow } from './rows.ts'

const nothing: MatrixRow = { sample: () => ({}) }
const done = (status: number): boolean => status === 200
let years = 2030

const written = (year: number) => ({
  number: year,
  name: { vi: `Tháng Tri ân ${year}`, en: `Month ${year}` },
  theme: null,
  occasion: null,
  slogan: null,
  from: `${year}-12-01`,
  until: `${year}-12-31`,
  tetUntil: null,
  referenceDay: `${year}-12-01`,
  hotMonths: [5, 6, 7],
  priorityGroups: [],
  priorityAreas: [],
  labourDayVnd: 0,
  source: null,
})
/** Rows of routes that take an edition and a unit: what a stranger's unit holds is neither seen nor changed. */
const ofUnit = (more: object = {}): MatrixRow => ({ sample: ({ edition }, unit) => ({ id: edition, unit, ...more }) })
const ofEdition = (more: object = {}): MatrixRow => ({ sample: ({ edition }) => ({ id: edition, ...more }) })
/** What starts at a unit: its whole subtree, when it lies in reach. */
const ofRoot: MatrixRow = { sample: ({ edition }, root) => ({ id: edition, root }), sees: done }
/** Whether the unit was there at all for the caller; where its plan stands is another question. */
const reaching = (row: MatrixRow): MatrixRow => ({ ...row, sees: (_, body) => body.code !== 'editions.unknown_unit' })
const hash = 'a'.repeat(64)

/** Editions and the catalogue belong to the group; plans to the subtree of whoever writes them. */
export const editionRows: Readonly<Record<string, MatrixRow>> = {
  'editions.list': nothing,
  'editions.one': ofEdition(),
  'editions.create': { sample: () => ({ year: ++years, ...written(years) }) },
  'editions.change': ofEdition(written(2026)),
  'editions.copy': { sample: ({ edition }) => ({ id: edition, year: ++years }) },
  'editions.changed': ofEdition(),
  'editions.turn': ofEdition({ to: 'open' }),
  'editions.window': {
    sample: ({ edition }, unit) => ({ id: edition, unit, from: '2026-12-02', until: '2026-12-30', theme: null }),
    sees: done,
  },
  'editions.measures': ofEdition({ measures: [], least: [] }),
  'editions.catalogue': nothing,
  'editions.putActivity': {
    sample: () => ({
      code: 'c1',
      block: 'social',
      name: { vi: 'Trồng cây', en: 'Trees' },
      kinds: ['team'],
      ended: false,
    }),
  },
  'editions.putMeasure': {
    sample: () => ({
      code: `m-${uuidv7().slice(-8)}`,
      activity: 'b1',
      name: { vi: 'Cây', en: 'Trees' },
      unit: 'trees',
      duty: 'extra',
      gather: 'sum',
      of: null,
      usual: null,
      ended: false,
    }),
  },
  'editions.plan': ofRoot,
  'editions.edit': {
    // An edition of its own: whoever types begins a version, which papers make for themselves.
    sample: async ({ world }, unit) => {
      const { pool } = world.owner
      await pool.query(
        `insert into editions.editions (id, year, number, name_vi, name_en, from_day, until_day)
         values ($1, 2029, 900, 'Tháng Tri ân 2029', 'Month 2029', '2026-12-01', '2026-12-31') on conflict do nothing`,
        [uuidv7()],
      )
      const { rows } = await pool.query<{ id: string }>('select id from editions.editions where year = 2029')
      const { id = '' } = rows[0] ?? {}
      await pool.query(
        `insert into editions.edition_measures values ($1, 'led-lamps', false, 1) on conflict do nothing`,
        [id],
      )
      return {
        id,
        mode: 'all',
        cells: [{ unit, column: 'led-lamps', kind: 'wanted', value: null, was: null }],
      }
    },
    sees: done,
  },
  'editions.unitPlan': { ...ofUnit(), sees: done },
  'editions.version': reaching(ofUnit({ n: 1 })),
  'editions.submit': reaching(ofUnit()),
  'editions.withdraw': reaching(ofUnit()),
  'editions.approve': reaching(ofUnit({ hash })),
  'editions.sendBack': reaching(ofUnit({ hash, reason: 'Chưa rõ' })),
  'editions.amend': reaching(ofUnit({ reason: 'Thêm chỉ tiêu' })),
  'editions.discard': reaching(ofUnit()),
  'editions.copyPlan': reaching({ sample: ({ edition }, root) => ({ id: edition, root }) }),
  'editions.lastYear': ofRoot,
  'editions.money': ofRoot,
  'editions.queue': nothing,
}
