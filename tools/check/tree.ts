import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const skipped = new Set(['node_modules', '.git', 'dist', 'data', '.cache'])

/** Paths of every file under a folder, from the root, with `/`, sorted. A folder that is not there holds no files. */
export function filesUnder(root: string, folder: string): string[] {
  const found: string[] = []
  const walk = (at: string): void => {
    for (const entry of entriesOf(join(root, at))) {
      const path = `${at}/${entry.name}`
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) walk(path)
      } else if (entry.isFile()) found.push(path)
    }
  }
  walk(folder)
  return found.sort()
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

export function textOf(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Tests and what only tests use: never part of what runs. */
export function isTest(path: string): boolean {
  return path.startsWith('test/') || /\.(test|world|bench|prove)\.tsx?$/.test(path)
}

export const isModule = (path: string): boolean => /\.(ts|tsx)$/.test(path) && !path.endsWith('.d.ts')

/** The line of a position, from 1. */
export function lineAt(text: string, position: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) line++
  return line
}
