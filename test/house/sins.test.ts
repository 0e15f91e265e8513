import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AnyFace } from '#kit/serve'
import { type AnyRoute, route } from '#kit/wire'
import { newDatabase } from '#test/database.ts'
import { faces } from '../../src/apps/server/faces.ts'
import type { Seen } from '../../tools/check/law.ts'
import { definerHouse } from './definers.ts'
import { jobHouse } from './jobs.ts'
import { refusalHouse } from './refusals.ts'
import { matrixHouse, phoneHouse, routeHouse } from './routes.ts'
import { tableHouse } from './tables.ts'
import { sentencesOf, wordsHouse } from './words.ts'

const told = ({ broken }: Seen): string[] => broken.map(({ law, at }) => `${law} ${at}`).sort()
const nothing = z.strictObject({})
const row = (may: string, at: AnyRoute['at'] = 'POST /api/planted'): AnyRoute =>
  route({ does: { vi: 'thử', en: 'tried' }, at, may: may as AnyRoute['may'], takes: nothing, gives: nothing })

/** A small face without a sin; each case changes one thing. */
const clean: AnyFace = {
  name: 'planted',
  purpose: { vi: 'Để thử', en: 'To be tried' },
  words: { vi: { refusals: { 'planted.no': 'Không' } }, en: { refusals: { 'planted.no': 'No' } } },
  permissions: { 'planted.try': ['planner'] },
  routes: { go: row('planted.try') },
  verbs: { go: async () => ({}) },
  tables: new URL('file:///planted/tables/'),
}
const one = { faces: 1, routes: 1 }

describe('who may do what', () => {
  const cases: [string, Partial<AnyFace>][] = [
    ['route-permission planted.go', { routes: { go: row('planted.unheard') }, permissions: {} }],
    ['permission-held planted.try', { permissions: { 'planted.try': [] } }],
    ['permission-held planted.try', { permissions: { 'planted.try': ['emperor'] } }],
    ['permission-held planted.go', { permissions: { 'planted.try': ['auditor'] } }],
    ['permission-own-name other.try', { permissions: { 'other.try': ['planner'] }, routes: { go: row('other.try') } }],
    ['permission-used planted.more', { permissions: { 'planted.try': ['planner'], 'planted.more': ['planner'] } }],
    ['route-verb planted.go', { verbs: {} }],
    ['route-verb planted.lost', { verbs: { go: async () => ({}), lost: async () => ({}) } }],
    ['route-said planted.go', { routes: { go: { ...row('planted.try'), does: { vi: 'thử', en: '' } } } }],
    [
      'one-address planted.twice',
      {
        routes: { go: row('planted.try', 'GET /api/planted/:id'), twice: row('planted.try', 'GET /api/planted/:code') },
        verbs: { go: async () => ({}), twice: async () => ({}) },
      },
    ],
  ]
  test('a face without a sin is not refused', () => expect(told(routeHouse([clean], one))).toEqual([]))
  test.each(cases)('%s', (sin, change) => {
    expect(told(routeHouse([{ ...clean, ...change }], one))).toContain(sin)
  })

  test('a route without its row of the matrix, and a row without its route', () => {
    expect(told(matrixHouse([clean], { 'planted.gone': {} }, 1))).toEqual(['matrix planted.go', 'matrix planted.gone'])
  })

  test('a command on the phone that may not be sent twice, or that no face has', () => {
    const { go } = clean.routes as { go: AnyRoute }
    const work = { name: 'planted', may: 'planted.try', commands: { 'planted.go': go, 'planted.other': go } }
    expect(told(phoneHouse([clean], [work]))).toEqual([
      'phone-command planted: planted.go',
      'phone-command planted: planted.other',
    ])
  })
})

describe('what is said', () => {
  const cases: [string, unknown, unknown][] = [
    ['both-languages', 'Gửi', undefined],
    ['both-languages', undefined, 'Send'],
    ['both-languages', 'Gửi', ''],
    ['both-languages', 'Dashboard', 'Dashboard'],
    ['no-english-in-vietnamese', 'Kế hoạch is approved', 'The plan is approved'],
    ['no-english-in-vietnamese', (of: { n: number }) => `${of.n} of the plans`, (of: { n: number }) => `${of.n} plans`],
    ['no-vietnamese-in-english', 'Kế hoạch đã duyệt', 'The plan đã duyệt'],
    ['normal-form', 'Kế hoạch'.normalize('NFD'), 'The plan'],
  ]
  test.each(cases)('%s: %s | %s', (law, vi, en) => {
    expect(told(wordsHouse(sentencesOf('planted', { vi: { key: vi }, en: { key: en } }), 1))).toEqual([
      `${law} planted.key`,
    ])
  })

  test('names, and what is not a word, may be the same', () => {
    const both = { a: 'Tri Ân', b: '→', c: (of: string) => `${of} (${of})`, d: { e: ['1', '2'] } }
    expect(told(wordsHouse(sentencesOf('planted', { vi: both, en: both }), 1))).toEqual([])
    const pair = { vi: { a: 'Xã Năm Căn' }, en: { a: 'Năm Căn commune, written as “năm căn”, in đồng' } }
    expect(told(wordsHouse(sentencesOf('planted', pair), 1))).toEqual([])
  })
})

describe('what is refused, and what runs later', () => {
  const sources = (text: string, path = 'src/spine/planted/service.ts') => [{ path, text }]
  const kit = { vi: { refusals: {} }, en: { refusals: {} } }
  const judged = (text: string, path?: string, face = clean) => told(refusalHouse([face], kit, sources(text, path), 0))
  const at = 'src/spine/planted/service.ts:1'

  test('a code without its sentence: in TypeScript, in a rule, in SQL', () => {
    expect(judged(`refuse('planted.no', 409)`)).toEqual([])
    expect(judged(`refuse('planted.no', 409); refuse('planted.mute', 409)`)).toContain(`refusal-said ${at}`)
    expect(judged(`const why = 'planted.no' | 'planted.mute'`)).toEqual([`refusal-said ${at}`])
    const path = 'src/spine/planted/tables/001.sql'
    expect(judged(`perform planted.refuse('planted.no'); perform planted.refuse('planted.mute')`, path)).toEqual([
      `refusal-said ${path}:1`,
    ])
    const half = { ...clean, words: { vi: { refusals: { 'planted.no': 'Không' } }, en: { refusals: {} } } }
    expect(judged(`refuse('planted.no', 409)`, undefined, half)).toEqual([`refusal-said ${at}`])
  })

  test('a sentence that nobody says, and one in the words of another folder', () => {
    expect(judged('nothing')).toEqual(['refusal-used planted.no'])
    expect(judged(`refuse('planted.no', 409)`, undefined, { ...clean, name: 'other' })).toEqual([
      'refusal-own-name planted.no',
    ])
  })

  test('a job without a handler, out of time, never started, or asked for by a name that nobody declares', () => {
    const face = { ...clean, jobs: { tick: { every: 'soon', run: undefined } } } as unknown as AnyFace
    const text = `await enqueue(act.tx, 'planted.gone', {})\nawait enqueue(tx, name)`
    expect(told(jobHouse([face], sources(text), 1))).toEqual([
      'job-by-name src/spine/planted/service.ts:1',
      'job-by-name src/spine/planted/service.ts:2',
      'job-handler planted.tick',
      'job-handler src/apps/server',
      'job-schedule planted.tick',
    ])
    const good = { ...clean, jobs: { tick: { every: '*/5 * * * *', run: async () => undefined } } }
    const started = { path: 'src/apps/server/main.ts', text: 'await startJobs({})' }
    const calls = sources(`await enqueue(act.tx, 'planted.tick', {})`)
    expect(told(jobHouse([good], [started, ...calls], 1))).toEqual([])
  })
})

describe('tables and functions, in a database of their own', async () => {
  const db = await newDatabase(2)
  afterAll(() => db.close())
  const ofPlanted = (seen: Seen): string[] => told(seen).filter(line => line.includes('planted'))
  await db.owner.pool.query(`
    create schema planted;
    grant usage on schema planted to tri_an_app;
    create table planted.bare (id uuid primary key, unit_id uuid);
    create table planted.wide (id uuid primary key, unit_id uuid);
    alter table planted.wide enable row level security;
    create policy all_of_it on planted.wide using (true);
    create table planted.staff (id uuid primary key, unit_id uuid);
    alter table planted.staff enable row level security;
    create policy somebody on planted.staff using (kit.actor() is not null);
    create table planted.customers (id uuid primary key);
    alter table planted.customers enable row level security;
    create policy anybody on planted.customers using (kit.acting());
    create table planted.good (id uuid primary key, unit_id uuid references org.units, day date check (day > '2026-01-01'));
    alter table planted.good enable row level security;
    create policy in_scope on planted.good using (unit_id = any ((select kit.scope())::uuid[]));
    create view planted.seen as select * from planted.good;
    create materialized view planted.copied as select 1 as one;
    grant select on all tables in schema planted to tri_an_app;
    grant delete on planted.good to tri_an_app;
    alter table org.units add column planted uuid references planted.good;
    create function planted.why() returns int language sql security definer set search_path = pg_catalog as 'select 1';
    create function planted.path() returns int language sql security definer as 'select 1';
    comment on function planted.path is 'definer: counts something over all units';
    create function planted.rows() returns setof planted.good language sql security definer set search_path = pg_catalog as 'select * from planted.good';
    comment on function planted.rows is 'definer: hands rows over to anybody';`)

  test('a table without security, with too wide a policy, that may be emptied, or that points upwards', async () => {
    expect(ofPlanted(await tableHouse(db))).toEqual([
      'app-deletes-nothing planted.good',
      'keys-point-down org.units.units_planted_fkey',
      'no-scope-no-rows planted.bare',
      'no-scope-no-rows planted.copied',
      'no-scope-no-rows planted.seen',
      'no-scope-no-rows planted.wide',
      'row-security planted.bare',
      'row-security planted.copied',
      'row-security planted.seen',
      'scope-policy planted.customers',
      'scope-policy planted.staff',
    ])
  })

  test('a definer without its reason, without a fixed path, or that hands rows over', async () => {
    expect(ofPlanted(await definerHouse(db.owner.pool))).toEqual([
      'definer-answer planted.rows()',
      'definer-path planted.path()',
      'definer-reason planted.why()',
    ])
  })
})

describe('a law that sees too little fails, and does not pass', () => {
  test.each([
    ['routes', () => routeHouse([])],
    ['matrix', () => matrixHouse(faces, {})],
    ['words', () => wordsHouse([])],
    ['refusals', () => refusalHouse(faces, { vi: {}, en: {} }, [])],
    ['jobs', () => jobHouse(faces, [])],
  ])('%s', (_, judge) => expect(judge).toThrow(/saw \d+ .* the check itself is broken/))

  test('tables and definers, in an empty database', async () => {
    const db = await newDatabase(2)
    await db.owner.pool.query(
      `drop schema if exists ${faces
        .map(({ name }) => name)
        .filter(name => name !== 'portal')
        .map(name => name.replaceAll('-', '_'))
        .join(', ')}, kit cascade`,
    )
    await expect(tableHouse(db)).rejects.toThrow(/saw \d+ tables/)
    await expect(definerHouse(db.owner.pool)).rejects.toThrow(/saw \d+ definer functions/)
    await db.close()
  })
})
