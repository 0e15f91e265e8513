import { browserLaws } from './browser.ts'
import type { Broken, Seen } from './law.ts'
import { dangling, type Import, type Module, readModules } from './modules.ts'
import { activityLists, faceList, heightOf, isFrontDoor, type Place, placeOf } from './places.ts'
import { folderCycles, orderLaws, shapeLaws } from './shape.ts'

type Edge = { readonly from: Place; readonly to: Place; readonly fromPath: string; readonly toPath: string }

/** Why an arrow from the kit is wrong; undefined when it is right. */
function kitLaw({ to, from }: Edge): [law: string, says: string] | undefined {
  if (to.layer === 'kit' || (to.layer === 'test' && from.test)) return undefined
  return ['kit-knows-no-product', `the kit may not use ${to.layer}/${to.folder}`]
}

function spineLaw({ from, to }: Edge): [law: string, says: string] | undefined {
  if (to.layer === 'activities' || to.layer === 'apps')
    return ['spine-knows-no-activity', `the spine may not use ${to.layer}/${to.folder}`]
  if (to.layer !== 'spine' || to.folder === from.folder) return undefined
  const [own, other] = [heightOf(from.folder), heightOf(to.folder)]
  if (own === undefined || other === undefined || other >= own)
    return ['spine-order', `${from.folder} may not use ${to.folder}: a noun uses only those to its right`]
  return undefined
}

function activityLaw({ from, to }: Edge): [law: string, says: string] | undefined {
  if (to.layer === 'activities' && to.folder !== from.folder)
    return ['activities-never-meet', `${from.folder} may not use ${to.folder}: what two need stands in the spine`]
  if (to.layer === 'apps') return ['activities-never-meet', `an activity may not use apps/${to.folder}`]
  return undefined
}

function outsideLaw({ fromPath, to }: Edge): [law: string, says: string] | undefined {
  if (to.layer !== 'activities' || activityLists.includes(fromPath)) return undefined
  return ['one-list', `only ${activityLists.join(' and ')} name activities`]
}

const lawOf = {
  kit: kitLaw,
  spine: spineLaw,
  activities: activityLaw,
  apps: outsideLaw,
  test: outsideLaw,
  tools: outsideLaw,
}

/** A noun is used through its front door; its face is gathered by one list. */
function frontDoorLaw({ from, to, fromPath }: Edge): [law: string, says: string] | undefined {
  if (to.layer !== 'spine' || (from.layer === 'spine' && from.folder === to.folder)) return undefined
  if (from.layer === 'tools' || isFrontDoor(to.inside)) return undefined
  if (to.inside === 'noun.ts' && fromPath === faceList) return undefined
  return [
    'front-door',
    `${to.folder}/${to.inside} is private: use #spine/${to.folder} or its routes, words, rules or ui`,
  ]
}

/** What runs never leans on tests or tools. */
function testLaw({ from, to }: Edge): [law: string, says: string] | undefined {
  if (from.layer === 'tools' || from.layer === 'test' || from.test) return undefined
  return to.test || to.layer === 'tools'
    ? ['no-tests-in-production', 'what runs may not use tests or tools']
    : undefined
}

function edgeLaws(module: Module, one: Import): Broken[] {
  const edge = { fromPath: module.path, toPath: one.to, from: placeOf(module.path), to: placeOf(one.to) }
  return [lawOf[edge.from.layer], frontDoorLaw, testLaw]
    .map(law => law(edge))
    .filter(found => found !== undefined)
    .map(([law, says]) => ({ law, at: `${module.path}:${one.line}`, says }))
}

/** A test of the kit may lean on a test tool only when that tool itself knows nothing of the product. */
function kitTests(modules: readonly Module[], byPath: ReadonlyMap<string, Module>): Broken[] {
  const knows = (path: string, seen: Set<string>): boolean => {
    if (seen.has(path)) return false
    seen.add(path)
    if (/^src\/(spine|activities|apps)\//.test(path)) return true
    return (byPath.get(path)?.imports ?? []).some(({ own, to }) => own && knows(to, seen))
  }
  return modules
    .filter(({ path }) => path.startsWith('src/kit/'))
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ to }) => to.startsWith('test/') && knows(to, new Set()))
        .map(({ to, line }) => ({
          law: 'kit-knows-no-product',
          at: `${path}:${line}`,
          says: `${to} knows the product; a test of the kit may not use it`,
        })),
    )
}

/** The laws of who may use whom, over every module of the tree at `root`. */
export function importLaws(root: string): Seen {
  const modules = readModules(root)
  const byPath = new Map(modules.map(module => [module.path, module]))
  const broken = [
    ...dangling(root, modules).map(({ from, to, line }) => ({
      law: 'nowhere',
      at: `${from}:${line}`,
      says: `${to} is not there`,
    })),
    ...modules.flatMap(module =>
      module.imports.filter(({ own, to }) => own && !to.startsWith('#')).flatMap(one => edgeLaws(module, one)),
    ),
    ...kitTests(modules, byPath),
    ...browserLaws(modules, byPath),
    ...shapeLaws(modules),
    ...orderLaws(modules),
    ...folderCycles(modules),
  ]
  const imports = modules.reduce((sum, module) => sum + module.imports.length, 0)
  return { saw: `${modules.length} modules, ${imports} imports`, broken }
}
