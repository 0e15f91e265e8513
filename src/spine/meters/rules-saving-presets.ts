import type { SavingRule } from './rules-saving-method.ts'

const plain: Omit<SavingRule, 'name' | 'line'> = {
  everyMonth: false,
  leastMonthKwh: 0,
  absent: 0,
  leaveOutOdd: false,
  leastShare: 1,
  leastMonths: 1,
}

/**
 * Contests by name. `default` is the fair one, measured on invented homes with known truth, its parameters to be
 * confirmed by the office that honours; the others are what contests asked, against the same months of the year
 * before and nothing else: EVNHCMC 2018 (twelve months), Huế 2024 (every month of May to August, from 301 kWh), EVNNPC
 * 2015 (April to October), EVNCPC 2012 (June to August).
 */
export const savingPresets = {
  default: {
    name: 'default',
    line: 0.05,
    everyMonth: false,
    leastMonthKwh: 0,
    absent: 0.4,
    leaveOutOdd: true,
    leastShare: 2 / 3,
    leastMonths: 3,
    neighbours: { least: 20, passes: 2 },
    before: { months: 4, fall: 0.6, rise: 0.3 },
    gate: { times: 1.35, floor: 0.05, limit: 0.12, drift: 0.01, shrink: 4, breakShare: 0.08, breakTimes: 4 },
  },
  'year-on-year': { ...plain, name: 'year-on-year', line: 0.05 },
  'hcmc-2018': { ...plain, name: 'hcmc-2018', line: 0.1 },
  'hue-2024': {
    ...plain,
    name: 'hue-2024',
    line: 0.05,
    months: { from: 5, to: 8 },
    everyMonth: true,
    leastMonthKwh: 301,
  },
  'npc-2015': { ...plain, name: 'npc-2015', line: 0.1, months: { from: 4, to: 10 } },
  'cpc-2012': { ...plain, name: 'cpc-2012', line: 0.1, months: { from: 6, to: 8 } },
} satisfies Readonly<Record<string, SavingRule>>
