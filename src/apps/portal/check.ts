import { z } from 'zod'
import { type Ask, html, type Verbs } from '#kit/serve'
import type { Verifies } from '#kit/serve/face.ts'
import type { PageAnswer } from '#kit/serve/page.ts'
import { Refusal, route } from '#kit/wire'
import { portalWords as words } from './words.ts'

const said = z.object({ vi: z.string(), en: z.string() })

/** The one route of the portal itself: whether a code is real, asked of every folder that knows codes. */
export const routes = {
  check: route({
    does: { vi: words.vi.check.does, en: words.en.check.does },
    at: 'GET /api/check',
    may: 'anyone',
    rate: 'sign-in',
    takes: z.strictObject({ code: z.string().trim().min(1).max(80) }),
    gives: z.object({ found: z.array(said) }),
  }),
}

export const verbsOf = (verifies: readonly Verifies[]): Verbs<typeof routes> => ({
  check: async (act, { code }) => {
    const found = []
    for (const verify of verifies) {
      const says = await verify(act.tx, code)
      if (says) found.push(says)
    }
    return { found }
  },
})

const isRefused = (error: unknown): error is Refusal => error instanceof Refusal && error.status === 422

/** A voucher, a ticket, a crew at the door: is it real? Works without JavaScript and tells nobody's name. */
export async function checkPage(ask: Ask): Promise<PageAnswer> {
  const it = words[ask.lang].check
  const code = ask.query.code ?? ''
  const { found } = code
    ? await ask.call(routes.check, { code }).catch(error => (isRefused(error) ? { found: [] } : Promise.reject(error)))
    : { found: [] }
  const answer =
    found.length > 0
      ? found.map(
          one =>
            html`<section class="card"><p><span class="verdict ok">✓ ${it.real}</span></p><p>${one[ask.lang]}</p></section>`,
        )
      : html`<section class="card"><p><span class="verdict warn">✕ ${it.notFound}</span></p><p>${it.unreal}</p></section>`
  const body = html`<div class="narrow"><h1>${it.title}</h1><p class="lead">${it.lead}</p>
<form method="get" action="/check"><div class="field"><label for="code">${it.code}</label>
<input id="code" name="code" value="${code}" autocomplete="off" autocapitalize="characters"></div><button type="submit">${it.look}</button></form>
<div role="status">${code ? answer : ''}</div></div>`
  return { title: it.title, body }
}
