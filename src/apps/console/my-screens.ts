import { useQueries, useQuery } from '@tanstack/react-query'
import { useContext, useMemo } from 'react'
import { type ConsoleScreen, PermissionsContext } from '#kit/ui/screen.ts'
import { screens } from './screens.ts'

/** The screens that the person may open. */
export function useMyScreens(): readonly ConsoleScreen[] {
  const permissions = useContext(PermissionsContext)
  return useMemo(() => screens.filter(screen => permissions.has(screen.may)), [permissions])
}

const minuteMs = 60_000

type Count = { readonly value: number; readonly late?: boolean }
const countOf = (screen: ConsoleScreen) => ({
  queryKey: ['count', screen.path],
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<Count> =>
    screen.count?.(signal) ?? Promise.resolve({ value: 0 }),
  enabled: screen.count !== undefined,
  staleTime: minuteMs,
  refetchInterval: minuteMs,
  retry: false,
})

/** How much waits at a screen; asked once a minute while the page is looked at. What fails shows nothing. */
export function useCount(screen: ConsoleScreen): Count | undefined {
  return useQuery(countOf(screen)).data
}

/** The screens at which something waits: what is late first, then where most waits. */
export function useCounts(
  of: readonly ConsoleScreen[],
): readonly { readonly screen: ConsoleScreen; readonly value: number; readonly late: boolean }[] {
  const answers = useQueries({ queries: of.map(countOf) })
  return of
    .map((screen, at) => ({ screen, value: answers[at]?.data?.value ?? 0, late: answers[at]?.data?.late === true }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => Number(b.late) - Number(a.late) || b.value - a.value)
}
