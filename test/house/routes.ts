import type { AnyFace } from '#kit/serve'
import { entriesOf } from '#kit/serve'
import { type AnyRoute, isRead, type Routes } from '#kit/wire'
import { roles } from '#spine/people/rules.ts'
import { type Broken, mustSee, type Seen } from '../../tools/check/law.ts'

const doors = new Set<string>(['anyone', 'staff', 'customer', 'partner'])
const holds = (face: AnyFace, may: string): readonly string[] =>
  (face.permissions as Readonly<Record<string, readonly string[]>>)[may] ?? []

/** A permission is the folder's own, known roles hold it, and some route asks for it. */
function permissionLaws(face: AnyFace): Broken[] {
  const rows = Object.values(face.routes as Routes)
  return Object.entries(face.permissions as Readonly<Record<string, readonly string[]>>).flatMap(([may, held]) => {
    const at = may
    const broken: Broken[] = []
    if (!may.startsWith(`${face.name}.`))
      broken.push({ law: 'permission-own-name', at, says: `a permission of ${face.name} is called ${face.name}.…` })
    if (held.length === 0) broken.push({ law: 'permission-held', at, says: 'no role holds it, so nobody can do this' })
    for (const role of held.filter(one => !(roles as readonly string[]).includes(one)))
      broken.push({ law: 'permission-held', at, says: `there is no role ${role}; see spine/people/rules.ts` })
    if (!rows.some(row => row.may === may))
      broken.push({ law: 'permission-used', at, says: 'no route of its folder asks for it: take it out' })
    return broken
  })
}

/** A route has a door or a permission that its own folder declares, and somebody who may write holds it. */
function routeLaws(face: AnyFace, name: string, row: AnyRoute): Broken[] {
  const at = `${face.name}.${name}`
  const broken: Broken[] = []
  if (!doors.has(row.may) && !(row.may in face.permissions))
    broken.push({
      law: 'route-permission',
      at,
      says: `${row.may} stands neither for a door nor in the permissions of ${face.name}`,
    })
  else if (!doors.has(row.may) && !isRead(row) && holds(face, row.may).every(role => role === 'auditor'))
    broken.push({ law: 'permission-held', at, says: `only the auditor holds ${row.may}, who may not change anything` })
  if (typeof face.verbs[name] !== 'function') broken.push({ law: 'route-verb', at, says: 'no verb stands behind it' })
  if (!row.does.vi || !row.does.en) broken.push({ law: 'route-said', at, says: 'its `does` lacks a language' })
  return broken
}

function verbLaws(face: AnyFace): Broken[] {
  return Object.keys(face.verbs as object)
    .filter(name => !(name in (face.routes as Routes)))
    .map(name => ({ law: 'route-verb', at: `${face.name}.${name}`, says: 'this verb has no route' }))
}

/** One address leads to one verb, whatever its parts are called. */
function addressLaws(faces: readonly AnyFace[]): Broken[] {
  const first = new Map<string, string>()
  return entriesOf(faces).flatMap(({ name, row }) => {
    const address = row.at.replace(/:[A-Za-z]+/g, ':')
    const taken = first.get(address)
    if (taken) return [{ law: 'one-address', at: name, says: `${row.at} is ${taken} already` }]
    first.set(address, name)
    return []
  })
}

/** Who may do what: over the routes of all faces. */
export function routeHouse(faces: readonly AnyFace[], least = { faces: 9, routes: 60 }): Seen {
  const entries = entriesOf(faces)
  const permissions = faces.flatMap(face => Object.keys(face.permissions))
  mustSee('faces', faces.length, least.faces)
  mustSee('routes', entries.length, least.routes)
  const broken = [
    ...faces.flatMap(permissionLaws),
    ...faces.flatMap(face =>
      Object.entries(face.routes as Routes).flatMap(([name, row]) => routeLaws(face, name, row)),
    ),
    ...faces.flatMap(verbLaws),
    ...addressLaws(faces),
  ]
  return { saw: `${entries.length} routes and ${permissions.length} permissions of ${faces.length} faces`, broken }
}

/** Each route is walked by the matrix, and the matrix walks nothing that is gone. */
export function matrixHouse(faces: readonly AnyFace[], rows: Readonly<Record<string, unknown>>, least = 60): Seen {
  const names = entriesOf(faces).map(({ name }) => name)
  mustSee('rows of the matrix', Object.keys(rows).length, least)
  const broken = [
    ...names.filter(name => !(name in rows)).map(at => ({ law: 'matrix', at, says: 'has no row in test/matrix' })),
    ...Object.keys(rows)
      .filter(name => !names.includes(name))
      .map(at => ({ law: 'matrix', at, says: 'a row of test/matrix without its route' })),
  ]
  return { saw: `${names.length} routes, ${Object.keys(rows).length} rows`, broken }
}

/** What the phone keeps for later is a command that may be sent twice: an offline route, under its full name. */
export function phoneHouse(
  faces: readonly AnyFace[],
  work: readonly { readonly name: string; readonly may: string; readonly commands: Routes }[],
): Seen {
  const entries = new Map(entriesOf(faces).map(({ name, row }) => [name, row]))
  const commands = work.flatMap(one => Object.entries(one.commands).map(([name, row]) => ({ of: one.name, name, row })))
  const broken = commands.flatMap(({ of, name, row }): Broken[] => {
    const at = `${of}: ${name}`
    if (entries.get(name) !== row) return [{ law: 'phone-command', at, says: `no face has this very route as ${name}` }]
    return row.offline ? [] : [{ law: 'phone-command', at, says: 'its route is not offline: true' }]
  })
  return { saw: `${commands.length} commands of ${work.length} kinds of field work`, broken }
}
