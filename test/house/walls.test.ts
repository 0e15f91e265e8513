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
import { blueprint, leaking, loose, migrations, type Sin, sizes, uses, walls } from './planted.ts'
import { newScratch } from './scratch.ts'

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
    expect(told(broken.filter(({ law }) => law !== 'no-cycles'))).toEqual(named(walls, ':1'))
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
