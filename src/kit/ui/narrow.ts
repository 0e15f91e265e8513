import { useSyncExternalStore } from 'react'

const query = '(max-width: 39.99rem)'

function listen(tell: () => void): () => void {
  const media = matchMedia(query)
  media.addEventListener('change', tell)
  return () => media.removeEventListener('change', tell)
}

/** Whether the window is as narrow as a phone: some things are then laid out otherwise, not only smaller. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    listen,
    () => matchMedia(query).matches,
    () => false,
  )
}
