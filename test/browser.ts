import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'

const candidates = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
export const chromiumPath = candidates.find(path => path !== undefined && existsSync(path))

/** A journey in real Chromium; where there is none, it is skipped by name. */
export const journey = chromiumPath ? test : test.skip

let browser: Promise<Browser> | undefined
afterAll(async () => {
  if (browser) await (await browser).close()
  browser = undefined
})

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type Visit = {
  readonly page: Page
  readonly context: BrowserContext
  /** Everything that the browser complained of: policy violations, script errors, failed requests. */
  readonly complaints: string[]
  readonly close: () => Promise<void>
}

export type VisitOptions = {
  readonly origin: string
  readonly width?: number
  readonly lang?: 'vi' | 'en'
  readonly scripts?: boolean
  readonly cookies?: Readonly<Record<string, string>>
}

/** Opens a clean visit. What breaks the content policy or throws in the page is kept in `complaints`. */
export async function visit(options: VisitOptions): Promise<Visit> {
  if (!chromiumPath) throw new Error('no Chromium')
  browser ??= chromium.launch({ executablePath: chromiumPath, args })
  const context = await (await browser).newContext({
    viewport: { width: options.width ?? 1440, height: 900 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    javaScriptEnabled: options.scripts ?? true,
    reducedMotion: 'reduce',
  })
  const cookies = { lang: options.lang ?? 'vi', ...options.cookies }
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url: options.origin })))
  context.setDefaultTimeout(20_000) // a machine that is busy with other stories is slow, not broken
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(`error: ${error.message}`))
  page.on('console', message => {
    if (message.type() === 'error' && !/status of (4\d\d)|net::ERR_INTERNET_DISCONNECTED/.test(message.text()))
      complaints.push(message.text())
  })
  return { page, context, complaints, close: () => context.close() }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** One session for what is asked of a page: its isolated world is found again, and axe with it, until the next document. */
const sessions = new WeakMap<Page, Promise<CDPSession>>()

/**
 * Runs axe (WCAG 2.0 to 2.2, A and AA) in an isolated world, so that the page's own policy stays as strict as it is.
 * Answers each violation as one line. What matches `left` is not judged.
 */
export async function axe(page: Page, left: readonly string[] = []): Promise<string[]> {
  const asked = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, asked)
  const client = await asked
  const { frameTree } = await client.send('Page.getFrameTree')
  const { executionContextId: contextId } = await client.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  })
  const there = await client.send('Runtime.evaluate', { expression: 'typeof axe', contextId })
  if (there.result.value === 'undefined')
    await client.send('Runtime.evaluate', { expression: axeSource, contextId, returnByValue: true })
  const tags = JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
  const options = `{ runOnly: { type: 'tag', values: ${tags} }, resultTypes: ['violations'], preload: false }`
  const where = JSON.stringify({ exclude: left.map(it => [it]) })
  const expression = `axe.run(${left.length > 0 ? where : 'document'}, ${options}).then(r => r.violations.map(v =>
    v.id + ': ' + v.nodes.slice(0, 4).map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? '')).join(' | ')))`
  const { result, exceptionDetails } = await client.send('Runtime.evaluate', {
    expression,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails) throw new Error(`axe did not run: ${exceptionDetails.exception?.description}`)
  return result.value as string[]
}

/** Two frames later, what follows a new width or a click has been laid out. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>(done => requestAnimationFrame(() => requestAnimationFrame(() => done()))))
}

/** Nothing stands wider than the window: no sideways scroll. */
export async function overflowPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** What axe has judged once when it has judged the rows above, or the same frame around another page. */
export const alike = ['tbody tr:nth-child(n+5)', 'main.api section:nth-of-type(n+3)']
export const frame = ['aside', 'body header:not(main *)']
/** Whether this is `npm run prove`, where axe judges all of every page. */
export const wholeViews = process.env.TRI_AN_VIEWS === 'whole'

/**
 * A page that anyone can use: no axe violation, no sideways scroll, no complaint of the browser. In the check without
 * the frame, which other pages show too, and with the first rows of its tables.
 */
export async function expectUsable(seen: Visit): Promise<void> {
  expect(await axe(seen.page, wholeViews ? [] : [...alike, ...frame])).toEqual([])
  expect(await overflowPx(seen.page)).toBeLessThanOrEqual(0)
  expect(seen.complaints).toEqual([])
}
