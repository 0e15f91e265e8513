import type { ReactNode } from 'react'
import { classes } from '#kit/ui/class.ts'
import { useWords } from '#kit/ui/lang.tsx'
import { Link, usePlace } from '#kit/ui/link.tsx'
import { screenWords } from '../words-screens.ts'

const tabs = [
  ['events', '/load-shift'],
  ['register', '/load-shift/register'],
  ['measure', '/load-shift/measure'],
] as const

/** The three parts of load shift, each at its own address. */
export function LoadShiftTabs(): ReactNode {
  const said = useWords(screenWords)
  const { path } = usePlace()
  return (
    <nav aria-label={said.events.title} className="flex gap-4 overflow-x-auto border-line border-b">
      {tabs.map(([name, to]) => (
        <Link
          key={name}
          to={to}
          aria-current={path === to ? 'page' : undefined}
          className={classes(
            '-mb-px flex min-h-control items-center whitespace-nowrap border-b-2 px-1 text-body no-underline',
            path === to ? 'border-accent font-semibold text-accent' : 'border-transparent text-ink-2 hover:text-accent',
          )}
        >
          {said.tabs[name]}
        </Link>
      ))}
    </nav>
  )
}
