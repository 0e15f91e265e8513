/**
 * Draws what ARCHITECTURE.md says of folders from the code itself, between its two marks.
 *
 *     node tools/picture.ts
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { asMermaid, type Flow } from '#kit/flow'
import type { AnyFace } from '#kit/serve/face.ts'
import { spineOrder } from '../src/apps/server/tables.ts'
import { type Broken, mustSee, type Seen } from './check/law.ts'
import { filesUnder, textOf } from './check/tree.ts'

const file = 'ARCHITECTURE.md'
const [begins, ends] = ['<!-- drawn by npm run format -->', '<!-- end of what is drawn -->']

function foldersIn(root: string, path: string): string[] {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
}

const load = async (root: string, path: string): Promise<Readonly<Record<string, unknown>>> =>
  await import(/* @vite-ignore */ pathToFileURL(join(root, path)).href)

/** Words in lines of at most `width` letters. */
function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function picture(root: string, nouns: readonly string[], activities: readonly string[]): string[] {
  const arrows = [...nouns].reverse().map((noun, at) => (at === nouns.length - 1 ? noun : `${noun} >`))
  const row = (words: readonly string[], path: string): string[] =>
    wrapped(words, 74).map((line, at) => `  ${at === 0 ? line.padEnd(76) + path : line}`)
  return [
    '```',
    '  console               portal + public              field                      src/apps/',
    '  (staff, React)        (server HTML, no JS needed)  (offline phone app)',
    '        \\                      |                        /',
    ...row(activities, 'src/activities/'),
    '                               |                     strangers to each other',
    ...row(arrows, 'src/spine/'),
    '                               |                     arrows only rightwards',
    ...row(foldersIn(root, 'src/kit'), 'src/kit/'),
    '```',
  ]
}

const faceOf = (faces: readonly AnyFace[], folder: string): AnyFace | undefined =>
  faces.find(({ name }) => name === folder.replace(/^_/, ''))

const listed = (what: string, faces: readonly AnyFace[], folders: readonly string[]): string[] => [
  `| ${what} | what it is for |`,
  '|---|---|',
  ...folders.map(folder => `| ${folder} | ${faceOf(faces, folder)?.purpose.en} |`),
  '',
]

const isFlow = (value: unknown): value is Flow =>
  typeof value === 'object' && value !== null && 'start' in value && 'moves' in value && 'states' in value

/** The state machines that rules declare, each as its folder and name. */
async function flows(root: string): Promise<string[]> {
  const rules = filesUnder(root, 'src').filter(
    path => /\/rules(-[a-z-]+)?\.ts$/.test(path) && textOf(root, path).includes('declareFlow('),
  )
  const drawn: string[] = []
  for (const path of rules)
    for (const [name, value] of Object.entries(await load(root, path)))
      if (isFlow(value))
        drawn.push(
          `\`${name}\` of ${path.split('/').slice(1, 3).join('/')}:`,
          '',
          '```mermaid',
          asMermaid(value),
          '```',
          '',
        )
  return drawn
}

async function drawn(root: string): Promise<{ readonly text: string; readonly folders: number }> {
  const { faces } = (await load(root, 'src/apps/server/faces.ts')) as { faces: readonly AnyFace[] }
  // A folder stands when its face is served; what is being built does not count yet.
  const stands = (folder: string): boolean => faceOf(faces, folder) !== undefined
  const nouns = spineOrder.filter(stands)
  const activities = foldersIn(root, 'src/activities').filter(stands)
  const lines = [
    ...picture(root, nouns, activities),
    '',
    ...listed('activity', faces, activities),
    ...listed('noun, highest first', faces, [...nouns].reverse()),
    `Places kept in the order, lowest first: ${spineOrder.filter(noun => !stands(noun)).join(', ') || 'none'}.`,
    '',
    ...(await flows(root)),
  ]
  return { text: lines.join('\n').trimEnd(), folders: nouns.length + activities.length }
}

async function redrawn(
  root: string,
): Promise<{ readonly before: string; readonly after: string; readonly folders: number }> {
  const before = textOf(root, file)
  const [start, end] = [before.indexOf(begins), before.indexOf(ends)]
  if (start === -1 || end < start) throw new Error(`${file} lacks its marks ${begins} and ${ends}`)
  const { text, folders } = await drawn(root)
  const after = `${before.slice(0, start + begins.length)}\n\n${text}\n\n${before.slice(end)}`
  return { before, after, folders }
}

/** The picture in ARCHITECTURE.md is the one that the code draws. */
export async function pictureLaw(root: string): Promise<Seen> {
  const { before, after, folders } = await redrawn(root)
  mustSee('nouns and activities', folders, 8)
  const broken: Broken[] =
    before === after ? [] : [{ law: 'true-picture', at: file, says: 'is not what the code draws: npm run format' }]
  return { saw: `${folders} nouns and activities`, broken }
}

if (import.meta.main) writeFileSync(join(process.cwd(), file), (await redrawn(process.cwd())).after)
