import { errandRoutes } from '#kit/errands/routes.ts'
import { newWorld, type Person } from '#test/world.ts'
import { plantPoints, readStore } from './meters.world.ts'
import { loadRoutes } from './routes-loads.ts'
import type { Series } from './rules-series.ts'

const settings = { unit: 'kwh', times: 1, zone: null } as const
type Settings = { unit: 'kw' | 'kwh'; times: number | 'point'; zone: string | null }
const span = { from: '2026-05-01', until: '2026-12-31' }
const pad = (n: number): string => String(n).padStart(2, '0')

export const head = 'customer,started_at,kwh\n'
/** Rows of one name: so many steps a day for some days of June 2026, value by step. */
export const rowsOf = (code: string, steps: number, days: number, value: (at: number) => number | string): string =>
  Array.from({ length: steps * days }, (_, at) => {
    const minute = ((at % steps) * 1440) / steps
    return `${code},2026-06-${pad(1 + Math.floor(at / steps))} ${pad(Math.floor(minute / 60))}:${pad(minute % 60)},${value(at)}\n`
  }).join('')

/** A world with customers PA001 to PA003 of one company (the last has two points), PX001 of another, and a clerk. */
export async function newLoads() {
  const world = await newWorld({ max: 10 })
  const { own, sibling } = world.units
  const clerk: Person = await world.staff('clerk', own)
  const points = await plantPoints(world, own, 'PA', [1, 1, 2])
  await plantPoints(world, sibling, 'PX', [1])
  const send = async (text: string | Uint8Array, name = 'so-do.csv'): Promise<{ id: string; twice: boolean }> => {
    const { id } = (await clerk.call(loadRoutes.begin, { unitId: own, name })).body
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += 3_000_000)
      await clerk.call(loadRoutes.part, { id, at, bytes: bytes.subarray(at, at + 3_000_000).toString('base64') })
    return (await clerk.call(loadRoutes.finish, { id })).body
  }
  const take = async (id: string, more: Partial<Settings> = {}) => {
    const asked = await clerk.call(loadRoutes.take, { id, ...settings, ...more })
    await world.runJobs()
    const errand = asked.body.errand ? (await clerk.call(errandRoutes.one, { id: asked.body.errand })).body : undefined
    return { errand, load: (await clerk.call(loadRoutes.load, { id })).body }
  }
  return {
    world,
    clerk,
    points,
    send,
    take,
    bring: async (text: string | Uint8Array, name?: string, more?: Partial<Settings>) => {
      const { id } = await send(text, name)
      return { id, ...(await take(id, more)) }
    },
    undo: async (id: string) => {
      await clerk.call(loadRoutes.undo, { id, reason: 'nhầm tệp' })
      await world.runJobs()
      return (await clerk.call(loadRoutes.load, { id })).body.state
    },
    read: async (at = 0): Promise<Series | undefined> =>
      (await readStore(world, [own], span)).get(points[at]?.customer ?? ''),
  }
}
