/** A day as the wire carries it: `2026-11-24`. */
export type IsoDay = string

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')

/**
 * Reads a day the way people write it: `24/11/2026`, `24-11-26`, `24.11.2026`, `24112026`, `2026-11-24`.
 * A two-digit year is of this century. Undefined when it is no day of the calendar.
 */
export function readDay(text: string): IsoDay | undefined {
  const clean = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const run = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(clean)
  const parts = run ?? /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})$/.exec(clean)
  if (!parts) return undefined
  const year = Number(parts[3])
  return dayOf(year < 100 ? 2000 + year : year, Number(parts[2]), Number(parts[1]))
}

function dayOf(year: number, month: number, day: number): IsoDay | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return same ? `${pad(year, 4)}-${pad(month)}-${pad(day)}` : undefined
}

/** `2026-11-24` as `24/11/2026`; the same in both languages, as the country writes it. */
export function writeDay(day: IsoDay): string {
  const [year, month, date] = day.split('-')
  return `${date}/${month}/${year}`
}
