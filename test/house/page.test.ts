import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { root } from './law.ts'
import { newScratch, type Scratch } from './scratch.ts'

const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').split('## Make an activity from')[1] ?? ''
const [makes = '', takesOut = ''] = page.split('To take an activity out')

/** The fenced blocks of one language, each with the file that the sentence before it names. */
function blocks(text: string, language: string): { readonly file: string; readonly lines: readonly string[] }[] {
  const fence = new RegExp(`(?:in \`([^\`]+)\`:\\n\\n)? *\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g')
  return [...text.matchAll(fence)].map(([, file = '', body = '']) => ({
    file,
    lines: body
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
  }))
}

/** Does what a person does with one line of the page: an import goes on top, `[…, it]` adds to what is in the brackets. */
function write(text: string, line: string): string {
  if (line.startsWith('import ')) return `${line}\n${text}`
  const [before = '', after = ''] = line.split('…')
  const start = text.indexOf(before)
  if (start === -1) throw new Error(`the page says "${line}", but nothing begins with "${before}"`)
  const end = text.indexOf(after.slice(-1), start + before.length)
  return `${text.slice(0, end).trimEnd().replace(/,$/, '')}${after}${text.slice(end + 1)}`
}

function follow(copy: Scratch, part: string): void {
  for (const { lines } of blocks(part, 'sh')) execFileSync('bash', ['-euc', lines.join('\n')], { cwd: copy.root })
  for (const { file, lines } of blocks(part, 'ts')) for (const line of lines) copy.edit(file, text => write(text, line))
}

/**
 * Every check follows the page that makes an activity, and judges what it made by form and laws. `npm run prove` also runs
 * the tests of the new activity, follows the page that takes one out, and asks for the types of what is left.
 */
const whole = process.env.TRI_AN_PAGE === 'whole'
let copy: Scratch
beforeEach(() => {
  copy = newScratch()
  return copy.remove
})
const biome = 'node_modules/@biomejs/biome/bin/biome'

const ours = ['src/apps', 'src/activities', 'test/matrix']

/** What `npm run format` writes and `npm run check` judges, but for the types and the tests. */
async function expectClean(): Promise<void> {
  await copy.run(biome, 'check', '--write', ...ours)
  expect(await copy.run('tools/picture.ts')).toMatchObject({ code: 0 })
  const formed = await copy.run(biome, 'check', '--error-on-warnings', ...ours)
  expect(formed.code, formed.said).toBe(0)
  const judged = await copy.run('tools/check/main.ts')
  expect(judged.code, judged.said).toBe(0)
}

test('who follows the page has an activity that holds every law and passes its own tests', async () => {
  expect([blocks(makes, 'sh').length, blocks(makes, 'ts').length]).toEqual([1, 3])
  follow(copy, makes)
  await expectClean()
  if (!whole) return
  // Its own stories, its rows of the matrix, and the house; of the matrix, not the routes of others.
  const places = ['src/activities/solar-lamp', 'test/matrix', 'test/house/house.test.ts']
  const own = [...places, '-t', 'solar-lamp|^(?![a-z]+\\.)']
  const tested = await copy.run('node_modules/vitest/vitest.mjs', 'run', ...own)
  expect(tested.code, tested.said.slice(-4000)).toBe(0)
  expect(Number(/Tests .*?(\d+) passed/.exec(tested.said)?.[1])).toBeGreaterThan(100)
}, 120_000)

if (whole)
  test('who takes _blueprint out as the page says still has a product that type-checks and holds every law', async () => {
    expect(blocks(takesOut, 'sh').length).toBe(1)
    follow(copy, takesOut)
    const lists = ['src/apps/activities.server.ts', 'src/apps/activities.screens.ts', 'test/matrix/rows.ts']
    for (const list of lists)
      expect(readFileSync(join(copy.root, list), 'utf8')).not.toMatch(/_blueprint|\bblueprint(Work)?\b[,\]]/)
    await expectClean()
    const typed = await copy.run('node_modules/typescript/bin/tsc', '-p', '.', '--pretty', 'false')
    expect(typed.code, typed.said.slice(0, 4000)).toBe(0)
  }, 120_000)
