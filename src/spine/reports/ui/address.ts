import type { ListState } from '#kit/ui/link.tsx'
import { type TreeAt, trees } from '../rules.ts'

export type At = { readonly edition?: string; readonly unit?: string; readonly tree?: TreeAt }

/** Which edition, unit and tree the address asks for; nothing is what today and the person's own reach say. */
export function atOf(list: Pick<ListState, 'get'>): At {
  const [edition, unit] = [list.get('edition'), list.get('unit')]
  const tree = trees.find(one => one === list.get('tree'))
  return { ...(edition ? { edition } : {}), ...(unit ? { unit } : {}), ...(tree ? { tree } : {}) }
}

const withQuery = (path: string, values: Readonly<Record<string, string | undefined>>): string => {
  const query = new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  return query.size > 0 ? `${path}?${query}` : path
}
export const overviewAt = (at: At): string => withQuery('/overview', at)
export const figureAt = (key: string, at: At): string => withQuery(`/figures/${key}`, at)
