import { useQuery } from '@tanstack/react-query'
import { useContext, useMemo } from 'react'
import { type ConsoleScreen, PermissionsContext } from '#kit/ui/screen.ts'
import { screens } from './screens.ts'

/** The screens that the person may open. */
export function useMyScreens(): readonly ConsoleScreen[] {
  const permissions = useContext(PermissionsContext)
  return useMemo(() => screens.filter(screen => permissions.has(screen.may)), [permissions])
}

const minuteMs = 60_000

/** How much waits at a screen; asked once a minute while the page is looked at. What fails shows nothing. */
export function useCount(screen: ConsoleScreen): { readonly value: number; readonly late?: boolean } | undefined {
  return useQuery({
    queryKey: ['count', screen.path],
    queryFn: ({ signal }) => screen.count?.(signal) ?? Promise.resolve({ value: 0 }),
    enabled: screen.count !== undefined,
    staleTime: minuteMs,
    refetchInterval: minuteMs,
    retry: false,
  }).data
}
