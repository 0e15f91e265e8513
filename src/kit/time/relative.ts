import type { Lang } from '#kit/words'
import { daysBetween, type IsoDay, isoDay, showDay } from './day.ts'

const minuteMs = 60_000
/** Beyond this many days a date says more than a distance. */
const farDays = 30

const english = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`
const amount = (ms: number, lang: Lang): string => {
  const minutes = Math.floor(ms / minuteMs)
  const [count, vi, en] =
    minutes < 60
      ? [minutes, 'phút', 'minute']
      : minutes < 1440
        ? [Math.floor(minutes / 60), 'giờ', 'hour']
        : [Math.floor(minutes / 1440), 'ngày', 'day']
  return lang === 'vi' ? `${count} ${vi}` : english(count, en)
}

const near: Readonly<Record<number, Readonly<Record<Lang, string>>>> = {
  [-1]: { vi: 'hôm qua', en: 'yesterday' },
  0: { vi: 'hôm nay', en: 'today' },
  1: { vi: 'ngày mai', en: 'tomorrow' },
}

/** A day beside today: `hôm nay`, `hôm qua`, `3 ngày trước`, `còn 2 ngày`; a date when it is over 30 days away. */
export function sayDay(day: IsoDay, today: IsoDay, lang: Lang): string {
  const days = daysBetween(today, day)
  const word = near[days]
  if (word) return word[lang]
  if (Math.abs(days) > farDays) return showDay(day, lang)
  if (days < 0) return lang === 'vi' ? `${-days} ngày trước` : `${english(-days, 'day')} ago`
  return lang === 'vi' ? `còn ${days} ngày` : `${english(days, 'day')} left`
}

/** How long ago something was: `vừa xong`, `5 phút trước`, `2 giờ trước`, then by day. Never in the future. */
export function sayAgo(at: Date, now: Date, lang: Lang): string {
  const ms = now.getTime() - at.getTime()
  if (ms < minuteMs) return lang === 'vi' ? 'vừa xong' : 'just now'
  if (isoDay(at) !== isoDay(now)) return sayDay(isoDay(at), isoDay(now), lang)
  return lang === 'vi' ? `${amount(ms, lang)} trước` : `${amount(ms, lang)} ago`
}

/** How far a deadline is: `còn 2 ngày`, `còn 45 phút`, `đến hạn`, `quá hạn 3 giờ`. Whole units, rounded down. */
export function sayDue(due: Date, now: Date, lang: Lang): string {
  const ms = due.getTime() - now.getTime()
  if (Math.abs(ms) < minuteMs) return lang === 'vi' ? 'đến hạn' : 'due now'
  if (ms > 0) return lang === 'vi' ? `còn ${amount(ms, lang)}` : `${amount(ms, lang)} left`
  return lang === 'vi' ? `quá hạn ${amount(-ms, lang)}` : `${amount(-ms, lang)} late`
}
