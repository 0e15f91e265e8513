import { dayNumber } from '#kit/time'
import type { Calendar } from '#spine/meters/rules.ts'

/** Easter Sunday, by the anonymous Gregorian rule. */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const [month, date] = [Math.floor((h + l - 7 * m + 114) / 31), ((h + l - 7 * m + 114) % 31) + 1]
  return dayNumber(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
}

const weekday = (day: number): number => ((day + 3) % 7) + 1
/** The first Monday on or after a day; or the last on or before it. */
function monday(day: number, step: 1 | -1): number {
  let found = day
  while (weekday(found) !== 1) found += step
  return found
}

/** The public holidays of England, and the three weeks around Christmas in which a university stands still. */
export function ukCalendar(from: number, to: number): Calendar {
  const days: number[] = []
  for (let year = from; year <= to; year++) {
    const may = year === 2020 ? dayNumber('2020-05-08') : monday(dayNumber(`${year}-05-01`), 1)
    days.push(easter(year) - 2, easter(year) + 1, may)
    days.push(monday(dayNumber(`${year}-05-31`), -1), monday(dayNumber(`${year}-08-31`), -1))
    for (let day = dayNumber(`${year}-12-21`); day <= dayNumber(`${year + 1}-01-07`); day++) days.push(day)
    if (year === from)
      for (let day = dayNumber(`${year}-01-01`); day <= dayNumber(`${year}-01-07`); day++) days.push(day)
  }
  return new Map(days.map(day => [day, 'holiday']))
}
