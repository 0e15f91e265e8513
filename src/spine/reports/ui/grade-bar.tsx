import { type ReactNode, useId } from 'react'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { showPercent } from '#kit/units'
import type { Counted } from '../routes.ts'
import { reportUiWords } from './words.ts'

/** How a figure is known: proven solid, recorded in the mid tone, declared hatched, as on every page and paper. */
export function GradeBar({ of, label }: { readonly of: Counted; readonly label: string }): ReactNode {
  const words = useWords(reportUiWords)
  const lang = useLang()
  const hatch = useId()
  const all = of.proven + of.recorded + of.declared + of.stated
  if (all <= 0) return null
  const [proven, recorded] = [of.proven / all, of.recorded / all]
  const said = words.gradeShares(
    showPercent(proven, lang),
    showPercent(recorded, lang),
    showPercent((of.declared + of.stated) / all, lang),
  )
  return (
    <svg role="img" aria-label={`${label}: ${said}`} width="100%" height="14" className="block min-w-24">
      <title>{said}</title>
      <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" className="fill-mute-soft" />
        <rect width="1.5" height="5" className="fill-ink-3" />
      </pattern>
      <rect y="3" width="100%" height="8" rx="2" fill={`url(#${hatch})`} />
      <rect y="3" width={`${(proven + recorded) * 100}%`} height="8" rx="2" className="fill-m2" />
      <rect y="3" width={`${proven * 100}%`} height="8" rx="2" className="fill-accent" />
    </svg>
  )
}
