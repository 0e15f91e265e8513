import { importRoutes } from '#spine/imports/routes.ts'
import type { Reading } from '#spine/imports/rules.ts'
import type { Person, World } from '#test/world.ts'

type Sending = {
  readonly unitId: string
  readonly intake?: string
  readonly name?: string
  readonly sourceId?: string
  readonly corrects?: string
  readonly stated?: { readonly rows?: number; readonly sums?: Record<string, string> }
}

/** Sends a file through the door, in parts; answers its load. */
export async function send(person: Person, bytes: Buffer | string, sending: Sending) {
  const { intake = 'outages', name = 'mat-dien.csv', ...more } = sending
  const begun = await person.call(importRoutes.begin, { intake, name, ...more })
  const { id } = begun.body
  const all = Buffer.from(bytes)
  for (let at = 0; at < all.length; at += 1_000_000)
    await person.call(importRoutes.part, { id, at, bytes: all.subarray(at, at + 1_000_000).toString('base64') })
  return person.call(importRoutes.finish, { id })
}

/** Takes the reading that is offered, has the load checked, and waits for it. */
export async function checked(world: World, person: Person, id: string, change: Partial<Reading> = {}) {
  const offered = await person.call(importRoutes.preview, { id })
  const reading = { ...offered.body.reading, ...change }
  const asked = await person.call(importRoutes.check, { id, reading })
  await world.runJobs()
  return { offered: offered.body, asked, load: (await person.call(importRoutes.load, { id })).body }
}

/** Lets a checked load in and waits for it. */
export async function letIn(world: World, person: Person, id: string) {
  const decided = await person.call(importRoutes.decide, { id, take: true })
  await world.runJobs()
  return { decided, load: (await person.call(importRoutes.load, { id })).body }
}

export const outageHead = 'Mã lần mất điện;Mất điện từ;Có điện lại;Kế hoạch;Nguyên nhân;Khu vực;Số khách hàng\n'
/** So many outages, with numbers that begin alike. */
export const outageRows = (prefix: string, many: number): string =>
  Array.from(
    { length: many },
    (_, n) =>
      `${prefix}${n};24/11/2026 08:${String(n % 60).padStart(2, '0')};24/11/2026 11:00;đột xuất;sự cố;Ấp ${n};${n % 7}\n`,
  ).join('')
/** The outages that are there, by the beginning of their number. */
export const outagesOf = async (world: World, prefix: string) =>
  (
    await world.owner.pool.query('select number, area from meters.outages where number like $1 order by number', [
      `${prefix}%`,
    ])
  ).rows
