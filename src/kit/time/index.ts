import type { Lang } from '#kit/words'

/** Vietnam keeps +07:00 all year. */
const zone = 'Asia/Ho_Chi_Minh'
const offsetMs = 7 * 3_600_000

/** The ISO day (2026-12-10) of a moment in Asia/Ho_Chi_Minh. */
export function isoDay(at: Date): string {
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 10)
}

/** A day as people write it: 10/12/2026. */
export function showDay(day: string, _lang: Lang = 'vi'): string {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-')
  return `${date}/${month}/${year}`
}

const moment = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** A moment as people write it: 09:40 10/12/2026. `at` is ISO 8601 or a Date. */
export function showMoment(at: string | Date, _lang: Lang = 'vi'): string {
  const parts = Object.fromEntries(moment.formatToParts(new Date(at)).map(part => [part.type, part.value]))
  return `${parts.hour}:${parts.minute} ${parts.day}/${parts.month}/${parts.year}`
}
