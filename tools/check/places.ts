import { spineOrder } from '../../src/apps/server/tables.ts'
import { isTest } from './tree.ts'

export type Layer = 'kit' | 'spine' | 'activities' | 'apps' | 'test' | 'tools'

/** Where a file stands: its layer, its folder in it, and its path inside that folder. */
export type Place = { readonly layer: Layer; readonly folder: string; readonly inside: string; readonly test: boolean }

const layers = new Set(['kit', 'spine', 'activities', 'apps'])

export function placeOf(path: string): Place {
  const [top = '', ...rest] = path.split('/')
  const test = isTest(path)
  if (top !== 'src') return { layer: top === 'test' ? 'test' : 'tools', folder: '', inside: rest.join('/'), test }
  const [layer = '', folder = '', ...inside] = rest
  if (!layers.has(layer)) throw new Error(`${path} stands in no layer: src holds kit, spine, activities and apps`)
  if (inside.length === 0) return { layer: layer as Layer, folder: '', inside: folder, test }
  return { layer: layer as Layer, folder, inside: inside.join('/'), test }
}

/** How high a noun stands: it may use only lower ones. Undefined for a folder that the order does not name. */
export function heightOf(noun: string): number | undefined {
  const at = (spineOrder as readonly string[]).indexOf(noun)
  return at === -1 ? undefined : at
}

/** What a noun shows to everybody: its front door, its contract, and its parts of screens. */
export const isFrontDoor = (inside: string): boolean =>
  /^(index|routes|words|rules)\.ts$/.test(inside) || inside.startsWith('ui/')

/** The two lists that name the activities. */
export const activityLists: readonly string[] = ['src/apps/activities.server.ts', 'src/apps/activities.screens.ts']
/** The list that gathers the nouns' faces for the server. */
export const faceList = 'src/apps/server/faces.ts'

const browserKit = new Set(['wire', 'words', 'client', 'outbox', 'money', 'units', 'time', 'text', 'flow', 'ui'])
const contract = /^(routes|words|rules)(-[a-z-]+)?\.ts$/

/** Files that a browser or a phone runs. */
export function isBrowser(path: string): boolean {
  const { layer, folder, inside, test } = placeOf(path)
  if (test) return false
  if (layer === 'kit') return browserKit.has(folder)
  if (layer === 'apps') return folder === 'console' || folder === 'field' || path === 'src/apps/activities.screens.ts'
  if (layer !== 'spine' && layer !== 'activities') return false
  return contract.test(inside) || inside.endsWith('.tsx') || inside.startsWith('ui/')
}

const serverKit = new Set(['serve', 'db', 'jobs', 'files', 'channels', 'openapi', 'sheets', 'papers'])
const serverFile = /^(index|noun|activity|schema|report|service)(-[a-z-]+)?\.ts$|^tables\/|^screens\/portal/

/** Files that only the server may load. */
export function isServer(path: string): boolean {
  const { layer, folder, inside, test } = placeOf(path)
  if (test || layer === 'tools') return true
  if (layer === 'kit') return serverKit.has(folder)
  if (layer === 'apps') return folder === 'server' || folder === 'portal' || path === 'src/apps/activities.server.ts'
  return serverFile.test(inside)
}
