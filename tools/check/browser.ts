import type { Broken } from './law.ts'
import type { Module } from './modules.ts'
import { isBrowser, isServer } from './places.ts'

/** The packages that a browser or a phone may carry; everything else, and all of Node, stays on the server. */
const carried = [
  '@base-ui/react',
  '@fontsource/be-vietnam-pro',
  '@standard-schema/spec',
  '@svg-maps/vietnam',
  '@tanstack/react-query',
  '@tanstack/react-router',
  'idb',
  'preact',
  'qr',
  'react',
  'react-dom',
  'tailwindcss',
  'zod',
]
const mayCarry = (asked: string): boolean => carried.some(name => asked === name || asked.startsWith(`${name}/`))

/** What a browser module reaches by what runs, each with the chain that leads there; types one step far. */
function reached(
  path: string,
  byPath: ReadonlyMap<string, Module>,
  before: readonly string[],
  seen: Set<string>,
): (readonly string[])[] {
  const imports = byPath.get(path)?.imports ?? []
  const found = imports
    .filter(({ to, own }) => (own ? isServer(to) : !mayCarry(to)))
    .map(({ to }): readonly string[] => [...before, to])
  // Another browser module answers for itself, so that one sin is told once, where it stands.
  const onward = imports.filter(({ to, own, kind }) => own && kind === 'value' && !isServer(to) && !isBrowser(to))
  for (const { to } of onward) {
    if (seen.has(to)) continue
    seen.add(to)
    found.push(...reached(to, byPath, [...before, to], seen))
  }
  return found
}

/** What a rule may know: other rules, and the kit's pure arithmetic. Contracts only as types. */
const pureKit = /^src\/kit\/(money|units|time|text|flow)\//
const isRules = (path: string): boolean => /^src\/(spine|activities)\/[^/]+\/rules(-[a-z-]+)?\.ts$/.test(path)
const impure =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bcrypto\.|\bfetch\(|\bprocess\.|\blocalStorage\b|\bdocument\./

function ruleLaws({ path, imports, text }: Module): Broken[] {
  const pure = (to: string, kind: string): boolean =>
    pureKit.test(to) || isRules(to) || (kind === 'type' && /^src\/kit\/(wire|words)\//.test(to))
  const broken = imports
    .filter(({ to, kind }) => !pure(to, kind))
    .map(({ to, line }) => ({ law: 'rules-are-pure', at: `${path}:${line}`, says: `rules may not use ${to}` }))
  const hit = impure.exec(text)
  if (hit) broken.push({ law: 'rules-are-pure', at: path, says: `rules may not use ${hit[0]}: pass it in` })
  return broken
}

/** The browser sees only contracts, not even through a chain; and rules are pure. */
export function browserLaws(modules: readonly Module[], byPath: ReadonlyMap<string, Module>): Broken[] {
  const told = modules
    .filter(({ path }) => isBrowser(path))
    .flatMap(module =>
      reached(module.path, byPath, [], new Set()).map(chain => ({
        law: 'browser-sees-contracts',
        at: module.path,
        says: `a browser may not reach ${chain.at(-1)}${chain.length > 1 ? ` (by ${chain.slice(0, -1).join(' > ')})` : ''}`,
      })),
    )
  return [...told, ...modules.filter(({ path }) => isRules(path)).flatMap(ruleLaws)]
}
