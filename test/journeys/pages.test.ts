import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadImportsDemonstration } from '#spine/imports'
import { chromiumPath, journey, type Visit, visit } from '#test/browser.ts'
import { expectUsableIn, langs } from '#test/everywhere.ts'
import { newWorld, type Person, type World } from '#test/world.ts'
import { loadDemonstration } from '../../src/apps/server/demonstration.ts'

let world: World
let origin: string
const people: Record<string, Person> = {}
beforeAll(async () => {
  if (!chromiumPath) return
  world = await newWorld({ invented: true, units: false })
  world.at(new Date().toISOString())
  await loadDemonstration(world.owner, { key: world.secret }, () => undefined)
  await loadImportsDemonstration(world.owner, world.folders.imports.folder)
  const group =
    (await world.owner.pool.query<{ id: string }>(`select id from org.units where kind = 'group'`)).rows[0]?.id ?? ''
  for (const role of ['administrator', 'planner', 'approver', 'crew', 'clerk', 'accountant', 'auditor'])
    people[role] = await world.staff(role, group)
  people.customer = await world.customer('0900000001')
  origin = await world.listen()
}, 120_000)
afterAll(() => world?.close())

const cookiesOf = (who: string): Record<string, string> => {
  const [name = '', value = ''] = people[who]?.cookie.split('=') ?? []
  return name ? { [name]: value } : {}
}

/** Every page, who opens it, and what shows that it has arrived. */
const pages: readonly (readonly [path: string, who: string, there: string])[] = [
  ['/', 'nobody', 'main .figure'],
  ['/sign-in', 'nobody', '#phone'],
  ['/mine', 'customer', 'main h2'],
  ['/mine/consents', 'customer', 'main .choice'],
  ['/mine/data', 'customer', 'main form'],
  ['/criteria', 'nobody', 'main h1'],
  ['/invitation', 'nobody', '#code'],
  ['/ask', 'nobody', '#text'],
  ['/follow', 'nobody', '#code'],
  ['/nowhere', 'nobody', 'main h1'],
  ['/api', 'nobody', 'main h1'],
  ['/console/', 'nobody', 'form'],
  ['/console/', 'planner', 'main h1'],
  ['/console/trees', 'planner', 'main table tbody tr'],
  ['/console/overview', 'planner', 'main table tbody tr'],
  ['/console/figures/blueprint/trees-planted', 'planner', 'main table tbody tr'],
  ['/console/corrections', 'auditor', 'main h1'],
  ['/console/conferences', 'planner', 'main h1'],
  ['/console/gatherings', 'planner', 'main h1'],
  ['/console/questions', 'clerk', 'main h1'],
  ['/console/plan', 'planner', 'main h1'],
  ['/console/criteria', 'planner', 'main table'],
  ['/console/criteria-write', 'planner', 'main form'],
  ['/console/recognition', 'planner', 'main table'],
  ['/console/budget', 'accountant', 'main h1'],
  ['/console/approvals', 'approver', 'main table'],
  ['/console/editions', 'planner', 'main table tbody tr'],
  ['/console/editions/new', 'planner', 'main form'],
  ['/console/catalogue', 'administrator', 'main table tbody tr'],
  ['/console/units', 'administrator', 'main table tbody tr, main [role=treegrid] [role=row]'],
  ['/console/papers-layout', 'administrator', 'main form'],
  ['/console/load-shift', 'planner', 'main h1'],
  ['/console/load-shift/register', 'planner', 'main h1'],
  ['/console/load-shift/measure', 'planner', 'main h1'],
  ['/console/messages', 'planner', 'main h1'],
  ['/console/messages/templates', 'approver', 'main table tbody tr'],
  ['/console/outreach', 'planner', 'main table tbody tr'],
  ['/console/advice', 'clerk', 'main form'],
  ['/guidance', 'nobody', 'main article'],
  ['/console/rewards', 'planner', 'main table tbody tr'],
  ['/console/vouchers', 'planner', 'main h1'],
  ['/console/stock', 'clerk', 'main h1'],
  ['/console/readings', 'clerk', 'main h1'],
  ['/console/readings/new', 'clerk', 'main form'],
  ['/console/customers', 'clerk', 'main table tbody tr'],
  ['/console/customers?q=nguyen+thi', 'clerk', 'main table tbody tr'],
  ['/console/outages', 'clerk', 'main h1'],
  ['/console/same-customers', 'clerk', 'main h1'],
  ['/console/data-requests', 'clerk', 'main table tbody tr'],
  ['/console/objections', 'clerk', 'main h1'],
  ['/console/imports', 'clerk', 'main table tbody tr'],
  ['/console/imports/new', 'clerk', 'main form'],
  ['/console/imports/sources', 'clerk', 'main h1'],
  ['/console/places', 'administrator', 'main h1'],
  ['/console/audit', 'auditor', 'main table'],
  ['/console/ledger', 'accountant', 'main h1'],
  ['/console/gallery', 'administrator', 'main h1'],
  ['/field/', 'nobody', 'form'],
  ['/field/', 'crew', '.card'],
  ['/field/#/unsent', 'crew', '.empty'],
  ['/field/#/account', 'crew', '.card'],
]

const placeOf = (path: string, who: string): number => pages.findIndex(it => it[0] === path && it[1] === who)

test('every screen that the sidebar leads to is looked at', () => {
  const lists = globSync('src/{spine,activities}/*/{ui,screens}/console.tsx').map(file => readFileSync(file, 'utf8'))
  const paths = lists.flatMap(list => [...list.matchAll(/\bpath: '(\/[^'$]*)'/g)].map(hit => hit[1] ?? ''))
  expect(paths.length).toBeGreaterThan(15)
  const stories = globSync('{src,test}/**/*.test.ts').map(file => readFileSync(file, 'utf8'))
  const looked = (path: string): boolean =>
    stories.some(story => story.includes(`'/console${path}'`) || story.includes(`'${path}'`))
  expect(paths.filter(path => !looked(path))).toEqual([])
})

/** One browser for everybody: what it has compiled for one it need not compile for the next. */
let seen: Visit
const openAs = async (who: string): Promise<void> => {
  if (!chromiumPath) return
  seen ??= await visit({ origin })
  await seen.page.goto('about:blank')
  await seen.context.clearCookies()
  await seen.context.addCookies(Object.entries(cookiesOf(who)).map(([name, value]) => ({ name, value, url: origin })))
}
afterAll(() => seen?.close())

describe.each([...Map.groupBy(pages, ([, who]) => who)])('as %s', (who, theirs) => {
  beforeAll(() => openAs(who))

  describe.each(langs)('in %s', lang => {
    journey.each(theirs)(
      '%s is usable at every width',
      (path, _, there) => expectUsableIn(lang, seen, `${origin}${path}`, there, placeOf(path, who)),
      60_000,
    )
  })
})

describe('without a mouse', () => {
  journey(
    'a customer signs in by keyboard and without JavaScript',
    async () => {
      const seen = await visit({ origin, scripts: false })
      const { page } = seen
      await page.goto(`${origin}/mine`)
      await page.locator('#phone').focus()
      await page.keyboard.type('12')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
      expect(await page.locator('#phone').inputValue()).toBe('12')
      await page.locator('#phone').fill('0900 000 001')
      await page.keyboard.press('Enter')
      await page.locator('#code').waitFor()
      await page.locator('#code').fill(world.sent.at(-1)?.code ?? '')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: 'Của quý khách' }).waitFor()
      await page.getByText('PB14').first().waitFor()
      await seen.close()
    },
    60_000,
  )
})

describe('the account menu', () => {
  journey(
    'opens by keyboard, gives the focus back, and signs out',
    async () => {
      const seen = await visit({ origin, cookies: cookiesOf('accountant') })
      await seen.page.goto(`${origin}/console/`)
      const button = seen.page.locator('header button[aria-haspopup=menu]')
      await button.focus()
      await seen.page.keyboard.press('Enter')
      await seen.page.getByRole('menu').waitFor()
      await seen.page.keyboard.press('Escape')
      await seen.page.getByRole('menu').waitFor({ state: 'detached' })
      expect(await seen.page.evaluate(() => document.activeElement?.getAttribute('aria-haspopup'))).toBe('menu')
      await seen.page.keyboard.press('Enter')
      await seen.page.getByRole('menu').waitFor()
      expect(seen.complaints).toEqual([])
      await seen.close()
    },
    30_000,
  )
})

test('the first visit is light: portal 100 KiB, console 200 KiB and field 100 KiB of script', async () => {
  const { openBundles } = await import('../../src/apps/server/bundles.ts')
  const { gzipSync } = await import('node:zlib')
  const { tmpdir } = await import('node:os')
  const bundles = await openBundles(tmpdir())
  const sizeOf = (address: string): number => gzipSync(readFileSync(bundles.files.get(address) ?? '')).length
  const firstLoad = (script: string): number => {
    const seen = new Set<string>()
    const walk = (address: string): number => {
      if (seen.has(address)) return 0
      seen.add(address)
      const text = readFileSync(bundles.files.get(address) ?? '', 'utf8')
      const next = [...text.matchAll(/(?:from|import)\s*["'](\.\/[^"']+\.js)["']/g)].map(
        match => `/assets/${(match[1] ?? '').slice(2)}`,
      )
      return sizeOf(address) + next.reduce((sum, one) => sum + walk(one), 0)
    }
    return walk(script)
  }
  const kib = { console: firstLoad(bundles.console.script) / 1024, field: firstLoad(bundles.field.script) / 1024 }
  console.log(JSON.stringify(kib))
  expect(kib.console).toBeLessThan(200)
  expect(kib.field).toBeLessThan(100)
}, 120_000)

journey(
  'the portal weighs at most 100 KiB on the first visit',
  async () => {
    const seen = await visit({ origin })
    let bytes = 0
    seen.page.on('response', async response => {
      bytes += (await response.body().catch(() => Buffer.alloc(0))).length
    })
    await seen.page.goto(origin, { waitUntil: 'networkidle' })
    expect(bytes / 1024).toBeLessThan(100)
    expect(bytes).toBeGreaterThan(5000)
    await seen.close()
  },
  60_000,
)
