import type { ReactNode } from 'react'
import { writeDay } from '#kit/ui/dates.ts'
import { useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import type { GivesOf } from '#kit/wire'
import type { orgRoutes } from '../routes.ts'
import { orgUiWords } from './words.ts'

type Change = GivesOf<(typeof orgRoutes)['changes']>['rows'][number]
type Words = ReturnType<typeof useWords<(typeof orgUiWords)['vi']>>

function sentence(words: Words, it: Change): string {
  const other = it.other?.name ?? ''
  switch (it.what) {
    case 'opened':
    case 'closed':
      return words.what[it.what]
    case 'renamed':
      return words.what.renamed(it.before ?? '', it.after ?? '')
    default:
      return words.what[it.what](other)
  }
}

/** What happened, day by day, newest first. */
export function Changes(props: { readonly rows: readonly Change[]; readonly withUnit?: boolean }): ReactNode {
  const words = useWords(orgUiWords)
  const days = [...Map.groupBy(props.rows, it => it.on)]
  if (days.length === 0) return <p className="text-body text-ink-2">{words.noChanges}</p>
  return (
    <ol className="flex flex-col">
      {days.map(([day, rows]) => (
        <li key={day} className="flex flex-wrap gap-x-6 gap-y-1 border-line border-b py-2 last:border-b-0">
          <time dateTime={day} className="tabular w-24 shrink-0 text-body text-ink-2">
            {writeDay(day)}
          </time>
          <ul className="min-w-0 flex-1 basis-64">
            {rows.map(it => (
              <li key={`${it.what}-${it.unit.id}-${it.other?.id ?? ''}`} className="text-body">
                {props.withUnit && (
                  <>
                    <Link to={`/units/${it.unit.id}`}>{it.unit.name}</Link>
                    {': '}
                  </>
                )}
                {!props.withUnit && it.other ? (
                  <Link to={`/units/${it.other.id}`}>{sentence(words, it)}</Link>
                ) : (
                  sentence(words, it)
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
