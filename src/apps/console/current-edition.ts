import { useLoad } from '#kit/ui/load.ts'

/** The edition that today belongs to; undefined while it is asked for, and where there is none. */
export function useCurrentEdition() {
  const { data } = useLoad(['editions', 'list'], async () => {
    const { editions } = await import('#spine/editions/ui/client.ts') // the contract is large, and the frame is not to wait for it
    return editions.list({})
  })
  return data?.editions.find(one => one.id === data.current)
}
