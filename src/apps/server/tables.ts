import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TableFolder } from '#kit/db'

/** The nouns of the spine, lowest first: a noun may use only those before it here. */
export const spineOrder = [
  'audit',
  'org',
  'people',
  'ledger',
  'editions',
  'facts',
  'imports',
  'customers',
  'evidence',
  'meters',
  'rewards',
  'messaging',
  'fieldwork',
  'gatherings',
  'listening',
  'recognition',
  'reports',
] as const

const src = fileURLToPath(new URL('../../', import.meta.url))

/** Every folder with tables, in the order in which they may refer to each other. */
export function tableFolders(): readonly TableFolder[] {
  const activities = readdirSync(`${src}activities`).sort()
  return [
    { schema: 'kit', path: `${src}kit/db/tables` },
    ...spineOrder.map(noun => ({ schema: noun, path: `${src}spine/${noun}/tables` })),
    ...activities.map(name => ({
      schema: name.replace(/^_/, '').replaceAll('-', '_'),
      path: `${src}activities/${name}/tables`,
    })),
  ].filter(folder => existsSync(folder.path))
}
