import type { Act, Verb } from '#kit/serve'
import type { GivesOf } from '#kit/wire'
import type { loadRoutes } from './routes-loads.ts'
import { type ReadingUnit, rowFaults } from './rules-layout.ts'
import { clockOf } from './service-clock.ts'
import { type LoadSettings, loadFor } from './service-loads.ts'
import { sortCodes, totalsOf, writeStrangers } from './service-loads-known.ts'
import { type Face, faceOf, named } from './service-loads-sql.ts'
import { incomingPath, openTable, readable, type Table } from './service-loads-table.ts'
import { type Duck, openDuck } from './service-store-files.ts'

type Look = GivesOf<typeof loadRoutes.look>
const shownRows = 8
const shownColumns = 12
/** A look is an answer, not a work: of larger text files it sees the beginning. What is taken in is read whole. */
const mostWholeBytes = 300e6
const sampleRows = 3_000_000

/** A sum of the file's values in kWh; of kW only where the length of an interval is known. */
export function kwhOf({ unit, times }: LoadSettings, minutes: number): (sum: number) => number {
  const factors: Readonly<Record<ReadingUnit, number>> = { kwh: 1, wh: 0.001, mwh: 1000, kw: minutes / 60 }
  return sum => sum * factors[unit] * (times === 'point' ? 1 : times)
}

async function firstRows({ connection }: Duck, table: Table): Promise<Pick<Look, 'headings' | 'rows'>> {
  const headings = table.columns.map(one => one.name).slice(0, shownColumns)
  const rows = await connection.runAndReadAll(
    `select ${headings.map(name => `${named(name)}::varchar`).join(', ')} from ${table.sql} limit ${shownRows}`,
  )
  return {
    headings,
    rows: rows.getRows().map(row => row.map(cell => (cell === null ? '' : String(cell).slice(0, 80)))),
  }
}

/** The shortest step of the file in minutes, as its first rows have it. */
export async function minutesOf({ connection }: Duck, face: Face): Promise<number> {
  if (face.when === 'day') return 1440 / face.slots
  const rows = await connection.runAndReadAll(`select distinct extract(minute from t)::int from
    (select t from ${face.sql} where t is not null limit 100000)`)
  const minutes = rows.getRows().map(([minute]) => Number(minute))
  return minutes.every(one => one === 0) ? 60 : minutes.every(one => one % 30 === 0) ? 30 : 15
}

export async function faultsOf({ connection }: Duck, face: Face): Promise<Record<string, number>> {
  const rows = await connection.runAndReadAll(
    `select fault, count(*)::bigint from ${face.sql} where fault is not null group by 1`,
  )
  const found = new Map(rows.getRows().map(([fault, many]) => [String(fault), Number(many)]))
  return Object.fromEntries(rowFaults.flatMap(fault => (found.has(fault) ? [[fault, found.get(fault) ?? 0]] : [])))
}

type Asked = { readonly [K in keyof LoadSettings]?: LoadSettings[K] | undefined }

async function see(act: Act, duck: Duck, id: string, asked: Asked): Promise<Look> {
  const load = await loadFor(act.tx, id, 'look')
  const table = await openTable(duck, act.ports, id, load.name)
  const settings: LoadSettings = {
    unit: asked.unit ?? table.layout.unit ?? 'kwh',
    times: asked.times ?? 1,
    zone: asked.zone ?? null,
  }
  if (settings.zone) clockOf(settings.zone)
  const sampled = table.format !== 'parquet' && load.bytes > mostWholeBytes
  const rows = sampled ? `(select * from ${table.sql} limit ${sampleRows})` : table.sql
  const face = faceOf(rows, table.columns, table.layout, settings.zone !== null, act.today)
  const minutes = await minutesOf(duck, face)
  const all = await totalsOf(duck, face)
  const { known, strangers } = await sortCodes(act.tx, load.unit, act.today, all)
  const inKwh = kwhOf(settings, minutes)
  await writeStrangers(act.tx, load, strangers, inKwh)
  const days = all.reduce((sum, it) => sum + (it.readings * minutes) / 1440, 0)
  const count = (why: string): number => strangers.filter(it => it.why === why).length
  act.concerns({ record: id, unit: load.unit })
  return {
    format: table.format,
    layout: table.layout.kind,
    settings,
    unitSaid: table.layout.unit ?? null,
    sampled,
    ...(await firstRows(duck, table)),
    minutes,
    firstDay: all.map(it => it.firstDay).sort()[0] ?? null,
    lastDay:
      all
        .map(it => it.lastDay)
        .sort()
        .at(-1) ?? null,
    readings: all.reduce((sum, it) => sum + it.readings, 0),
    known: known.length,
    strangers: {
      unknown: count('unknown'),
      elsewhere: count('elsewhere'),
      several: count('several'),
      no_point: count('no_point'),
    },
    faults: await faultsOf(duck, face),
    kwhADay: days > 0 ? inKwh(all.reduce((sum, it) => sum + it.sum, 0)) / days : null,
  }
}

/** Looks into a file before it is taken: how it is read, its first rows, whose it is, what cannot be read. */
export const look: Verb<typeof loadRoutes.look> = async (act, { id, ...asked }) => {
  const duck = await openDuck(act.ports)
  try {
    return await readable('', incomingPath(act.ports, id), see(act, duck, id, asked))
  } finally {
    duck.close()
  }
}
