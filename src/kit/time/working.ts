import { addDays, dayNumber, dayNumberOf, dayOfNumber, type IsoDay, momentOf, startOfDayMs, weekdayOf } from './day.ts'
import { type Holiday, publicHolidays } from './holidays.ts'

/** A part of a working day, `07:30` to `11:30`. */
export type Span = { readonly from: string; readonly until: string }

/** When work is done: weekdays (1 Monday to 7 Sunday), the spans of a day, and the days on which that does not hold. */
export type WorkingTimeRules = {
  readonly weekdays: readonly number[]
  readonly spans: readonly Span[]
  readonly holidays: readonly Holiday[]
}

/** An office's week unless a unit says otherwise: Monday to Friday, morning and afternoon. */
export const officeHours: WorkingTimeRules = {
  weekdays: [1, 2, 3, 4, 5],
  spans: [
    { from: '07:30', until: '11:30' },
    { from: '13:30', until: '17:00' },
  ],
  holidays: publicHolidays,
}

/** Rules made ready to be computed with; made by `workingTime`. */
export type WorkingTime = {
  readonly weekdays: ReadonlySet<number>
  /** Milliseconds from midnight, in order, apart from each other. */
  readonly spans: readonly (readonly [fromMs: number, untilMs: number])[]
  readonly exceptions: ReadonlyMap<number, boolean>
}

const minuteMs = 60_000
/** No feast lasts this long: rules under which nobody ever works are a mistake, found here. */
const longestIdleDays = 400

const msOf = (time: string): number => momentOf('1970-01-02', time).getTime() - momentOf('1970-01-02').getTime()

/** Makes rules ready. Throws a RangeError for spans that overlap or run backwards, and for weekdays that are none. */
export function workingTime(rules: Partial<WorkingTimeRules> = {}): WorkingTime {
  const { weekdays, spans, holidays } = { ...officeHours, ...rules }
  const inMs = spans.map(span => [msOf(span.from), msOf(span.until)] as const).sort((a, b) => a[0] - b[0])
  const wrong = inMs.some(([from, until], index) => !(from < until) || from < (inMs[index - 1]?.[1] ?? 0))
  if (wrong || inMs.length === 0) throw new RangeError('the spans of a working day overlap or run backwards')
  if (weekdays.some(day => !Number.isInteger(day) || day < 1 || day > 7)) throw new RangeError('no such weekday')
  return {
    weekdays: new Set(weekdays),
    spans: inMs,
    exceptions: new Map(holidays.map(holiday => [dayNumber(holiday.day), holiday.kind === 'worked'])),
  }
}

function worksOn(time: WorkingTime, day: number): boolean {
  return time.exceptions.get(day) ?? time.weekdays.has(weekdayOf(dayOfNumber(day)))
}

export function isWorkingDay(time: WorkingTime, day: IsoDay): boolean {
  return worksOn(time, dayNumber(day))
}

/** The moment when so many working minutes have passed; 0 minutes is the moment itself. Never negative minutes. */
export function addWorkingMinutes(time: WorkingTime, from: Date, minutes: number): Date {
  if (!(minutes >= 0 && Number.isFinite(minutes))) throw new RangeError('working minutes are added, never taken away')
  const fromMs = from.getTime()
  let leftMs = minutes * minuteMs
  if (leftMs === 0) return new Date(fromMs)
  for (let day = dayNumberOf(fromMs), idle = 0; idle <= longestIdleDays; day++, idle++) {
    if (!worksOn(time, day)) continue
    idle = 0
    for (const [opens, closes] of time.spans) {
      const beginMs = Math.max(startOfDayMs(day) + opens, fromMs)
      const roomMs = startOfDayMs(day) + closes - beginMs
      if (roomMs <= 0) continue
      if (leftMs <= roomMs) return new Date(beginMs + leftMs)
      leftMs -= roomMs
    }
  }
  throw new RangeError('under these rules nobody ever works')
}

/** Whole working minutes from one moment to another; negative when the second is earlier. */
export function workingMinutesBetween(time: WorkingTime, from: Date, until: Date): number {
  if (until < from) return 0 - workingMinutesBetween(time, until, from)
  const [fromMs, untilMs] = [from.getTime(), until.getTime()]
  let workedMs = 0
  for (let day = dayNumberOf(fromMs); day <= dayNumberOf(untilMs); day++) {
    if (!worksOn(time, day)) continue
    for (const [opens, closes] of time.spans) {
      const start = startOfDayMs(day)
      workedMs += Math.max(0, Math.min(start + closes, untilMs) - Math.max(start + opens, fromMs))
    }
  }
  return Math.floor(workedMs / minuteMs)
}

/** The working day so many working days after a day; 0 is the day itself, or the first working day after it. */
export function addWorkingDays(time: WorkingTime, day: IsoDay, days: number): IsoDay {
  if (!(Number.isInteger(days) && days >= 0)) throw new RangeError('working days are added, never taken away')
  let [at, left] = [days === 0 ? day : addDays(day, 1), days === 0 ? 1 : days]
  for (let idle = 0; idle <= longestIdleDays; idle++) {
    if (isWorkingDay(time, at)) {
      left -= 1
      idle = 0
      if (left === 0) return at
    }
    at = addDays(at, 1)
  }
  throw new RangeError('under these rules nobody ever works')
}
