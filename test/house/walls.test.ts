import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { deadCode } from '../../tools/check/dead.ts'
import { importLaws } from '../../tools/check/imports.ts'
import type { Broken } from '../../tools/check/law.ts'
import { leaks } from '../../tools/check/leaks.ts'
import { looseWords } from '../../tools/check/loose-words.ts'
import { sizeLaws } from '../../tools/check/sizes.ts'
import { sqlLaws } from '../../tools/check/sql.ts'
import { newScratch } from './scratch.ts'

/** One sin of each kind: the law that it breaks, the file that is planted, and its text; `at` where another is blamed. */
type Sin = { readonly law: string; readonly path: string; readonly text: string; readonly at?: string }

const uses = (from: string): string => `import * as sin from '${from}'\nexport const planted = sin\n`
const blueprint = 'src/activities/_blueprint'

const walls: readonly Sin[] = [
  { law: 'kit-knows-no-product', path: 'src/kit/channels/planted.ts', text: uses('#spine/editions/routes.ts') },
  { law: 'kit-knows-no-product', path: 'src/kit/text/planted.test.ts', text: uses('#test/world.ts') },
  { law: 'spine-knows-no-activity', path: 'src/spine/facts/planted.ts', text: uses('#activities/_blueprint/rules.ts') },
  { law: 'spine-order', path: 'src/spine/audit/planted.ts', text: uses('#spine/people/rules.ts') },
  {
    law: 'activities-never-meet',
    path: 'src/activities/second/service.ts',
    text: uses(`#activities/_blueprint/rules.ts`),
  },
  { law: 'activities-never-meet', path: 'src/activities/second/report.ts', text: uses('#apps/server/secrets.ts') },
  { law: 'one-list', path: 'src/apps/server/planted.ts', text: uses('#activities/_blueprint/activity.ts') },
  { law: 'front-door', path: `${blueprint}/planted.ts`, text: uses('#spine/people/secrets.ts') },
  { law: 'no-tests-in-production', path: 'src/apps/server/photo.ts', text: uses('#test/photo.ts') },
  { law: 'nowhere', path: 'src/kit/text/lost.ts', text: uses('./gone.ts') },
  { law: 'no-star-exports', path: 'src/kit/text/star.ts', text: `export * from './fold.ts'\n` },
  {
    law: 'rules-are-pure',
    path: 'src/activities/second/rules.ts',
    text: 'export const now = () => Date.now()\n',
    at: 'src/activities/second/rules.ts',
  },
  { law: 'rules-are-pure', path: 'src/activities/second/rules-more.ts', text: uses('zod') },
  // A screen reaches the service, though only by a file that is neither; the chain is named.
  {
    law: 'browser-sees-contracts',
    path: `${blueprint}/screens/planted.tsx`,
    text: uses('../middle.ts'),
    at: `${blueprint}/screens/planted.tsx`,
  },
  {
    law: 'browser-sees-contracts',
    path: 'src/apps/console/planted.ts',
    text: uses('node:fs'),
    at: 'src/apps/console/planted.ts',
  },
  {
    law: 'narrow-door',
    path: 'src/spine/planted/index.ts',
    text: Array.from({ length: 13 }, (_, at) => `export const door${at} = ${at}\n`).join(''),
    at: 'src/spine/planted/index.ts',
  },
]
const sizes: readonly Sin[] = [
  { law: 'short-files', path: 'src/kit/text/long.ts', text: '// a line\n'.repeat(251) },
  { law: 'named-by-content', path: 'src/kit/text/utils.ts', text: '' },
]
const migrations: readonly Sin[] = [
  {
    law: 'postgres-15',
    path: 'src/spine/facts/tables/900-new.sql',
    text: 'select uuidv7();',
    at: 'src/spine/facts/tables/900-new.sql:1',
  },
  {
    law: 'definer-path',
    path: 'src/spine/facts/tables/901-path.sql',
    text: `create function facts.a() returns int language sql security definer as $$ select 1 $$;
comment on function facts.a is 'definer: counts over all units';`,
    at: 'src/spine/facts/tables/901-path.sql:1',
  },
  {
    law: 'definer-reason',
    path: 'src/spine/facts/tables/902-why.sql',
    text: `create function facts.b() returns int language sql security definer set search_path = pg_catalog as $$ select 1 $$;`,
    at: 'src/spine/facts/tables/902-why.sql:1',
  },
]
const leaking: readonly Sin[] = [
  {
    law: 'no-leaks',
    path: 'decisions/planted.md',
    text: `See ${['/ho', 'me/somebody/notes'].join('')}.\n`,
    at: 'decisions/planted.md:1',
  },
]

const loose: readonly Sin[] = [
  { law: 'words-in-words', path: 'src/kit/ui/planted.tsx', text: 'export const P = () => <p>Save it</p>\n' },
  {
    law: 'words-in-words',
    path: 'src/kit/ui/chosen.tsx',
    text: `export const C = (it: object) => <p>{it ? 'yes' : '–'}</p>\n`,
  },
  { law: 'words-in-words', path: 'src/kit/ui/heard.tsx', text: 'export const H = () => <p aria-label="Close" />\n' },
  {
    law: 'words-in-words',
    path: 'src/apps/portal/planted.ts',
    text: `import { html } from '#kit/serve'\nexport const page = html\`<p class="lead">Welcome</p>\`\n`,
    at: 'src/apps/portal/planted.ts:2',
  },
]

const copy = newScratch()
afterAll(copy.remove)
for (const { path, text } of [...walls, ...sizes, ...migrations, ...leaking, ...loose]) copy.write(path, text)
copy.write(`${blueprint}/middle.ts`, uses('./service.ts'))
const told = (broken: readonly Broken[]): string[] => broken.map(({ law, at }) => `${law} ${at}`).sort()
const named = (sins: readonly Sin[], line = ''): string[] =>
  sins.map(({ law, path, at }) => `${law} ${at ?? path + line}`).sort()

describe('one sin of each kind is refused by name, and nothing else is', () => {
  test('of who may use whom, also through a chain', () => {
    const { broken } = importLaws(copy.root)
    expect(told(broken.filter(({ law }) => law !== 'no-cycles'))).toEqual(
      [
        ...named(
          walls.filter(({ law }) => law !== 'no-star-exports'),
          ':1',
        ),
        ...named(walls.filter(({ law }) => law === 'no-star-exports')),
      ].sort(),
    )
    const chain = broken.find(({ at }) => at === `${blueprint}/screens/planted.tsx`)
    expect(chain?.says).toContain('service.ts (by ')
    expect(broken.filter(({ law }) => law === 'no-cycles').map(({ says }) => says)).toContainEqual(
      expect.stringMatching(/spine\/people > spine\/audit|spine\/audit > spine\/people/),
    )
  })

  test('of sizes and names', () => expect(told(sizeLaws(copy.root).broken)).toEqual(named(sizes)))
  test('of migrations', () => expect(told(sqlLaws(copy.root).broken)).toEqual(named(migrations)))
  test('of words', () => expect(told(looseWords(copy.root).broken)).toEqual(named(loose, ':1')))
  test('of what a file may give away', () => expect(told(leaks(copy.root).broken)).toEqual(named(leaking)))

  test('of what nothing uses', async () => {
    copy.edit('src/kit/text/fold.ts', text => `${text}\nexport const plantedValue = 1\nexport type PlantedType = 1\n`)
    copy.edit('src/apps/server/cli.ts', text => `import 'planted-package'\nimport './planted-gone.ts'\n${text}`)
    copy.edit('package.json', text =>
      text.replace('"dependencies": {', '"dependencies": {\n    "planted-dependency": "1.0.0",'),
    )
    copy.write('src/kit/text/unused.ts', 'export const unused = 1\n')
    const { broken } = await deadCode(copy.root)
    const told = broken.map(({ law, says }) => `${law} ${says}`)
    for (const sin of [
      'dead-exports plantedValue',
      'dead-types PlantedType',
      'dead-dependencies planted-dependency',
      'dead-unlisted planted-package',
      'dead-unresolved ./planted-gone.ts',
    ])
      expect(told).toContainEqual(expect.stringContaining(sin))
    expect(broken).toContainEqual(expect.objectContaining({ law: 'dead-files', at: 'src/kit/text/unused.ts' }))
  })

  test('of how a function is written', async () => {
    const lines = Array.from({ length: 51 }, (_, at) => `  console.log(${at})\n`).join('')
    copy.write(
      'src/kit/text/written.ts',
      [
        'export const loose = (it: any) => it',
        `export function long(): void {\n${lines}}`,
        `export const sure = (it: string | undefined) => it!.length`,
        `import { join } from 'path'`,
        'export default 1',
      ].join('\n'),
    )
    const { code, said } = await copy.run(
      'node_modules/@biomejs/biome/bin/biome',
      'lint',
      '--reporter=github',
      'src/kit/text/written.ts',
    )
    expect(code).toBe(1)
    expect([...said.matchAll(/title=([a-zA-Z/]+)/g)].map(hit => hit[1]?.split('/').at(-1)).sort()).toEqual([
      'noDefaultExport',
      'noExcessiveLinesPerFunction',
      'noExplicitAny',
      'noNonNullAssertion',
      'noUnusedImports',
      'useNodejsImportProtocol',
    ])
  })

  test('of what both languages and both sides of a contract must hold', async () => {
    copy.write(
      'src/kit/words/planted.ts',
      `import { declareWords } from './index.ts'
declareWords({ vi: { a: 'một', b: 'hai' }, en: { a: 'one' } })
declareWords({ vi: { a: 'một' }, en: { a: 'one', b: 'two' } })
declareWords({ vi: { a: (of: number) => \`\${of}\` }, en: { a: (of: string) => of } })
`,
    )
    copy.write(
      'planted.json',
      JSON.stringify({ extends: './tsconfig.json', include: [], files: ['src/kit/words/planted.ts'] }),
    )
    const { said } = await copy.run('node_modules/typescript/bin/tsc', '-p', 'planted.json', '--pretty', 'false')
    expect([...said.matchAll(/planted\.ts\((\d+),/g)].map(hit => hit[1])).toEqual(['2', '3', '4'])
  })
})

test('a picture of the house that is not the one of the code is refused', async () => {
  copy.edit('ARCHITECTURE.md', text => text.replace('people > org', 'org > people'))
  const { code, said } = await copy.run('tools/check/main.ts', 'picture')
  expect([code, said]).toEqual([1, expect.stringContaining('true-picture')])
})

describe('a check that sees too little fails, and does not pass', () => {
  const empty = mkdtempSync(join(tmpdir(), 'tri-an-empty-'))
  afterAll(() => rmSync(empty, { recursive: true, force: true }))
  writeFileSync(join(empty, 'package.json'), '{}')

  test.each([
    ['imports', importLaws, 'saw 0 modules'],
    ['sizes', sizeLaws, 'saw 0 files'],
    ['sql', sqlLaws, 'saw 0 migrations'],
    ['words', looseWords, 'saw 0 screens'],
  ] as const)('%s, in an empty house', (_, check, says) => expect(() => check(empty)).toThrow(says))

  test('dead code, in an empty house', () => expect(deadCode(empty)).rejects.toThrow(/saw \d+ modules/))

  test('leaks, where git tracks nothing', () => {
    execFileSync('git', ['init', '-q'], { cwd: empty })
    expect(() => leaks(empty)).toThrow('tracked files')
  })

  test('a module that does not parse, and one that stands in no layer', () => {
    copy.write('src/kit/text/broken.ts', 'export const = 1\n')
    expect(() => importLaws(copy.root)).toThrow('src/kit/text/broken.ts does not parse')
    copy.write('src/kit/text/broken.ts', '')
    copy.write('src/elsewhere/one.ts', uses('#kit/text'))
    expect(() => importLaws(copy.root)).toThrow('stands in no layer')
  })

  test('the command that a person runs ends with an error', async () => {
    expect((await copy.run('tools/check/main.ts', 'sizes')).code).toBe(1)
    expect(await copy.run('tools/check/main.ts', 'colours')).toMatchObject({ code: 2 })
  })
})
