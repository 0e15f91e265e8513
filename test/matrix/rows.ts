import { uuidv7 } from '#kit/wire'
import { aPhoto } from '#test/photo.ts'
import { aSignature } from '#test/pictures.ts'
import type { Units, World } from '#test/world.ts'
import { blueprint } from './blueprint.ts'
import { conferences } from './conferences.ts'
import { customerRows } from './customers.ts'
import { editionRows } from './editions.ts'
import { fieldworkRows } from './fieldwork.ts'
import { gatheringRows } from './gatherings.ts'
import { importRows } from './imports.ts'
import { listeningRows } from './listening.ts'
import { loadShift } from './load-shift.ts'
import { messagingRows } from './messaging.ts'
import { meterRows } from './meters.ts'
import { org } from './org.ts'
import { outreach } from './outreach.ts'
import { paperRows } from './papers.ts'
import { peopleRows } from './people.ts'
import { recognitionRows } from './recognition.ts'
import { reportRows } from './reports.ts'
import { rewardRows } from './rewards.ts'

export type Place = keyof Units
export type Stage = { readonly world: World; readonly edition: string; readonly author: string }
type Input = Readonly<Record<string, unknown>>

/**
 * One route of the matrix.
 * - `sample`: an input that this route takes, about something that stands at the given unit (made when it is needed)
 * - `sees`: for routes whose answer depends on the unit: whether the caller reached what was made there
 * - `as`: who calls in that part, when the first role that may is not the right one
 */
export type MatrixRow = {
  readonly sample: (stage: Stage, unitId: string) => Promise<Input> | Input
  readonly sees?: (status: number, body: Record<string, unknown>, input: Input) => boolean
  readonly as?: string
}

const done = (status: number): boolean => status === 200
const nothing: MatrixRow = { sample: () => ({}) }
const id = (): string => uuidv7()

let closings = 0

async function anAccount({ world }: Stage, unitId: string): Promise<string> {
  const account = id()
  await world.owner.pool.query(
    `insert into ledger.accounts (id, unit_id, asset, kind, owner_kind, owner_id) values ($1, $2, 'vnd', 'budget', 'fund', $1)`,
    [account, unitId],
  )
  return account
}

const spine: Record<string, MatrixRow> = {
  'errands.mine': nothing,
  'errands.one': { sample: () => ({ id: id() }) },
  'errands.cancel': { sample: () => ({ id: id() }) },
  'audit.list': nothing,
  'audit.state': nothing,
  'ledger.accounts': nothing,
  'ledger.account': { sample: async (stage, unitId) => ({ id: await anAccount(stage, unitId) }), sees: done },
  'ledger.entry': { sample: () => ({ id: id() }) },
  'ledger.close': { sample: (_, unitId) => ({ unitId, through: `2026-0${1 + (++closings % 8)}-1${closings % 9}` }) },
  ...reportRows,
  'facts.progress': { sample: ({ edition }) => ({ edition }) },
  'facts.figure': { sample: ({ edition }) => ({ edition, activity: 'blueprint', measure: 'trees-planted' }) },
  'evidence.send': { sample: () => ({ upload: id(), at: 0, bytes: aPhoto }) },
  'evidence.keep': { sample: (_, unitId) => ({ unitId, record: id(), kind: 'photo', bytes: aPhoto }), sees: done },
  'evidence.sign': { sample: (_, unitId) => ({ unitId, record: id(), strokes: aSignature() }), sees: done },
  'evidence.of': {
    sample: async (stage, unitId) => {
      const record = id()
      const crew = await stage.world.staff('crew', unitId)
      const { routes } = await import('#spine/evidence/routes.ts')
      await crew.call(routes.keep, { unitId, record, kind: 'photo', bytes: aPhoto })
      return { record }
    },
    sees: (_, body) => (body.pieces as unknown[]).length === 1,
  },
  'evidence.see': {
    sample: async (stage, unitId) => {
      const key = id()
      const crew = await stage.world.staff('crew', unitId)
      const { routes } = await import('#spine/evidence/routes.ts')
      await crew.call(routes.keep, { unitId, record: id(), kind: 'photo', bytes: aPhoto }, { key })
      return { id: key }
    },
    sees: done,
  },
}

export const rows: Readonly<Record<string, MatrixRow>> = {
  ...blueprint,
  ...loadShift,
  ...outreach,
  ...spine,
  ...org,
  ...conferences,
  ...customerRows,
  ...editionRows,
  ...gatheringRows,
  ...fieldworkRows,
  ...importRows,
  ...listeningRows,
  ...meterRows,
  ...messagingRows,
  ...paperRows,
  ...peopleRows,
  ...recognitionRows,
  ...rewardRows,
}
