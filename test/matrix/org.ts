import { uuidv7 } from '#kit/wire'
import type { MatrixRow } from './rows.ts'

const nothing: MatrixRow = { sample: () => ({}) }
const day = '2026-12-20'
let renamed = 0

/** The routes of units and places: everybody on the staff reads the whole tree; only what lies in reach is shaped. */
export const org: Readonly<Record<string, MatrixRow>> = {
  'org.tree': nothing,
  'org.unit': { sample: (_, id) => ({ id }) },
  'org.search': { sample: () => ({ q: 'Công ty' }) },
  'org.changes': nothing,
  'org.consequences': { sample: (_, id) => ({ id, act: 'close', day }) },
  'org.open': {
    sample: (_, parent) => ({
      code: `T${uuidv7().slice(-8).toUpperCase()}`,
      name: 'Đội mới',
      kind: 'team',
      parent,
      day,
    }),
  },
  'org.rename': {
    sample: (_, id) => ({
      id,
      name: `Đơn vị đổi tên ${++renamed}`,
      day: `2027-01-${String(10 + renamed).padStart(2, '0')}`,
    }),
    sees: status => status === 200,
  },
  'org.move': { sample: ({ world }, id) => ({ id, parent: world.units.parent, day }) },
  'org.merge': { sample: ({ world }, id) => ({ units: [id], into: { unit: world.units.sibling }, day }) },
  'org.split': { sample: (_, id) => ({ id, day, parts: [], children: [], closes: false }) },
  'org.close': { sample: () => ({ id: uuidv7(), day }) },
  'org.serve': { sample: (_, id) => ({ id, communes: [], day }) },
  'org.provinces': nothing,
  'org.communes': nothing,
  'org.formerCommunes': { sample: () => ({ q: 'Hàm Rồng' }) },
  'org.previewPlaces': nothing,
  'org.importPlaces': nothing,
}
