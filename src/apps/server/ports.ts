import { join } from 'node:path'
import { sandbox } from '#kit/channels'
import type { Database } from '#kit/db'
import { folderStore } from '#kit/files'
import { jobsOf } from '#kit/jobs'
import { entriesOf, type Ports } from '#kit/serve'
import { refusalSentences } from '#kit/serve/problem.ts'
import { isRead, type Permission } from '#kit/wire'
import type { Said } from '#kit/words'
import { makeGate, type PermissionMap } from '#spine/people'
import type { Carriers } from './carriers.ts'
import { faces } from './faces.ts'
import type { Secrets } from './secrets.ts'
import { refusedDays } from './settings.ts'

export const jobs = jobsOf(faces)
const sayings = new Map<string, Said>([
  ...entriesOf(faces).map(({ name, row }) => [name, row.does] as const),
  ...Object.entries(jobs).flatMap(([name, { does }]) => (does ? [[name, does] as const] : [])),
])
/** What the nouns let in from files. */
const intakes = new Map(faces.flatMap(face => face.intakes ?? []).map(intake => [intake.name, intake]))
/** Who can be addressed. */
const audiences = new Map(faces.flatMap(face => face.audiences ?? []).map(audience => [audience.name, audience]))
/** What the activities can recognise. */
const kinds = new Map(
  faces.flatMap(({ name: activity, facts = {}, recognises = [] }) =>
    recognises.map(kind => [kind.name, { ...kind, activity, facts }] as const),
  ),
)
/** What the folders count, and where their records stand. */
const measures = new Map(
  faces.flatMap(({ name, purpose, facts = {} }) =>
    Object.entries(facts).map(([measure, it]) => [`${name}/${measure}`, { ...it, purpose }] as const),
  ),
)
const opens: Ports['reports']['opens'] = async (act, activity, measure, record) =>
  faces.find(face => face.name === activity)?.opens?.(act.tx, measure, record)
/** What crews of the activities do, by `activity.kind`. */
const works = new Map(
  faces.flatMap(({ name: activity, facts = {}, works: kinds = [] }) => {
    const duties = Object.fromEntries(Object.entries(facts).map(([measure, { duty }]) => [measure, duty]))
    return kinds.map(kind => [`${activity}.${kind.name}`, { activity, duties, kind }] as const)
  }),
)
const sentenceOf = refusalSentences(faces.map(face => face.words))

/** Which roles hold a permission, over all faces. */
export const permissions: PermissionMap = new Map(
  faces.flatMap(face => Object.entries(face.permissions)) as [Permission, readonly string[]][],
)
/** The permissions that a reading route asks for: what an auditor holds. */
const reads = new Set(
  entriesOf(faces).flatMap(({ row }) => (isRead(row) && row.may.includes('.') ? [row.may as Permission] : [])),
)
export const gate = makeGate(permissions, reads)

/** Where an installation keeps its files; files of rows lie apart, since they go when they are no longer wanted. */
export const foldersIn = (dataFolder: string) => ({
  filesFolder: join(dataFolder, 'files'),
  imports: { folder: join(dataFolder, 'imports'), drop: join(dataFolder, 'drop') },
  meters: { folder: join(dataFolder, 'meters') },
})

/** Where no carrier is connected the sandbox keeps what would have left, sealed, and reaches nobody. */
function channelsOf(database: Database, secrets: Secrets, carriers: Carriers = {}): Ports['channels'] {
  const options = { database, key: secrets.key('kit.outgoing'), clock: () => new Date() }
  return { sms: sandbox('sms', options), email: sandbox('email', options), zalo: sandbox('zalo', options), ...carriers }
}

/** What the folders may use of the world outside the database. */
export async function portsOf(options: {
  database: Database
  secrets: Secrets
  filesFolder: string
  invented: boolean
  imports: { readonly folder: string; readonly drop: string }
  refusedDays?: number
  meters: Ports['meters']
  sendCode: Ports['sendCode']
  secondFactor?: Ports['secondFactor']
  carriers?: Carriers
}): Promise<Ports> {
  return {
    secrets: options.secrets,
    files: await folderStore(options.filesFolder),
    invented: options.invented,
    sendCode: options.sendCode,
    channels: channelsOf(options.database, options.secrets, options.carriers),
    secondFactor: options.secondFactor ?? 'when-enrolled',
    sayingOf: does => sayings.get(does),
    sentenceOf,
    imports: { ...options.imports, refusedDays: options.refusedDays ?? refusedDays, intakes: () => intakes },
    meters: options.meters,
    messaging: { audiences: () => audiences },
    recognition: { kinds: () => kinds },
    reports: { measures: () => measures, opens },
    works: () => works,
    nameOf: {
      staff: `case when e.actor_kind = 'staff' then people.name_of(e.actor) end`,
      unit: `(select n.name from org.unit_names n where n.unit_id = e.unit order by n.from_day desc limit 1)`,
    },
  }
}
