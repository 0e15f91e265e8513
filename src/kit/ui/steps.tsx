import type { ReactNode } from 'react'
import { classes } from './class.ts'
import { Icon } from './icon.tsx'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

type State = 'done' | 'now' | 'later'

const dots: Readonly<Record<State, string>> = {
  done: 'bg-ok-soft text-ok',
  now: 'bg-accent text-on-accent',
  later: 'border border-line-strong text-ink-3',
}
const texts: Readonly<Record<State, string>> = { done: '', now: 'font-semibold text-accent', later: 'text-ink-3' }

/** Numbered steps, the later ones visible, so that what opens when is seen before anyone asks. `now` counts from 0. */
export function Steps({ steps, now }: { readonly steps: readonly string[]; readonly now: number }): ReactNode {
  return (
    <ol className="flex flex-wrap items-center gap-x-2 gap-y-1 text-body">
      {steps.map((step, i) => (
        <Step key={step} step={step} number={i + 1} state={i < now ? 'done' : i === now ? 'now' : 'later'} />
      ))}
    </ol>
  )
}

function Step({ step, number, state }: { step: string; number: number; state: State }): ReactNode {
  const words = useWords(uiWords)
  const said = { done: words.stepDone, now: words.stepNow, later: words.stepLater }
  return (
    <li aria-current={state === 'now' ? 'step' : undefined} className="flex items-center gap-2">
      {number > 1 && <span aria-hidden="true" className="hidden h-px w-8 bg-line-strong sm:block" />}
      <span
        aria-hidden="true"
        className={classes(
          'flex size-5 items-center justify-center rounded-full font-semibold text-label',
          dots[state],
        )}
      >
        {state === 'done' ? <Icon name="check" className="size-3" /> : number}
      </span>
      <span className={texts[state]}>
        {step}
        <span className="aural">, {said[state]}</span>
      </span>
    </li>
  )
}
