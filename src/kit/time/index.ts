export {
  addDays,
  daysBetween,
  type IsoDay,
  isoDay,
  momentOf,
  readDay,
  readTime,
  showDay,
  showMoment,
  showTime,
  timeOf,
  weekdayOf,
  zone,
} from './day.ts'
export { findHoliday, type Holiday, publicHolidays } from './holidays.ts'
export { sayAgo, sayDay, sayDue } from './relative.ts'
export {
  addWorkingDays,
  addWorkingMinutes,
  isWorkingDay,
  officeHours,
  type Span,
  type WorkingTime,
  type WorkingTimeRules,
  workingMinutesBetween,
  workingTime,
} from './working.ts'
