import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

/** What a screen knows about something it asked for. `data` stays while a newer answer is under way. */
export type Load<T> = {
  readonly data: T | undefined
  readonly error: unknown
  readonly loading: boolean
  readonly retry: () => void
}

/**
 * Asks and keeps the answer under `key`: the noun first, then all that the answer depends on. `everyMs` asks again while
 * the page is looked at.
 */
export function useLoad<T>(
  key: readonly unknown[],
  load: (signal: AbortSignal) => Promise<T>,
  everyMs?: number,
): Load<T> {
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => load(signal),
    placeholderData: keepPreviousData,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  })
  return {
    data: query.data,
    error: query.error ?? undefined,
    loading: query.isFetching,
    retry: () => void query.refetch(),
  }
}

/** Says that what begins with `key` has changed; what is on screen asks again. */
export function useRefresh(): (...key: readonly unknown[]) => Promise<void> {
  const queries = useQueryClient()
  return useCallback((...key) => queries.invalidateQueries({ queryKey: key }), [queries])
}

/** Says that what begins with `key` is old, without asking again now: what is on screen knows better already. */
export function useOutdate(): (...key: readonly unknown[]) => void {
  const queries = useQueryClient()
  return useCallback((...key) => void queries.invalidateQueries({ queryKey: key, refetchType: 'none' }), [queries])
}
