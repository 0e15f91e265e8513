import { afterAll, test } from 'vitest'
import { kitWords } from '#kit/serve/words.ts'
import { newDatabase } from '#test/database.ts'
import { fieldWork } from '../../src/apps/activities.screens.ts'
import { screens } from '../../src/apps/console/screens.ts'
import { faces } from '../../src/apps/server/faces.ts'
import { filesUnder, isModule, isTest, textOf } from '../../tools/check/tree.ts'
import { definerHouse } from './definers.ts'
import { jobHouse } from './jobs.ts'
import { expectHeld, root } from './law.ts'
import { refusalHouse } from './refusals.ts'
import { phoneHouse, routeHouse } from './routes.ts'
import { tableHouse } from './tables.ts'
import { cataloguesOf, sayingsOf, wordsHouse } from './words.ts'

const db = await newDatabase(4)
afterAll(() => db.close())
const sources = filesUnder(root, 'src')
  .filter(path => (isModule(path) || path.endsWith('.sql')) && !isTest(path))
  .map(path => ({ path, text: textOf(root, path) }))

test('no table shows a row to whom it does not belong, and none may be emptied by the app', async () => {
  expectHeld('tables', await tableHouse(db))
})

test('what walks around row-level security says why, from a fixed path, and shows no row', async () => {
  expectHeld('definers', await definerHouse(db.owner.pool))
})

test('every route has a door or a permission that somebody holds, and a verb of its own', () => {
  expectHeld('routes', routeHouse(faces))
})

test('what a phone keeps for later is a command that may be sent twice', () => {
  expectHeld('phone', phoneHouse(faces, fieldWork))
})

test('every sentence stands in both languages, and neither is left in the other', async () => {
  const declared = await cataloguesOf(
    root,
    sources.map(({ path }) => path),
  )
  const labels = [...screens, ...fieldWork].map(({ label }, at) => ({ at: `screen ${at}`, ...label }))
  expectHeld('words', wordsHouse([...declared, ...sayingsOf(faces), ...labels]))
})

test('every refusal has its sentence in both languages, and every sentence its refusal', () => {
  expectHeld('refusals', refusalHouse(faces, kitWords, sources))
})

test('every job that is declared or asked for has a handler that is started', () => {
  expectHeld('jobs', jobHouse(faces, sources))
})
