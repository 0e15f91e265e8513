import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { client } from '#kit/client'
import { type ErrandRow, errandRoutes } from '#kit/errands/routes.ts'
import { errandWords } from '#kit/errands/words.ts'
import { Alert } from './alert.tsx'
import { useWords } from './lang.tsx'
import { LongWork } from './progress.tsx'

const errands = client(errandRoutes)
const askAgainMs = 1000
const isOver = ({ state }: ErrandRow): boolean => state === 'done' || state === 'cancelled' || state === 'failed'

/**
 * Long work that somebody asked for (`askErrand` answered its id): how far it is, a way to stop it, and in the end
 * how it went. `onEnd` is told once it has ended, however it did: read what it gave from `answer`.
 */
export function ErrandProgress(props: {
  readonly id: string
  readonly onEnd?: (errand: ErrandRow) => void
}): ReactNode {
  const { id, onEnd } = props
  const words = useWords(errandWords)
  const { data: errand, refetch } = useQuery({
    queryKey: ['errands', id],
    queryFn: ({ signal }) => errands.one({ id }, { signal }),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : askAgainMs),
  })
  const over = errand && isOver(errand) ? errand : undefined
  useEffect(() => {
    if (over) onEnd?.(over)
  }, [over, onEnd])
  if (!errand) return null
  const said = words.states[errand.state]
  const far = errand.of === null ? undefined : words.far(errand.done, errand.of)
  if (over)
    return (
      <Alert tone={over.state === 'done' ? 'ok' : over.state === 'failed' ? 'bad' : 'warn'} title={said}>
        {over.problem?.title ?? far}
      </Alert>
    )
  const stop = (): void => void errands.cancel({ id }).finally(() => refetch())
  return (
    <LongWork
      title={errand.says}
      percent={errand.of ? (100 * errand.done) / errand.of : 0}
      says={far ? `${said} · ${far}` : said}
      onStop={stop}
    />
  )
}
