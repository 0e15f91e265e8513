import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '#kit/db'
import { loadImportsDemonstration } from '#spine/imports'
import { openGroup, seedPlaces } from '#spine/org'
import { openFirstAdministrator } from '#spine/people'
import { loadDemonstration } from './demonstration.ts'
import { demonstrationDoor } from './demonstration-door.ts'
import { foldersIn, portsOf } from './ports.ts'
import type { Secrets } from './secrets.ts'
import { CannotStart, type Settings } from './settings.ts'

type Say = (line: string) => void

/** Stands in the data folder for as long as the first start is not done. */
const beginning = (folder: string): string => join(folder, 'first-start')
const demonstrationOf = (folder: string): string => join(folder, 'demonstration.json')

/** Whether a first start was cut off, so that the database holds half of what it fills in. */
export const isHalfFilled = ({ dataFolder }: Settings): boolean => existsSync(beginning(dataFolder))

/** A half-filled database of our own was made anew; one of somebody else's is not ours to empty. */
export async function mustBeEmpty(owner: Database, { dataFolder }: Settings): Promise<void> {
  const { rows } = await owner.pool.query<{ filled: boolean }>(
    `select exists (select from pg_namespace where nspname = 'kit') as filled`,
  )
  if (rows[0]?.filled)
    throw new CannotStart(
      'The first start on this database was cut off half way. Drop and create the database named in DATABASE_URL, then start again.',
    )
  rmSync(demonstrationOf(dataFolder), { force: true })
  rmSync(beginning(dataFolder))
}

/** An empty installation: the group, and an administrator whose password is shown once and replaced at the first sign-in. */
async function openEmpty(owner: Database, say: Say): Promise<void> {
  const group = { code: 'EVN', name: 'Tập đoàn Điện lực Việt Nam', openedOn: '2010-01-01' }
  const unitId = await openGroup(owner, group)
  const password = randomBytes(15).toString('base64url')
  const first = { code: 'QT01', name: 'Quản trị hệ thống', email: 'quan-tri@tri-an.example', password, unitId }
  await openFirstAdministrator(owner, first, new Date())
  say(`\n  Quản trị đầu tiên / first administrator: QT01 ${password}`)
}

/** First start: the group and its places, and the invented rest unless it was asked to stay empty. */
export async function firstStart(
  { owner, app }: { readonly owner: Database; readonly app: Database },
  settings: Settings,
  secrets: Secrets,
  say: Say,
): Promise<void> {
  const { rows } = await owner.pool.query<{ empty: boolean }>('select not exists (select from org.units) as empty')
  if (!rows[0]?.empty) return
  const mark = beginning(settings.dataFolder)
  writeFileSync(mark, '')
  await seedPlaces(owner)
  if (settings.empty) await openEmpty(owner, say)
  else {
    const folders = foldersIn(settings.dataFolder)
    const sendCode = async (): Promise<void> => undefined
    const ports = await portsOf({ database: app, secrets, ...folders, sendCode, invented: true })
    const demonstration = await loadDemonstration(
      owner,
      secrets,
      (done, of, what) => say(`  ${done}/${of} ${what}`),
      settings.customers,
      folders.meters,
      demonstrationDoor(app, owner, ports),
    )
    await loadImportsDemonstration(owner, folders.imports.folder)
    writeFileSync(demonstrationOf(settings.dataFolder), JSON.stringify(demonstration, null, 2))
  }
  rmSync(mark)
}

/** Whether this installation shows invented data. */
export const isDemonstration = ({ dataFolder }: Settings): boolean => existsSync(demonstrationOf(dataFolder))

export function tellDemonstration({ dataFolder, origin }: Settings, say: Say): void {
  const { staff, phone } = JSON.parse(readFileSync(demonstrationOf(dataFolder), 'utf8')) as {
    staff: { login: string; password: string; role: string; name: string; secret?: string }[]
    phone: string
  }
  say(
    `\n  Số liệu minh hoạ / invented data. Nhân viên / staff: ${origin}/console/ · hiện trường / field: ${origin}/field/`,
  )
  for (const one of staff) {
    const code = one.secret ? ` (mã xác thực / authenticator key ${one.secret})` : ''
    say(`    ${one.login.padEnd(6)} ${one.password}  ${one.role.padEnd(13)} ${one.name}${code}`)
  }
  say(`  Khách hàng / customer: ${origin}/sign-in · ${phone} (mã hiện ở đây / the code appears here)\n`)
}
