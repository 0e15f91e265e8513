import { sql } from 'kysely'
import { setContext } from '#kit/db'
import { entriesOf, perform, type System } from '#kit/serve/perform.ts'
import { type AnyRoute, type GivesOf, Refusal, type SendsOf } from '#kit/wire'
import { newDatabase, type TestDatabase } from '#test/database.ts'
import { loadOrgDemonstration, seedPlaces } from './index.ts'
import { face } from './noun.ts'
import type { orgRoutes } from './routes.ts'

type Names = keyof typeof orgRoutes
type Row<N extends Names> = (typeof orgRoutes)[N]

/** A database with the demonstration, and the door of this noun's routes for someone who holds some units. */
export type OrgWorld = TestDatabase & {
  /** Calls a route as a person whose role is on `at` (a unit's id); with nothing, as nobody. */
  readonly as: (at?: string) => <N extends Names>(name: N, sent: SendsOf<Row<N>>) => Promise<GivesOf<Row<N>>>
}

const administrator = '01890000-0000-7000-8000-0000000000aa'
export const today = new Date('2026-11-24T03:00:00Z')

function systemOf(world: TestDatabase, at: string): System {
  return {
    database: world.app,
    faces: [face],
    gate: {
      identify: async () => ({ kind: 'nobody' }),
      enter: async tx => {
        const { rows } = await sql<{ id: string }>`select org.reach(${at}, '2026-11-24') as id`.execute(tx)
        const units = rows.map(({ id }) => id)
        await setContext(tx, { units })
        return units
      },
      staff: async () => ({ kind: 'nobody' }),
      everyUnit: async () => [],
      record: async () => undefined,
    },
    ports: { secrets: { key: () => Buffer.alloc(32) } } as never,
    clock: () => today,
    limit: () => undefined,
  }
}

export async function newOrgWorld(options: { places?: boolean; units?: boolean } = {}): Promise<OrgWorld> {
  const world = await newDatabase()
  if (options.places) await seedPlaces(world.owner)
  if (options.units !== false) await loadOrgDemonstration(world.owner)
  const entries = new Map(entriesOf([face]).map(entry => [entry.name, entry]))
  const permissions = new Set(['org.read', 'org.shape'] as const)
  const as: OrgWorld['as'] = at => {
    const system = systemOf(world, at ?? '00000000-0000-7000-8000-000000000000')
    const who = at
      ? ({ kind: 'staff', id: administrator, name: 'Quản trị', permissions, readOnly: false } as const)
      : ({ kind: 'nobody' } as const)
    return async (name, sent) => {
      const entry = entries.get(`org.${name}`)
      if (!entry) throw new Error(name)
      const { answer } = await perform(
        system,
        entry as typeof entry & { row: AnyRoute },
        { who, lang: 'vi', ip: '::1' },
        sent,
      )
      return answer as never
    }
  }
  return { ...world, as }
}

/** The code that something is refused with; 'done' when it was not. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return 'done'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
