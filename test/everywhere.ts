import { expect } from 'vitest'
import { axe, overflowPx, settled, type Visit } from './browser.ts'

const langs = ['vi', 'en'] as const
const widths = [320, 768, 1440] as const
type Lang = (typeof langs)[number]

/** All that `npm run prove` sees; see `expectUsableEverywhere`. */
const whole = process.env.TRI_AN_VIEWS === 'whole'

/** Goes on in the other language, by the reader's own switch where the page shows one. */
async function speak({ page, context }: Visit, lang: Lang): Promise<void> {
  const own = page.locator(`button[lang=${lang}]:visible`).first()
  if ((await own.count()) > 0) return own.click()
  await context.addCookies([{ name: 'lang', value: lang, url: new URL(page.url()).origin }])
  await page.reload()
}

/**
 * A page that anyone can use, in Vietnamese and English, at 320, 768 and 1440 px.
 *
 * In every check: opened by its address, no sideways scroll in each of the six views and no complaint of the browser
 * in any; axe in three of the six, such that each language and each width is among them. Which three turns with the
 * `place` of the page in its list, so that the shell that pages share is seen by axe in all six. `npm run prove` runs axe
 * in all six views of every page.
 *
 * `there` shows that what the page is about has arrived.
 */
export async function expectUsableEverywhere(seen: Visit, url: string, there: string, place: number): Promise<void> {
  const { page, context, complaints } = seen
  const [first, second] = place % 2 === 0 ? langs : ([...langs].reverse() as [Lang, Lang])
  complaints.length = 0
  await context.addCookies([{ name: 'lang', value: first, url: new URL(url).origin }])
  await page.goto(url)
  for (const lang of [first, second]) {
    if (lang === second) await speak(seen, lang)
    await page.locator(`html[lang=${lang}] main:not(:has([aria-busy=true]))`).waitFor()
    await page.locator(there).first().waitFor()
    for (const [at, width] of widths.entries()) {
      await page.setViewportSize({ width, height: 900 })
      await settled(page)
      const view = `${url} (${lang}, ${width} px)`
      expect(await overflowPx(page), view).toBeLessThanOrEqual(0)
      const looked = ((at + place) % 3 === 2) === (lang === second)
      if (whole || looked) expect(await axe(page), view).toEqual([])
    }
  }
  expect(complaints).toEqual([])
}
