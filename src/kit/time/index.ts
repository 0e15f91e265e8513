export {
  addDays,
  dayNumber,
  dayOfNumber,
  daysBetween,
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
export { findHoliday, publicHolidays } from './holidays.ts'
export { sayAgo, sayDay, sayDue } from './relative.ts'
export {
  addWorkingDays,
  addWorkingMinutes,
  isWorkingDay,
  officeHours,
  workingMinutesBetween,
  workingTime,
} from './working.ts'
