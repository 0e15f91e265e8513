import type { Layout, ReadingUnit } from './rules-layout.ts'
import { quoted } from './service-store-files.ts'

export const named = (text: string): string => `"${text.replaceAll('"', '""')}"`
export type Column = { readonly name: string; readonly type: string }

const stamp = "'(:[0-9.]+) ?([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)$'"

/** A moment: as the file's own clock has it, or in UTC where a zone was named. Null when it is none. */
function momentOf({ name, type }: Column, zoned: boolean): string {
  const column = named(name)
  if (type === 'TIMESTAMP WITH TIME ZONE') return `timezone('UTC', ${column})`
  if (type !== 'VARCHAR') return `try_cast(${column} as timestamp)`
  const formats = "['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%H:%M %d/%m/%Y']"
  const face = `regexp_replace(trim(${column}), ${stamp}, '\\1')`
  const written = `coalesce(try_cast(${face} as timestamp), try_strptime(${face}, ${formats}))`
  if (!zoned) return written
  return `case when regexp_matches(trim(${column}), ${stamp})
    then timezone('UTC', try_cast(trim(${column}) as timestamptz)) else ${written} end`
}

function dayOf({ name, type }: Column): string {
  const column = named(name)
  if (type !== 'VARCHAR') return `try_cast(${column} as date)`
  return `coalesce(try_cast(trim(${column}) as date), try_strptime(trim(${column}), ['%d/%m/%Y', '%d-%m-%Y'])::date)`
}

/** A number as people write it, `1234.5`, `1.234,5` or `1,234.5`; of two signs the last one is the decimal one. */
function numberOf({ name, type }: Column): string {
  const column = named(name)
  if (type !== 'VARCHAR') return `case when isfinite(${column}::double) then ${column}::double end`
  const text = `replace(trim(${column}), ' ', '')`
  const comma = `instr(reverse(${text}), ',')`
  const point = `instr(reverse(${text}), '.')`
  const read = `try_cast(case when ${comma} = 0 then ${text}
    when ${point} > 0 and ${point} < ${comma} then replace(${text}, ',', '')
    else replace(replace(${text}, '.', ''), ',', '.') end as double)`
  return `case when isfinite(${read}) then ${read} end`
}

const said = ({ name, type }: Column): string =>
  type === 'VARCHAR' ? `nullif(trim(${named(name)}), '') is not null` : `${named(name)} is not null`

export type Face = {
  /** Columns `code`, `t` or `day`, `value` or `s0`…, `fault`, and the file's own. */
  readonly sql: string
  readonly slots: number
  readonly when: 't' | 'day'
}

/** The file's rows with what can be read of them, and why a row is refused. `lastDay`: nothing is read after it. */
export function faceOf(
  table: string,
  columns: readonly Column[],
  layout: Layout,
  zoned: boolean,
  lastDay: string,
): Face {
  const of = (name: string): Column => columns.find(one => one.name === name) ?? { name, type: 'VARCHAR' }
  const code = `nullif(trim(${named(layout.customer)}::varchar), '')`
  const beyond = (when: string): string =>
    `when ${when} < '2000-01-01' or ${when} > date ${quoted(lastDay)} + 2 then 'time_beyond'`
  if (layout.kind === 'rows') {
    const value = of(layout.value)
    return {
      sql: `(select *, case when code is null then 'no_customer' when t is null then 'bad_time' ${beyond('t')}
          when value is null and has_value then 'bad_value' when epoch_us(t) % 900000000 <> 0 then 'off_grid' end as fault
        from (select ${code} as code, ${momentOf(of(layout.time), zoned)} as t, ${numberOf(value)} as value, ${said(value)} as has_value, * from ${table}))`,
      slots: 0,
      when: 't',
    }
  }
  const slots = layout.slots.map((name, at) => `${numberOf(of(name))} as "_s${at}"`)
  const bad = layout.slots.map((name, at) => `("_s${at}" is null and ${said(of(name))})`).join(' or ')
  return {
    sql: `(select *, case when code is null then 'no_customer' when day_ is null then 'bad_time' ${beyond('day_')} when ${bad} then 'bad_value' end as fault
      from (select ${code} as code, ${dayOf(of(layout.day))} as day_, ${slots.join(', ')}, * from ${table}))`,
    slots: layout.slots.length,
    when: 'day',
  }
}

const factors: Readonly<Record<ReadingUnit, number>> = { kwh: 1, kw: 1, wh: 0.001, mwh: 1000 }

/** The readable rows of known customers, as the reader of readings takes them; `known` gives each code its name. */
export function canonicalSql({ sql, slots, when }: Face, unit: ReadingUnit): string {
  const readable = `from ${sql} join known using (code) where fault is null`
  // Of a day vector in kW each slot has its share of the hour.
  const factor = unit === 'kw' && when === 'day' ? (slots === 0 ? 1 : 24 / slots) : factors[unit]
  if (when === 't')
    return `select known.name as customer, t as started_at, value * ${factor} as ${unit === 'kw' ? 'kw' : 'kwh'} ${readable}`
  const columns = Array.from({ length: slots }, (_, at) => `"_s${at}" * ${factor} as s${at}`)
  return `select known.name as customer, day_ as day, ${columns.join(', ')} ${readable}`
}

/** What the file holds of each customer: rows, days, and the sum of its values as they are written. */
export function totalsSql({ sql, slots, when }: Face): string {
  const day = Array.from({ length: slots }, (_, at) => `"_s${at}"`)
  const [moment, sum, many] =
    when === 't'
      ? ['t', 'sum(value)', 'count(value)']
      : ['day_', `sum(list_sum([${day}]))`, `sum(list_count([${day}]))`]
  return `select code, min(${moment})::date::varchar, max(${moment})::date::varchar, ${many}::bigint, coalesce(${sum}, 0)::double
    from ${sql} where fault is null group by code order by code`
}
