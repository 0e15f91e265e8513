import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Verb } from '#kit/serve'
import type { Intake } from '#kit/serve/intake.ts'
import { refuse } from '#kit/wire'
import { pathOf, sizeOf } from './files.ts'
import { findLoad, intakeOf, type Load } from './loads.ts'
import type { importRoutes } from './routes.ts'
import { type FirstRows, lookInto } from './rows.ts'
import { findHead, type Reading, rowColumn, suggest, suggestNumbers } from './rules.ts'

const shownRows = 12

/** How the last file of the same source was read; without a source, the last one of the same kind. */
async function habitOf(tx: Tx, load: Load): Promise<Reading | undefined> {
  const { rows } = await sql<{ reading: Reading }>`select h.reading from imports.habits h
    where h.unit_id = ${load.unit} and h.intake = ${load.intake} and h.source_id is not distinct from ${load.source}
    order by h.kept_at desc, h.id desc limit 1`.execute(tx)
  const habit = rows[0]?.reading
  // One source writes as it always does; of files from anywhere, none is converted unasked.
  return habit && load.source === null ? { ...habit, legacy: undefined } : habit
}

/** A habit holds for a file whose headings can carry it. */
const fits = (habit: Reading, headings: readonly string[]): boolean =>
  Object.values(habit.columns).every(at => at < headings.length)

type Asked = {
  readonly encoding?: Reading['encoding'] | undefined
  readonly separator?: Reading['separator'] | undefined
  readonly legacy?: Reading['legacy'] | 'none' | undefined
  readonly head?: number | undefined
}

async function readingOf(first: FirstRows, intake: Intake, habit: Reading | undefined, asked: Asked) {
  const { sniffed } = first
  const legacy = asked.legacy === 'none' ? undefined : (asked.legacy ?? (sniffed.suspect ? habit?.legacy : undefined))
  const format = {
    encoding: asked.encoding ?? sniffed.encoding,
    separator: asked.separator ?? sniffed.separator,
    ...(legacy ? { legacy } : {}),
  }
  const rows = await first.rows(format)
  const head = asked.head ?? findHead(rows, intake.columns) + 1
  const headings = rows[head - 1] ?? []
  const below = rows.slice(head).filter(row => row.length > 0)
  const suggested = suggest(headings, intake.columns)
  // What people chose for the same headings the last time goes before what their names suggest.
  const remembered = habit !== undefined && fits(habit, headings) && sameHeadings(habit, suggested)
  const columns = remembered ? { ...suggested, ...habit.columns } : suggested
  const numbers = suggestNumbers(below.flat())
  return {
    remembered,
    headings,
    rows: below.slice(0, shownRows),
    reading: { ...format, numbers: numbers === 'unsaid' && remembered ? habit.numbers : numbers, head, columns },
  }
}

/** Whether no heading that is known by its name says something else than the habit. */
function sameHeadings(habit: Reading, suggested: Readonly<Record<string, number>>): boolean {
  return Object.entries(suggested).every(([name, at]) => name === rowColumn || (habit.columns[name] ?? at) === at)
}

/** How a file will be read when nobody says otherwise: what the drop folder uses. */
export async function usualReading(tx: Tx, load: Load, path: string, intake: Intake): Promise<Reading> {
  return (await readingOf(await lookInto(path), intake, await habitOf(tx, load), {})).reading
}

export const preview: Verb<typeof importRoutes.preview> = async (act, { id, ...asked }) => {
  const load = (await findLoad(act.tx, id)) ?? refuse('imports.unknown', 404)
  const path = pathOf(act.ports, id)
  if (load.state === 'receiving' || (await sizeOf(path)) === 0) refuse('imports.file_gone', 410)
  const first = await lookInto(path)
  const read = await readingOf(first, intakeOf(act.ports, load.intake), await habitOf(act.tx, load), asked)
  act.concerns({ record: id, unit: load.unit })
  const shown = (cell: string): string => cell.slice(0, 200).replaceAll('\0', '\ufffd').toWellFormed()
  return {
    file: first.kind,
    suspect: first.sniffed.suspect ?? null,
    remembered: read.remembered,
    reading: read.reading,
    headings: read.headings.slice(0, 200).map(shown),
    rows: read.rows.map(row => row.slice(0, 200).map(shown)),
  }
}
