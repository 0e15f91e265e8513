import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { alike, axe, frame, overflowPx, settled, type Visit, wholeViews as whole } from './browser.ts'

export const langs = ['vi', 'en'] as const
const widths = [320, 768, 1440] as const
export type Lang = (typeof langs)[number]

/** The console is one document: where it stands open already, a page is reached as by its own links. */
const isOpen = (page: Page, url: string): boolean =>
  page.url().startsWith(`${new URL(url).origin}/console/`) && url.includes('/console/')

/** Opens a page by its address; in the check, within the console where that is open. */
async function arrive({ page, context }: Visit, lang: Lang, url: string): Promise<void> {
  if (!whole && isOpen(page, url)) {
    await speak(page, lang)
    await page.evaluate(at => {
      if (new URL(at).pathname !== location.pathname) document.querySelector('main h1')?.setAttribute('data-left', '')
      history.pushState(null, '', at)
    }, url)
    if (page.url() !== url) throw new Error(`${page.url()} instead of ${url}`)
    return page.locator('main h1:not([data-left])').first().waitFor()
  }
  await context.addCookies([{ name: 'lang', value: lang, url: new URL(url).origin }])
  await page.goto(url)
}

/** Goes on in the other language, by the reader's own switch. */
async function speak(page: Page, lang: Lang): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) === lang) return
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.locator(`button[lang=${lang}]:visible`).first().click()
}

/**
 * A page that anyone can use, in one language: no sideways scroll, no violation that axe finds, no complaint of the browser.
 *
 * In every check, in one of the two languages: no sideways scroll at 320, 768 and 1440 px, and axe in one of these views;
 * in the other language, no sideways scroll at 320 px. Which view axe sees turns with the `place` of the page in its
 * list, so that each language and each width is seen on a sixth of the pages; the frame around all pages is judged on
 * the first dozen, and of a table the first rows. `npm run prove` opens each page by its address in both languages, and
 * runs axe on all of it in all six views.
 *
 * `there` shows that what the page is about has arrived.
 */
export async function expectUsableIn(
  lang: Lang,
  seen: Visit,
  url: string,
  there: string,
  place: number,
): Promise<void> {
  const { page, complaints } = seen
  complaints.length = 0
  await arrive(seen, lang, url)
  await page.locator(`html[lang=${lang}] main:not(:has([aria-busy=true]))`).waitFor()
  await page.locator(there).first().waitFor()
  const full = whole || langs[place % 2] === lang
  const order = page.viewportSize()?.width === widths[0] ? widths : widths.toReversed()
  for (const width of full ? order : [widths[0]]) {
    if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 900 })
    await settled(page)
    const view = `${url} (${lang}, ${width} px)`
    expect(await overflowPx(page), view).toBeLessThanOrEqual(0)
    if (whole) expect(await axe(page), view).toEqual([])
    else if (full && width === widths[place % 3])
      expect(await axe(page, place < 12 ? alike : [...alike, ...frame]), view).toEqual([])
  }
  expect(complaints).toEqual([])
}
