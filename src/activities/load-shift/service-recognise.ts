import type { RecogniseSetting, Recognises } from '#kit/serve/recognise.ts'
import type { UnitKey } from '#kit/units'
import type { Said } from '#kit/words'
import {
  type FigureName,
  figureNames,
  judgeParty,
  reasonNames,
  type SettingName,
  settingNames,
  usualSettings,
  type VerdictName,
  verdictNames,
} from './rules-judge.ts'
import { drawWhy } from './screens/portal-why.ts'
import { measureAgain } from './service-run.ts'
import { recogniseWords as words } from './words-recognise.ts'

type Part = keyof typeof words.vi & ('settings' | 'figures' | 'verdicts' | 'reasons' | 'grounds' | 'explains' | 'tells')
const said = <P extends Part>(part: P, key: keyof (typeof words.vi)[P]): Said => ({
  vi: words.vi[part][key] as string,
  en: (words.en[part] as (typeof words.vi)[P])[key] as string,
})
const byName = <K extends string, T>(names: readonly K[], of: (name: K) => T): Record<K, T> =>
  Object.fromEntries(names.map(name => [name, of(name)])) as Record<K, T>

const ends: Readonly<Record<SettingName, Omit<RecogniseSetting, 'says' | 'usual'>>> = {
  tookPartEvents: { unit: 'times', least: 1, most: 20, step: 1 },
  reducedEvents: { unit: 'times', least: 1, most: 20, step: 1 },
  leastPct: { unit: 'percent', least: 0, most: 50, step: 1 },
  season: { least: 0, most: 1, step: 1 },
  shift: { least: 0, most: 1, step: 1 },
}
const figureUnits: Readonly<Record<FigureName, UnitKey>> = {
  called: 'times',
  acknowledged: 'times',
  tookPart: 'times',
  reducedEvents: 'times',
  toldEvents: 'times',
  reducedPct: 'percent',
  reducedKw: 'kW',
  reducedKwh: 'kWh',
  seasonPct: 'percent',
  seasonKwh: 'kWh',
  seasonLowPct: 'percent',
  seasonHighPct: 'percent',
  shiftedKwh: 'kWh',
  registeredKw: 'kW',
}
const tones: Readonly<Record<VerdictName, 'ok' | 'warn' | 'mute'>> = {
  reduced: 'ok',
  shifted: 'ok',
  not_reduced: 'warn',
  cannot_tell: 'mute',
}

/** Whom load shift can thank, on which two grounds, and by which thresholds. */
export const loadShiftKind: Recognises = {
  name: 'load-shift',
  says: { vi: words.vi.says, en: words.en.says },
  grounds: {
    took_part: {
      says: said('grounds', 'took_part'),
      explains: said('explains', 'took_part'),
      measure: 'took-part',
      grade: 'recorded',
    },
    measured: {
      says: said('grounds', 'measured'),
      explains: said('explains', 'measured'),
      measure: 'measured',
      grade: 'proven',
    },
  },
  settings: byName(settingNames, name => ({ says: said('settings', name), usual: usualSettings[name], ...ends[name] })),
  figures: byName(figureNames, name => ({ says: said('figures', name), unit: figureUnits[name] })),
  verdicts: byName(verdictNames, name => ({
    says: said('verdicts', name),
    tone: tones[name],
    tells: said('tells', name),
  })),
  reasons: byName(reasonNames, name => said('reasons', name)),
  energy: 'reducedKwh',
  columns: ['reducedPct', 'reducedKwh', 'shiftedKwh'],
  judge: judgeParty,
  recompute: measureAgain,
  drawWhy,
}
