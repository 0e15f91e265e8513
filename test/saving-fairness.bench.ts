import { type Home, measureSavings, type SavingRule, savingPresets, windowOf } from '#spine/meters/rules.ts'
import { generate, type KnownHome, type Ways, ways } from './saving/generate.ts'

/**
 * Who is honoured for saving, on invented homes whose truth is known: 20,000 of them over two years, of which a fifth
 * saved. Each rule on a whole year and on May to August; and the fair one in a world more restless than the one that it
 * was chosen in. Shares in percent: of the homes judged, and `…-of-all` of all. None of these homes is one that the
 * settings were chosen on.
 */
type Share = { readonly name: string; readonly part: number; readonly whole: number }

function sharesOf(homes: readonly KnownHome[], rule: SavingRule): Share[] {
  const savings = measureSavings(homes as readonly Home[], rule, windowOf(rule, homes))
  const count = (cut: number | undefined, verdicts: readonly string[]): number =>
    savings.filter(({ verdict }, at) => (cut === undefined || homes[at]?.cut === cut) && verdicts.includes(verdict))
      .length
  const judged = ['saved', 'not_saved']
  const all = [...judged, 'cannot_tell']
  return [
    { name: 'thanked-wrongly', part: count(0, ['saved']), whole: count(0, judged) },
    { name: 'found-5', part: count(0.05, ['saved']), whole: count(0.05, judged) },
    { name: 'found-10', part: count(0.1, ['saved']), whole: count(0.1, judged) },
    { name: 'found-10-of-all', part: count(0.1, ['saved']), whole: count(0.1, all) },
    { name: 'found-20', part: count(0.2, ['saved']), whole: count(0.2, judged) },
    { name: 'cannot-tell', part: count(undefined, ['cannot_tell']), whole: homes.length },
  ]
}

function tell(
  world: string,
  of: Partial<Ways>,
  rules: readonly SavingRule[],
  suffix: (rule: SavingRule) => string,
): void {
  for (const rule of rules) {
    const { months } = rule
    const saves = (month: number): boolean => {
      const inYear = (month % 12) + 1
      return Math.floor(month / 12) === 2025 && (!months || (inYear >= months.from && inYear <= months.to))
    }
    for (const { name, part, whole } of sharesOf(generate({ ...ways, seed: 7, ...of }, saves), rule)) {
      const value = Math.round((part / whole) * 10_000) / 100
      console.log(
        JSON.stringify({ name: `${name}${suffix(rule)}`, value, unit: '%', of: whole, rule: rule.name, world }),
      )
    }
  }
}

const fair: SavingRule = savingPresets.default
const plain: SavingRule = savingPresets['year-on-year']
const summer = { from: 5, to: 8 }
const suffix = (rule: SavingRule): string => (rule.gate ? '' : '-plain')
tell('a year', {}, [fair, plain, savingPresets['hcmc-2018']], rule =>
  rule.name === 'hcmc-2018' ? '-hcmc-2018' : suffix(rule),
)
tell(
  'May to August',
  {},
  [
    { ...fair, months: summer },
    { ...plain, months: summer },
  ],
  rule => `-summer${suffix(rule)}`,
)
const restless: Partial<Ways> = { restless: 0.09, drift: 0.04, grows: 0.1, shrinks: 0.02, empty: 0.03 }
tell('a year, homes more restless', restless, [fair, plain], rule => `-restless${suffix(rule)}`)
tell('a year, many savers', { savers: 0.4 }, [fair, plain], rule => `-many-savers${suffix(rule)}`)
