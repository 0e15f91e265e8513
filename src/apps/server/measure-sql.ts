import { writeFileSync } from 'node:fs'
import { refuse } from '#kit/wire'
import type { ruleNamed } from '#spine/meters'
import { type Calendar, eventsRows, eventsSql, isPortable } from '#spine/meters/rules.ts'
import type { Called } from './measure-files.ts'

const tables = { readings: 'tri_an_readings', days: 'tri_an_days', events: 'tri_an_events', pieces: 'tri_an_pieces' }
const columns = {
  days: 'day, alike, place',
  events: 'event, customer, day, hours_no',
  pieces: 'hours_no, part, from_hour, until_hour',
}
/** Days before the first event that a rule may look at, and a customer's past errors with it. */
const pastDays = 400

const textOf = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`

/** Writes the rows of the small tables and the text that measures, for events before noon and after it. */
export function writeSql(
  rule: ReturnType<typeof ruleNamed>,
  events: readonly Called[],
  calendar: Calendar,
  file: string,
): void {
  if (!isPortable(rule)) refuse('meters.rule_not_portable', 422, { rule: rule.name })
  const runs = [false, true].flatMap(morning => {
    const own = events.filter(({ from }) => from < 12 === morning)
    if (own.length === 0) return []
    const [first, last] = [Math.min(...own.map(one => one.day)), Math.max(...own.map(one => one.day))]
    const rows = eventsRows(rule, own, calendar, first - pastDays, last - first + pastDays + 1)
    const fills = Object.entries(columns).flatMap(([name, list]) => [
      `truncate table tri_an_${name};`,
      `insert into tri_an_${name} (${list}) values`,
      `${rows[name as keyof typeof columns].map(row => `(${row.map(textOf).join(', ')})`).join(',\n')};`,
    ])
    return [
      `-- ${rule.name}: events ${morning ? 'before noon' : 'from noon on'}`,
      ...fills,
      `${eventsSql(rule, morning, tables)};`,
    ]
  })
  writeFileSync(file, `${runs.join('\n')}\n`)
}
