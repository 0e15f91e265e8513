import type { Database } from '#kit/db'
import { contextOf } from '#kit/jobs'
import { type Call, entriesOf, type Ports, perform, type Who } from '#kit/serve'
import type { DemoDoor } from '#kit/serve/face.ts'
import { type AnyRoute, uuidv7 } from '#kit/wire'
import { faces } from './faces.ts'
import { gate, jobs } from './ports.ts'

/**
 * The real door for a demonstration: its staff act through the routes, by their own permissions and in their own units,
 * at the times that it says. What stands in the end is what people could have done, with its audit.
 */
export function demonstrationDoor(database: Database, owner: Database, ports: Ports): DemoDoor {
  let now = new Date()
  const entries = new Map(entriesOf(faces).map(entry => [entry.row, entry]))
  const context = contextOf({ database, gate, ports, now: () => now })
  const idOf = async (code: string): Promise<string> => {
    const { rows } = await owner.pool.query<{ id: string }>('select id from people.staff where code = $1', [code])
    return rows[0]?.id ?? ''
  }
  const whos = new Map<string, Who>()
  const whoOf = async (code: string): Promise<Who> => {
    const known = whos.get(code)
    if (known) return known
    const id = await idOf(code)
    const who = await context.tx(tx => gate.staff(tx, id, now))
    whos.set(code, who)
    return who
  }
  const system = { database, faces, gate, ports, clock: () => now, limit: () => undefined }
  return {
    at: moment => {
      now = new Date(moment)
    },
    as: code =>
      (async (row: AnyRoute, input: unknown) => {
        const entry = entries.get(row)
        if (!entry) throw new Error('this route has no face')
        const key = row.offline ? uuidv7(now.getTime()) : undefined
        const caller = { who: await whoOf(code), lang: 'vi' as const, ip: '127.0.0.1', key }
        return (await perform(system, entry, caller, input)).answer
      }) as Call,
    work: async (job, data) => {
      await jobs[job]?.run({ ...context, signal: new AbortController().signal }, data)
    },
    idOf,
  }
}
