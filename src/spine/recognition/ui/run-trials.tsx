import { type ReactNode, useId, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { borderClass, inputClass } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { problemOf } from '#kit/ui/problem.ts'
import { readNumber, showCount, showNumber, type UnitKey, unitName } from '#kit/units'
import type { Kind, Tally, Trial } from '../routes.ts'
import { isSwitch } from '../rules.ts'
import { recognition } from './client.ts'
import { amount, momentOf, useThreshold } from './parts.tsx'
import type { Run } from './run.tsx'
import { runUiWords } from './words-run.ts'

type Settings = Readonly<Record<string, number>>

/** Other thresholds over the measured candidates: counts, energy and money, never a name; every try is in the log. */
export function WhatIf({
  run,
  kind,
  may,
}: {
  readonly run: Run
  readonly kind: Kind
  readonly may: boolean
}): ReactNode {
  const words = useWords(runUiWords)
  const refresh = useRefresh()
  const [settings, setSettings] = useState<Settings>(run.settings)
  const [trial, setTrial] = useState<Trial>()
  const [problem, setProblem] = useState<string>()
  const amounts = Object.fromEntries(run.thanks.map(it => [it.ground, it.amountVnd ?? '0']))
  const tryOn = async (next: Settings): Promise<void> => {
    setSettings(next)
    try {
      setTrial(await recognition.try({ id: run.id, settings: next, amounts }))
      setProblem(undefined)
      await refresh('recognition', 'trials', run.id)
    } catch (error) {
      setProblem(problemOf(error)?.title)
    }
  }
  return (
    <Card title={words.whatIf}>
      <p className="mb-3 text-ink-3 text-label">{words.whatIfNote}</p>
      {problem && <Alert tone="bad" role="alert" title={problem} />}
      {may &&
        kind.settings.map(it => {
          const value = settings[it.name] ?? it.usual
          const onDone = (next: number): Promise<void> => tryOn({ ...settings, [it.name]: next })
          return isSwitch(it) ? (
            <Checkbox
              key={it.name}
              name={it.name}
              label={it.says}
              checked={value === 1}
              onChange={checked => onDone(checked ? 1 : 0)}
            />
          ) : (
            <Threshold key={it.name} setting={it} value={value} onDone={onDone} />
          )
        })}
      {run.tally && <Compared now={run.tally} trial={trial?.result} kind={kind} />}
      {trial && (
        <p role="status" className="mt-2 rounded-control bg-sunken px-3 py-2 text-label">
          {words.whatIfLogged(String(trial.no), trial.by)}
        </p>
      )}
      <Log run={run} kind={kind} />
    </Card>
  )
}

type Setting = Kind['settings'][number]

/** A slider and the same number to type; it is tried when it is let go, not while it moves. */
function Threshold(props: {
  readonly setting: Setting
  readonly value: number
  readonly onDone: (value: number) => void
}): ReactNode {
  const { setting: it, value, onDone } = props
  const words = useWords(runUiWords)
  const lang = useLang()
  const id = useId()
  const [moving, setMoving] = useState<number>()
  const [typed, setTyped] = useState<string>()
  const done = (next: number | undefined): void => {
    setMoving(undefined)
    setTyped(undefined)
    if (next !== undefined && next >= it.least && next <= it.most && next !== value) onDone(next)
  }
  const shown = moving ?? value
  return (
    <div className="mb-3">
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={id} className="text-body">
          {it.says}
        </label>
        <span className="flex items-center gap-1.5 text-body">
          <input
            inputMode="decimal"
            aria-label={`${it.says}. ${words.between(showNumber(it.least, lang), showNumber(it.most, lang))}`}
            className={`${inputClass} ${borderClass(false)} tabular max-w-20 text-right`}
            value={typed ?? showNumber(shown, lang)}
            onChange={event => setTyped(event.currentTarget.value)}
            onBlur={() => typed !== undefined && done(readNumber(typed))}
            onKeyDown={event => event.key === 'Enter' && typed !== undefined && done(readNumber(typed))}
          />
          {it.unit && unitName(it.unit as UnitKey, lang)}
        </span>
      </div>
      <input
        id={id}
        type="range"
        min={it.least}
        max={it.most}
        step={it.step}
        value={shown}
        aria-valuetext={amount(shown, it.unit, lang)}
        className="w-full accent-accent"
        onChange={event => setMoving(Number(event.currentTarget.value))}
        onPointerUp={() => done(moving)}
        onKeyUp={() => done(moving)}
        onBlur={() => done(moving)}
      />
      <div className="flex justify-between text-ink-3 text-label">
        <span>{amount(it.least, it.unit, lang)}</span>
        <span>{amount(it.most, it.unit, lang)}</span>
      </div>
    </div>
  )
}

type Line = { readonly says: string; readonly now: number | null; readonly tried: number | null }

function Compared({
  now,
  trial,
  kind,
}: {
  readonly now: Tally
  readonly trial: Tally | undefined
  readonly kind: Kind
}): ReactNode {
  const words = useWords(runUiWords)
  const lang = useLang()
  const line = (says: string, of: (counts: Tally) => number | null): Line => ({
    says,
    now: of(now),
    tried: trial ? of(trial) : null,
  })
  const lines: Line[] = [
    line(words.recognised, it => it.recognised),
    ...kind.grounds.map(ground => line(ground.says, it => it.byGround[ground.name] ?? 0)),
    ...(kind.energy ? [line(`${words.kwh}, kWh`, it => it.kwh && Math.round(it.kwh))] : []),
    line(`${words.cost}, ${words.millionVnd}`, it => Number(it.costVnd) / 1e6),
  ]
  const show = (value: number | null): string => (value === null ? '·' : showNumber(value, lang, 1))
  const change = ({ now: was, tried }: Line): string =>
    was === null || tried === null ? '·' : `${tried > was ? '+' : ''}${show(tried - was)}`
  return (
    <table className="w-full border-collapse text-body">
      <caption className="aural">{words.ifApplied}</caption>
      <thead>
        <tr className="border-line border-b text-ink-3 text-label">
          <th scope="col" className="py-1 text-left font-medium">
            {words.ifApplied}
          </th>
          {[words.current, words.tried, words.difference].map(head => (
            <th key={head} scope="col" className="py-1 pl-2 text-right font-medium">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <tr key={line.says} className="border-line border-b last:border-b-0">
            <th scope="row" className="py-1.5 text-left font-normal">
              {line.says}
            </th>
            <td className="tabular py-1.5 pl-2 text-right text-ink-2">{show(line.now)}</td>
            <td className="tabular py-1.5 pl-2 text-right font-semibold">{show(line.tried)}</td>
            <td className="tabular py-1.5 pl-2 text-right text-ink-2">{change(line)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Log({ run, kind }: { readonly run: Run; readonly kind: Kind }): ReactNode {
  const words = useWords(runUiWords)
  const threshold = useThreshold()
  const lang = useLang()
  const { data } = useLoad(['recognition', 'trials', run.id], signal => recognition.trials({ id: run.id }, { signal }))
  return (
    <details className="mt-3">
      <summary className="cursor-pointer text-accent text-body">
        {words.trials} ({showCount(data?.trials.length ?? 0, lang)})
      </summary>
      {data?.trials.length === 0 && <p className="py-2 text-body">{words.noTrials}</p>}
      <ol className="max-h-80 overflow-y-auto">
        {data?.trials.map(it => (
          <li key={it.no} className="border-line border-b py-2 text-label last:border-b-0">
            <span className="font-semibold">
              {words.recognised}: {showCount(it.result.recognised, lang)}
            </span>{' '}
            · {amount(Number(it.result.costVnd), 'VND', lang)}
            <span className="block text-ink-2">
              {kind.settings.map(one => `${one.says}: ${threshold(one, it.settings[one.name] ?? 0)}`).join(' · ')}
            </span>
            <span className="block text-ink-3">
              {it.by} · {momentOf(it.at, lang)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
