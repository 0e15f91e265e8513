/** What was measured of one enterprise: numbers by name (null: not known), and marks. Energies in kWh, loads in kW. */
export const figureNames = [
  'called',
  'acknowledged',
  'tookPart',
  'reducedEvents',
  'toldEvents',
  'reducedPct',
  'reducedKw',
  'reducedKwh',
  'seasonPct',
  'seasonKwh',
  'seasonLowPct',
  'seasonHighPct',
  'shiftedKwh',
  'registeredKw',
] as const
export type FigureName = (typeof figureNames)[number]
export type Figures = Readonly<Record<FigureName, number | null>>

/** Verdicts of the season and of the move to off-peak hours, and what a person should look at. */
export const markNames = [
  'season_reduced',
  'season_not_reduced',
  'season_cannot_tell',
  'shift_shifted',
  'shift_not_shifted',
  'shift_cannot_tell',
  'never_read',
  'raised_before',
] as const
export type Mark = (typeof markNames)[number]

export const settingNames = ['tookPartEvents', 'reducedEvents', 'leastPct', 'season', 'shift'] as const
export type SettingName = (typeof settingNames)[number]
export type Settings = Readonly<Record<SettingName, number>>
/**
 * Three events, as one in thirty is judged wrongly: over ten events two of them would thank 4 % of those who did nothing,
 * three of them 0.4 %.
 */
export const usualSettings: Settings = { tookPartEvents: 1, reducedEvents: 3, leastPct: 5, season: 1, shift: 1 }

export const verdictNames = ['reduced', 'shifted', 'not_reduced', 'cannot_tell'] as const
export type VerdictName = (typeof verdictNames)[number]
export const reasonNames = [
  'events_reduced',
  'season_reduced',
  'shifted',
  'under_least',
  'few_reduced',
  'cannot_tell',
  'never_read',
  'not_called',
  'not_acknowledged',
  'no_action',
  'raised_before',
] as const
export type ReasonName = (typeof reasonNames)[number]

type It = { readonly figures: Readonly<Record<string, number | null>>; readonly marks: readonly string[] }
export type JudgedParty = {
  readonly verdict: VerdictName
  readonly grounds: ('took_part' | 'measured')[]
  readonly reasons: ReasonName[]
  readonly score?: number
}

/** Which of the ways to a measured ground hold. */
function waysOf({ figures, marks }: It, by: Settings): ReasonName[] {
  const events = (figures.reducedEvents ?? 0) >= by.reducedEvents && (figures.reducedPct ?? 0) >= by.leastPct
  const season = marks.includes('season_reduced') && (figures.seasonPct ?? 0) >= by.leastPct
  return [
    ...(events ? (['events_reduced'] as const) : []),
    ...(by.season === 1 && season ? (['season_reduced'] as const) : []),
    ...(by.shift === 1 && marks.includes('shift_shifted') ? (['shifted'] as const) : []),
  ]
}

/** Why nothing was measured that counts: some was seen and is too little, or nothing can be told at all. */
function whyNot({ figures, marks }: It, by: Settings): { verdict: VerdictName; reason: ReasonName } {
  if (marks.includes('never_read')) return { verdict: 'cannot_tell', reason: 'never_read' }
  // That nothing moved to the night says nothing of the events, and the other way round.
  const events = marks.includes('season_cannot_tell') && (figures.toldEvents ?? 0) < by.reducedEvents
  const unknown = (figures.called ?? 0) > 0 ? events : marks.includes('shift_cannot_tell')
  if (unknown) return { verdict: 'cannot_tell', reason: 'cannot_tell' }
  const some = (figures.reducedEvents ?? 0) > 0 || marks.includes('season_reduced')
  return { verdict: 'not_reduced', reason: some ? 'under_least' : 'few_reduced' }
}

function whyNotTakenPart({ figures }: It): ReasonName {
  if ((figures.called ?? 0) === 0) return 'not_called'
  return (figures.acknowledged ?? 0) === 0 ? 'not_acknowledged' : 'no_action'
}

/**
 * The two published grounds, apart from each other: whoever acknowledged and acted took part, whatever the meter says;
 * "cannot tell" takes only the measured ground.
 */
export function judgeParty(it: It, settings: Readonly<Record<string, number>>): JudgedParty {
  const by: Settings = { ...usualSettings, ...settings }
  const tookPart = (it.figures.tookPart ?? 0) >= by.tookPartEvents
  const ways = waysOf(it, by)
  const only = ways.length === 1 && ways[0] === 'shifted'
  const not = ways.length === 0 ? whyNot(it, by) : undefined
  const energy = (it.figures.reducedKwh ?? 0) + (it.figures.shiftedKwh ?? 0)
  return {
    verdict: not?.verdict ?? (only ? 'shifted' : 'reduced'),
    grounds: [...(tookPart ? (['took_part'] as const) : []), ...(not ? [] : (['measured'] as const))],
    reasons: [
      ...ways,
      ...(not ? [not.reason] : []),
      ...(tookPart ? [] : [whyNotTakenPart(it)]),
      ...(it.marks.includes('raised_before') ? (['raised_before'] as const) : []),
    ],
    ...(not ? {} : { score: energy }),
  }
}
