import type { ReactNode } from 'react'
import { showMoment } from '#kit/time'
import { Chip, Status, type StatusKind } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { showNumber, showQuantity, type UnitKey, units } from '#kit/units'
import type { Lang } from '#kit/words'
import type { Kind } from '../routes.ts'
import { type CriteriaState, isSwitch, type RunState } from '../rules.ts'
import { recognition } from './client.ts'
import { recognitionUiWords } from './words.ts'
import { criteriaUiWords } from './words-criteria.ts'

/** What the activities can recognise, in the language of the screen. */
export function useKinds(): readonly Kind[] | undefined {
  const lang = useLang()
  return useLoad(['recognition', 'kinds', lang], signal => recognition.kinds({}, { signal })).data?.kinds
}

export function useKind(name: string | undefined): Kind | undefined {
  return useKinds()?.find(kind => kind.name === name)
}

/** The figures that stand in lists, as their activity chose them. */
export const columnsOf = (kind: Kind | undefined): Kind['figures'] =>
  (kind?.columns ?? []).flatMap(name => kind?.figures.find(one => one.name === name) ?? [])

export const saidOf = (
  list: readonly { readonly name: string; readonly says: string }[] | undefined,
  name: string,
): string => list?.find(one => one.name === name)?.says ?? name

/** A number with its unit; a middle dot stands for what could not be measured. */
export function amount(value: number | null, unit: string | null, lang: Lang): string {
  if (value === null) return '·'
  return unit && Object.hasOwn(units, unit) ? showQuantity(value, unit as UnitKey, lang) : showNumber(value, lang)
}

/** A threshold as it is read: a number with its unit, or whether it holds. */
export function useThreshold(): (setting: Kind['settings'][number] | undefined, value: number) => string {
  const words = useWords(recognitionUiWords)
  const lang = useLang()
  return (setting, value) =>
    setting && isSwitch(setting) ? (value === 1 ? words.yes : words.no) : amount(value, setting?.unit ?? null, lang)
}

/** An amount in millions of đồng, with one decimal: columns stay narrow. */
export const millions = (vnd: string | number, lang: Lang): string => showNumber(Number(vnd) / 1e6, lang, 1)

export const momentOf = (at: string, lang: Lang): string => showMoment(new Date(at), lang)

/** After an act: what is on screen asks again, and a notice says it. */
export function useDone(): () => Promise<void> {
  const words = useWords(recognitionUiWords)
  const [refresh, toast] = [useRefresh(), useToast()]
  return async () => {
    toast({ title: words.done })
    await refresh('recognition')
  }
}

const runKinds = {
  computing: 'editing',
  computed: 'draft',
  reviewed: 'waiting',
  sent_back: 'returned',
  approved: 'approved',
  discarded: 'draft',
} as const satisfies Readonly<Record<RunState, StatusKind>>
const criteriaKinds = {
  draft: 'draft',
  waiting: 'waiting',
  sent_back: 'returned',
  approved: 'waiting',
  published: 'approved',
} as const satisfies Readonly<Record<CriteriaState, StatusKind>>

export function RunMark({ state, trial }: { readonly state: RunState; readonly trial: boolean }): ReactNode {
  const words = useWords(recognitionUiWords)
  return (
    <span className="inline-flex flex-wrap gap-2">
      <Status kind={runKinds[state]}>{words.runStates[state]}</Status>
      {trial && (
        <Chip tone="mute" icon="lock">
          {words.trial}
        </Chip>
      )}
    </span>
  )
}

export function CriteriaMark({ state }: { readonly state: CriteriaState }): ReactNode {
  const words = useWords(criteriaUiWords)
  return <Status kind={criteriaKinds[state]}>{words.criteriaStates[state]}</Status>
}

const icons = { ok: 'check', warn: 'minus', mute: 'question' } as const
/** A verdict in its activity's own word. */
export function VerdictMark(props: {
  readonly kind: Kind | undefined
  readonly name: string
  readonly count?: string
}): ReactNode {
  const verdict = props.kind?.verdicts.find(one => one.name === props.name)
  const tone = verdict?.tone ?? 'mute'
  return (
    <Chip tone={tone} icon={icons[tone]}>
      {props.count && `${props.count} `}
      {verdict?.says ?? props.name}
    </Chip>
  )
}

/** Who did what, when and why, the newest last. */
export function History(props: {
  readonly steps: readonly {
    readonly step: string
    readonly reason: string | null
    readonly by: string
    readonly at: string
  }[]
}): ReactNode {
  const words = useWords(recognitionUiWords)
  const lang = useLang()
  return (
    <ol>
      {props.steps.map(({ step, reason, by, at }) => (
        <li key={`${step}-${at}`} className="border-line border-b py-2 text-body first:pt-0 last:border-b-0 last:pb-0">
          {words.steps[step as keyof typeof words.steps]}
          {reason && <span className="block">{reason}</span>}
          <span className="block text-ink-3 text-label">
            {by} · {momentOf(at, lang)}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** Names and values one under the other. */
export function Details({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="text-body">
      {rows.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-4 border-line border-b py-1.5 last:border-b-0">
          <dt className="shrink-0 text-ink-3">{name}</dt>
          <dd className="min-w-0 break-words text-right">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The beginning of a hash; the whole of it is heard and can be read by pointing. */
export const Seal = ({ hash }: { readonly hash: string }): ReactNode => (
  <span className="tabular" title={hash}>
    {hash.slice(0, 12)}…
  </span>
)
