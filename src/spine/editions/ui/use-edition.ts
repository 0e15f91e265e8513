import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { editions } from './client.ts'

/** The edition that the address names by its year, otherwise the current one. */
export function useEdition() {
  const year = useListState().get('year')
  const all = useLoad(['editions', 'list'], () => editions.list({}))
  const { data } = all
  const edition = data?.editions.find(it => (year ? String(it.year) === year : it.id === data.current))
  return { all, edition }
}
