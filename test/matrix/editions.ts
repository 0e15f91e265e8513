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
  'editions.plan': ofEdition(),
  'editions.edit': {
    sample: ({ edition }, unit) => ({
      id: edition,
      mode: 'all',
      cells: [{ unit, column: 'led-lamps', kind: 'reserve', value: 5, was: null }],
    }),
  },
  'editions.unitPlan': ofUnit(),
  'editions.version': ofUnit({ n: 1 }),
  'editions.submit': ofUnit(),
  'editions.withdraw': ofUnit(),
  'editions.approve': ofUnit({ hash }),
  'editions.sendBack': ofUnit({ hash, reason: 'Chưa rõ' }),
  'editions.amend': ofUnit({ reason: 'Thêm chỉ tiêu' }),
  'editions.copyPlan': { sample: ({ edition }, root) => ({ id: edition, root }) },
  'editions.lastYear': ofEdition(),
  'editions.money': ofEdition(),
  'editions.queue': nothing,
}
