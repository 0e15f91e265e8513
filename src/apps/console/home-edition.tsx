import type { ReactNode } from 'react'
import { addDays, daysBetween, isoDay, showDay } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import { ProgressBar } from '#kit/ui/progress.tsx'
import { useCurrentEdition } from './current-edition.ts'
import { consoleWords } from './words.ts'

/** Which edition all this is for, and where today stands in it. Nothing while there is none. */
export function HomeEdition(): ReactNode {
  const words = useWords(consoleWords).edition
  const said = useSaid()
  const lang = useLang()
  const edition = useCurrentEdition()
  if (!edition) return null
  const today = isoDay(new Date())
  const days = daysBetween(edition.from, addDays(edition.until, 1))
  const done = Math.max(0, Math.min(days, daysBetween(edition.from, addDays(today, 1))))
  const when =
    today < edition.from
      ? words.ahead(daysBetween(today, edition.from))
      : today > edition.until
        ? words.over
        : words.running(done, days)
  return (
    <Card title={said(edition.name)} action={<Link to={`/editions/${edition.id}`}>{words.open}</Link>}>
      {edition.theme && <p className="mb-2 max-w-prose text-ink-2">{said(edition.theme)}</p>}
      <p className="mb-2">
        {words.window(showDay(edition.from, lang), showDay(edition.until, lang))} · <strong>{when}</strong>
      </p>
      <ProgressBar percent={(done / days) * 100} label={words.passed} />
    </Card>
  )
}
