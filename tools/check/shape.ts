import type { Broken } from './law.ts'
import type { Module } from './modules.ts'
import { heightOf, placeOf } from './places.ts'

const mostExports = 12
const isSpineDoor = (path: string): boolean => /^src\/spine\/[^/]+\/index\.ts$/.test(path)

/** Doors stay narrow, and nothing is passed on unseen. */
export function shapeLaws(modules: readonly Module[]): Broken[] {
  return modules.flatMap(({ path, exports }) => {
    const broken: Broken[] = []
    if (exports.includes('*')) broken.push({ law: 'no-star-exports', at: path, says: 'name what you export' })
    if (isSpineDoor(path) && exports.length > mostExports)
      broken.push({
        law: 'narrow-door',
        at: path,
        says: `${exports.length} exports; a front door has at most ${mostExports}`,
      })
    return broken
  })
}

/** A noun that has no place in the order would be free of it: every folder of the spine stands there. */
export function orderLaws(modules: readonly Module[]): Broken[] {
  const nouns = new Set(
    modules.map(({ path }) => placeOf(path)).flatMap(it => (it.layer === 'spine' ? [it.folder] : [])),
  )
  return [...nouns]
    .filter(noun => heightOf(noun) === undefined)
    .map(noun => ({
      law: 'spine-order',
      at: `src/spine/${noun}`,
      says: 'give it its place in src/apps/server/tables.ts',
    }))
}

/** Folder -> the folders that it uses, from what runs (tests may look both ways). */
export function folderArrows(modules: readonly Module[]): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>()
  const nameOf = (path: string): string => {
    const { layer, folder } = placeOf(path)
    return `${layer}/${folder}`
  }
  for (const { path, imports } of modules) {
    if (placeOf(path).test || !path.startsWith('src/')) continue
    const from = nameOf(path)
    const to = arrows.get(from) ?? new Set<string>()
    for (const one of imports)
      if (one.own && one.to.startsWith('src/') && nameOf(one.to) !== from) to.add(nameOf(one.to))
    arrows.set(from, to)
  }
  return arrows
}

/** Folders that use each other, by any way round. Each circle is told once. */
export function folderCycles(modules: readonly Module[]): Broken[] {
  const arrows = folderArrows(modules)
  const done = new Set<string>()
  const broken: Broken[] = []
  const visit = (folder: string, trail: readonly string[]): void => {
    const at = trail.indexOf(folder)
    if (at !== -1) {
      const circle = [...trail.slice(at), folder].join(' > ')
      broken.push({ law: 'no-cycles', at: `src/${folder}`, says: `folders in a circle: ${circle}` })
      return
    }
    if (done.has(folder)) return
    for (const next of arrows.get(folder) ?? []) visit(next, [...trail, folder])
    done.add(folder)
  }
  for (const folder of arrows.keys()) visit(folder, [])
  return broken
}
