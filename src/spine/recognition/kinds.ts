import type { Measure, Ports } from '#kit/serve/face.ts'
import type { Judged, Measured, Recognises } from '#kit/serve/recognise.ts'
import { refuse } from '#kit/wire'
import type { Lang, Said } from '#kit/words'
import type { Kind, Thanks } from './routes.ts'
import { isSwitch } from './rules.ts'

/** What an activity can recognise, with the activity's name and measures beside it. */
export type DeclaredKind = Recognises & {
  readonly activity: string
  readonly facts: Readonly<Record<string, Measure>>
}

declare module '#kit/serve/face.ts' {
  interface Ports {
    /** What the activities above can recognise, by name. */
    readonly recognition: { readonly kinds: () => ReadonlyMap<string, DeclaredKind> }
  }
}

export const findKind = (ports: Ports, name: string): DeclaredKind | undefined => ports.recognition.kinds().get(name)

export const getKind = (ports: Ports, name: string): DeclaredKind =>
  findKind(ports, name) ?? refuse('recognition.unknown_kind', 404)

/** A key's words, or the key itself when its activity is no longer there or no longer knows it. */
export function say(
  list: Readonly<Record<string, Said | { readonly says: Said }>> | undefined,
  name: string,
  lang: Lang,
): string {
  const it = list && Object.hasOwn(list, name) ? list[name] : undefined
  return it === undefined ? name : ('says' in it ? it.says : it)[lang]
}

/** Names and values in the order in which their activity declares them: a column of JSON keeps none. */
export const inOrder = <T>(values: Readonly<Record<string, T>>, of: object | undefined): [string, T][] => {
  const order = Object.keys(of ?? {})
  return Object.entries(values).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
}

type Settings = Readonly<Record<string, number>>
/** Thresholds with their words. */
export const settingsIn = (kind: DeclaredKind | undefined, settings: Settings, lang: Lang) =>
  inOrder(settings, kind?.settings).map(([name, value]) => {
    const known = kind?.settings[name]
    return {
      name,
      value,
      says: say(kind?.settings, name, lang),
      unit: known?.unit ?? null,
      switch: known ? isSwitch(known) : false,
    }
  })

/** The declaration as screens get it. */
export function kindIn(kind: DeclaredKind, lang: Lang): Kind {
  const named = <T>(list: Readonly<Record<string, T>>): [string, T][] => Object.entries(list)
  return {
    name: kind.name,
    activity: kind.activity,
    says: kind.says[lang],
    grounds: named(kind.grounds).map(([name, it]) => ({ name, says: it.says[lang], explains: it.explains[lang] })),
    settings: named(kind.settings).map(([name, { says, unit, ...rest }]) => ({
      ...rest,
      name,
      says: says[lang],
      unit: unit ?? null,
    })),
    figures: named(kind.figures).map(([name, it]) => ({
      name,
      says: it.says[lang],
      unit: it.unit,
      decimals: it.decimals ?? null,
    })),
    columns: [...(kind.columns ?? Object.keys(kind.figures).slice(0, 2))],
    verdicts: named(kind.verdicts).map(([name, it]) => ({ name, says: it.says[lang], tone: it.tone })),
    reasons: named(kind.reasons).map(([name, said]) => ({ name, says: said[lang] })),
    energy: kind.energy ?? null,
  }
}

/** Every setting of the kind within its ends, and no other. */
export function checkSettings(kind: DeclaredKind, settings: Settings): void {
  for (const [name, value] of Object.entries(settings)) {
    const known = Object.hasOwn(kind.settings, name) ? kind.settings[name] : undefined
    if (!known || value < known.least || value > known.most) refuse('recognition.wrong_setting', 422, { name })
  }
  for (const name of Object.keys(kind.settings))
    if (!Object.hasOwn(settings, name)) refuse('recognition.missing_setting', 422, { name })
}

/** Grounds of the kind, each once. */
export function checkGrounds(kind: DeclaredKind, grounds: readonly string[]): void {
  const wrong = grounds.some(ground => !Object.hasOwn(kind.grounds, ground))
  if (wrong || new Set(grounds).size !== grounds.length) refuse('recognition.wrong_ground', 422)
}

/** The kind's judgement, with the grounds for which these criteria thank anybody. */
export function judgeUnder(
  kind: DeclaredKind,
  measured: Measured,
  settings: Settings,
  thanks: readonly Pick<Thanks, 'ground'>[],
): Judged {
  const judged = kind.judge(measured, settings)
  return { ...judged, grounds: judged.grounds.filter(ground => thanks.some(one => one.ground === ground)) }
}
