export { getSchedule, readRule, ruleNamed } from './service-named.ts'
export { openReadings, type Readings } from './service-readings.ts'
export { readTemperatures } from './service-weather.ts'
