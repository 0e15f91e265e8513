import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { parseSync } from 'oxc-parser'
import { mustSee } from './law.ts'
import { filesUnder, isModule, lineAt, textOf } from './tree.ts'

/** `to` is a path from the root for our own files, or the package's name as written. Types are erased, values run. */
export type Import = {
  readonly to: string
  readonly own: boolean
  readonly kind: 'value' | 'type'
  readonly line: number
}
export type Module = {
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
  /** Names that it exports; `*` for an `export * from`. */
  readonly exports: readonly string[]
}

type Pattern = { readonly before: string; readonly after: string; readonly to: string }

/** The subpath imports of package.json, the most specific first, as Node ranks them. */
function patternsOf(root: string): Pattern[] {
  const { imports = {} } = JSON.parse(textOf(root, 'package.json')) as { imports?: Record<string, string> }
  return Object.entries(imports)
    .map(([key, to]) => ({ before: key.split('*')[0] ?? '', after: key.split('*')[1] ?? '', to }))
    .sort((a, b) => b.before.length - a.before.length || b.after.length - a.after.length)
}

/** Where an import leads; `own` is false for packages and Node's own modules. */
function resolve(patterns: readonly Pattern[], from: string, asked: string): { to: string; own: boolean } {
  if (asked.startsWith('.')) return { to: posix.join(posix.dirname(from), asked.split('?')[0] ?? asked), own: true }
  if (!asked.startsWith('#')) return { to: asked, own: false }
  const hit = patterns.find(({ before, after }) => asked.startsWith(before) && asked.endsWith(after))
  if (!hit) return { to: asked, own: true }
  const star = asked.slice(hit.before.length, asked.length - hit.after.length)
  return { to: posix.normalize(hit.to.replaceAll('*', star)), own: true }
}

type Asked = { readonly asked: string; readonly kind: 'value' | 'type'; readonly at: number }

/** Imports that stand in expressions: `import('…')` as a value or as a type, and workers by URL. */
function loose(text: string, dynamicStarts: ReadonlySet<number>): Asked[] {
  const found: Asked[] = []
  for (const hit of text.matchAll(/\bimport\(\s*(['"])([^'"]+)\1/g))
    found.push({ asked: hit[2] ?? '', kind: dynamicStarts.has(hit.index) ? 'value' : 'type', at: hit.index })
  for (const hit of text.matchAll(/new URL\(\s*(['"])(\.[^'"]+\.tsx?)\1,\s*import\.meta\.url/g))
    found.push({ asked: hit[2] ?? '', kind: 'value', at: hit.index })
  return found
}

const erased = (text: string, start: number): 'value' | 'type' =>
  /^(import|export)\s+type\b/.test(text.slice(start, start + 20)) ? 'type' : 'value'

function parse(path: string, text: string): { asked: Asked[]; exports: string[] } {
  const { module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const asked: Asked[] = module.staticImports.map(({ moduleRequest, start }) => ({
    asked: moduleRequest.value,
    kind: erased(text, start),
    at: start,
  }))
  const exports: string[] = []
  for (const { entries, start } of module.staticExports) {
    for (const { moduleRequest, exportName } of entries) {
      exports.push(exportName.name ?? (exportName.kind === 'Default' ? 'default' : '*'))
      if (moduleRequest) asked.push({ asked: moduleRequest.value, kind: erased(text, start), at: start })
    }
  }
  asked.push(...loose(text, new Set(module.dynamicImports.map(({ start }) => start))))
  return { asked, exports }
}

function readModule(root: string, patterns: readonly Pattern[], path: string): Module {
  const text = textOf(root, path)
  const { asked, exports } = parse(path, text)
  const imports = asked.map(one => ({
    ...resolve(patterns, path, one.asked),
    kind: one.kind,
    line: lineAt(text, one.at),
  }))
  return { path, text, imports, exports }
}

/** How few modules a true tree can never have; a parser that cannot read our TypeScript falls below it. */
const floor = { modules: 100, imports: 300 }

/**
 * Reads every module of src, test and tools. Throws when a file does not parse, when it saw fewer modules than there
 * are files, or fewer than a house can have.
 */
export function readModules(root: string): readonly Module[] {
  const patterns = patternsOf(root)
  const files = ['src', 'test', 'tools'].flatMap(folder => filesUnder(root, folder)).filter(isModule)
  const modules = files.map(path => readModule(root, patterns, path))
  mustSee('modules', modules.length, Math.max(files.length, floor.modules))
  mustSee(
    'imports',
    modules.reduce((sum, { imports }) => sum + imports.length, 0),
    floor.imports,
  )
  return modules
}

/** Imports of our own files that are not there. */
export function dangling(root: string, modules: readonly Module[]): { from: string; to: string; line: number }[] {
  return modules.flatMap(({ path, imports }) =>
    imports
      .filter(({ own, to }) => own && !existsSync(posix.join(root, to)))
      .map(({ to, line }) => ({ from: path, to, line })),
  )
}
