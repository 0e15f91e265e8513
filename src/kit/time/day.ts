import type { Lang } from '#kit/words'

/** Vietnam keeps +07:00 all year. */
export const zone = 'Asia/Ho_Chi_Minh'
const offsetMs = 7 * 3_600_000
const dayMs = 86_400_000

/** A day as the wire and the tables carry it: `2026-12-10`. */
export type IsoDay = string

const pad = (value: number, length = 2): string => String(value).padStart(length, '0')

/** The ISO day (2026-12-10) of a moment in Asia/Ho_Chi_Minh. */
export function isoDay(at: Date): IsoDay {
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 10)
}

/** The time of day (09:40) of a moment in Asia/Ho_Chi_Minh. */
export function timeOf(at: Date): string {
  return new Date(at.getTime() + offsetMs).toISOString().slice(11, 16)
}

/** The moment of a day and a time (09:40) in Asia/Ho_Chi_Minh; midnight when no time is given. */
export function momentOf(day: IsoDay, time = '00:00'): Date {
  return new Date(`${day}T${time}:00+07:00`)
}

/** Days since 1970-01-01; what arithmetic on days is done in. */
export function dayNumber(day: IsoDay): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs)
}

/** The number of the day that a moment lies on in Asia/Ho_Chi_Minh. */
export function dayNumberOf(atMs: number): number {
  return Math.floor((atMs + offsetMs) / dayMs)
}

/** The first millisecond of a numbered day in Asia/Ho_Chi_Minh. */
export function startOfDayMs(day: number): number {
  return day * dayMs - offsetMs
}

export function dayOfNumber(day: number): IsoDay {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

export function addDays(day: IsoDay, days: number): IsoDay {
  return dayOfNumber(dayNumber(day) + days)
}

/** Days from one day to another: 1 for tomorrow, -1 for yesterday. */
export function daysBetween(from: IsoDay, until: IsoDay): number {
  return dayNumber(until) - dayNumber(from)
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: IsoDay): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1
}

function dayOf(year: number, month: number, date: number): IsoDay | undefined {
  if (year < 1 || month < 1 || month > 12 || date < 1 || date > 31) return undefined
  const day = `${pad(year, 4)}-${pad(month)}-${pad(date)}`
  const parsed = new Date(`${day}T00:00:00Z`)
  return parsed.getUTCDate() === date ? day : undefined
}

/**
 * Reads a day the way people write it: `24/11/2026`, `24-11-26`, `24. 11. 2026`, `24 11 2026`, `24112026`,
 * `2026-11-24`. A two-digit year is of this century. Undefined when it is no day of the calendar.
 */
export function readDay(text: string): IsoDay | undefined {
  const clean = text.normalize('NFKC').trim()
  const iso = /^(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})$/.exec(clean)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const run = /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(clean)
  const parts = run ?? /^(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})$/.exec(clean)
  if (!parts) return undefined
  const year = Number(parts[3])
  return dayOf(parts[3]?.length === 2 ? 2000 + year : year, Number(parts[2]), Number(parts[1]))
}

/** Reads a time of day: `9:30`, `9h30`, `9 giờ 30`, `09.30`, `9h`. Answers `09:30`, undefined when it is none. */
export function readTime(text: string): string | undefined {
  const clean = text.normalize('NFKC').trim().toLowerCase()
  const parts = /^(\d{1,2})\s*(?:[:.hg]|giờ)\s*(\d{2})?\s*(?:phút|p)?$/u.exec(clean)
  const [hour, minute] = [Number(parts?.[1]), Number(parts?.[2] ?? 0)]
  return parts && hour < 24 && minute < 60 ? `${pad(hour)}:${pad(minute)}` : undefined
}

/** A day as people write it, in both languages: 10/12/2026. */
export function showDay(day: IsoDay, _lang: Lang = 'vi'): string {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-')
  return `${date}/${month}/${year}`
}

/** The time of a moment: 09:40. `at` is ISO 8601 or a Date. */
export function showTime(at: string | Date): string {
  return timeOf(new Date(at))
}

/** A moment as people write it: 09:40 10/12/2026. `at` is ISO 8601 or a Date. */
export function showMoment(at: string | Date, lang: Lang = 'vi'): string {
  const moment = new Date(at)
  return `${timeOf(moment)} ${showDay(isoDay(moment), lang)}`
}
