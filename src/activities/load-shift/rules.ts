import { isoDay } from '#kit/time'

/** How word reaches an enterprise: `call` is a clerk on the telephone. */
export const noticeChannels = ['sms', 'email', 'call'] as const
export type NoticeChannel = (typeof noticeChannels)[number]

export const hows = ['portal', 'phone', 'paper'] as const

export type How = (typeof hows)[number]

export type EventState = 'planned' | 'under_way' | 'over' | 'cancelled'

type Times = { readonly startsAt: Date; readonly endsAt: Date; readonly noticedAt: Date; readonly past: boolean }
export type EventRefused =
  | 'load-shift.ends_before_start'
  | 'load-shift.over_midnight'
  | 'load-shift.event_in_past'
  | 'load-shift.event_not_over'
  | 'load-shift.notice_after_start'
  | 'load-shift.notice_in_past'

/** Why an event cannot be called at these times; a past event is one that is over already and is only recorded. */
export function eventRefused({ startsAt, endsAt, noticedAt, past }: Times, now: Date): EventRefused | undefined {
  if (endsAt <= startsAt) return 'load-shift.ends_before_start'
  // An end at midnight still belongs to the day: its last moment counts.
  if (isoDay(startsAt) !== isoDay(new Date(endsAt.getTime() - 1))) return 'load-shift.over_midnight'
  if (noticedAt > startsAt) return 'load-shift.notice_after_start'
  if (past) return endsAt > now ? 'load-shift.event_not_over' : undefined
  if (startsAt <= now) return 'load-shift.event_in_past'
  return noticedAt.getTime() < now.getTime() - 60_000 ? 'load-shift.notice_in_past' : undefined
}

export function eventState(
  of: { readonly startsAt: string | Date; readonly endsAt: string | Date; readonly cancelled: boolean },
  now: Date,
): EventState {
  if (of.cancelled) return 'cancelled'
  if (now < new Date(of.startsAt)) return 'planned'
  return now < new Date(of.endsAt) ? 'under_way' : 'over'
}

/** An acknowledgement counts when it was given before the event ended, whenever it was written down. */
export const countsAsAcknowledged = (at: Date, endsAt: Date): boolean => at <= endsAt

const hourMs = 3_600_000
const vietnamHours = 7

/** A moment as decimal hours of a day in Vietnam: 13.5 is half past one; -6 is six in the evening of the day before. */
export function hourOf(moment: Date, day: string): number {
  return (moment.getTime() - Date.parse(`${day}T00:00:00Z`)) / hourMs + vietnamHours
}
