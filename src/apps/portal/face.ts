import { type AnyFace, type Ask, face as declare, type Html, html, type Page, type Panel } from '#kit/serve'
import { showDay } from '#kit/time'
import { Refusal } from '#kit/wire'
import { editionRoutes } from '#spine/editions/routes.ts'
import { peopleRoutes } from '#spine/people/routes.ts'
import { peopleWords } from '#spine/people/words.ts'
import { checkPage, routes, verbsOf } from './check.ts'
import { portalWords } from './words.ts'

/** The panels of all folders for one page, in the order of the folders. */
async function panelsFor(panels: readonly Panel[], where: Panel['where'], ask: Ask): Promise<Html[]> {
  const shown: Html[] = []
  for (const panel of panels.filter(one => one.where === where)) {
    const part = await panel.show(ask)
    if (part) shown.push(part)
  }
  return shown
}

/** A field with its label, hint and error; the summary above links to it. */
function field(it: {
  name: string
  label: string
  hint?: string
  error?: string | undefined
  value?: string
  mode: string
  complete: string
  big?: boolean
}): Html {
  const described = [it.hint && `${it.name}-hint`, it.error && `${it.name}-error`].filter(Boolean).join(' ')
  return html`<div class="field${it.error ? ' wrong' : ''}"><label for="${it.name}">${it.label}</label>
${it.hint ? html`<p class="hint" id="${it.name}-hint">${it.hint}</p>` : ''}
<input id="${it.name}" name="${it.name}" value="${it.value ?? ''}" inputmode="${it.mode}" autocomplete="${it.complete}"${it.big ? html` class="code-input"` : ''}${it.error ? html` aria-invalid="true"` : ''}${described ? html` aria-describedby="${described}"` : ''}>
${it.error ? html`<p class="error" id="${it.name}-error">${it.error}</p>` : ''}</div>`
}

const summary = (title: string, name: string, error: string | undefined): Html =>
  html`${error ? html`<div class="errors" role="alert"><p><strong>${title}</strong></p><p><a href="#${name}">${error}</a></p></div>` : ''}`

const safeBack = (back: string | undefined): string => (back && /^\/(?![/\\])/.test(back) ? back : '/mine')

function phonePage(ask: Ask, error?: string): Html {
  const words = portalWords[ask.lang]
  const back = safeBack(ask.form.back ?? ask.query.back)
  return html`<div class="narrow"><h1>${words.phone.title}</h1><p class="lead">${words.phone.lead}</p>${summary(words.errorTitle, 'phone', error)}
<form method="post" action="/sign-in" novalidate><input type="hidden" name="back" value="${back}">
${field({ name: 'phone', label: words.phone.label, hint: words.phone.hint, error, value: ask.form.phone ?? '', mode: 'tel', complete: 'tel-national' })}
<button type="submit">${words.phone.send}</button></form></div>`
}

function codePage(ask: Ask, request: string, error?: string): Html {
  const words = portalWords[ask.lang]
  const back = safeBack(ask.form.back ?? ask.query.back)
  return html`<div class="narrow"><h1>${words.code.title}</h1><p class="lead">${words.code.lead}</p>${summary(words.errorTitle, 'code', error)}
<form method="post" action="/sign-in/code" novalidate><input type="hidden" name="request" value="${request}"><input type="hidden" name="back" value="${back}">
${field({ name: 'code', label: words.code.label, error, mode: 'numeric', complete: 'one-time-code', big: true })}
<button type="submit">${words.code.enter}</button></form><p><a href="/sign-in">${words.code.again}</a></p></div>`
}

async function askCode(ask: Ask) {
  const words = portalWords[ask.lang]
  try {
    const { request } = await ask.call(peopleRoutes.askCode, { phone: ask.form.phone ?? '' })
    return { title: words.code.title, body: codePage(ask, request) }
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    const said = error.errors[0]?.message ?? peopleWords[ask.lang].refusals['people.bad_phone']
    return { title: words.phone.title, body: phonePage(ask, said), status: 422 }
  }
}

async function tryCode(ask: Ask) {
  const words = portalWords[ask.lang].code
  const request = ask.form.request ?? ''
  const { done } = await ask.call(peopleRoutes.tryCode, { request, code: ask.form.code ?? '' })
  if (done) return { goTo: safeBack(ask.form.back) }
  return { title: words.title, body: codePage(ask, request, words.wrong), status: 422 }
}

async function front(ask: Ask, panels: readonly Panel[]): Promise<Html> {
  const words = portalWords[ask.lang].front
  const { editions, current } = await ask.call(editionRoutes.list, {})
  const edition = editions.find(one => one.id === current)
  return html`<h1>${words.title}</h1><p class="lead">${words.lead}</p>
${edition ? html`<p class="hint"><strong>${edition.name[ask.lang]}</strong> · ${words.days(showDay(edition.from), showDay(edition.until))}${edition.theme ? html`<br>${edition.theme[ask.lang]}` : ''}</p>` : ''}
<p><a class="button" href="/mine">${words.signIn}</a></p>
<div class="cards">${await panelsFor(panels, 'front', ask)}</div>`
}

async function mine(ask: Ask, panels: readonly Panel[]): Promise<Html> {
  const words = portalWords[ask.lang]
  const shown = await panelsFor(panels, 'mine', ask)
  return html`<h1>${words.mineTitle}</h1>${shown.length > 0 ? shown : html`<p>${words.mineNone}</p>`}
<form method="post" action="/sign-out"><button class="second" type="submit">${words.signOut}</button></form>`
}

/** The portal's own pages; what they show of an activity, the activity says itself. */
export function portalFace(faces: readonly AnyFace[]): AnyFace {
  const panels = faces.flatMap(one => one.panels ?? [])
  const pages: readonly Page[] = [
    {
      at: 'GET /',
      may: 'anyone',
      answer: async ask => ({ title: portalWords[ask.lang].programme, body: await front(ask, panels) }),
    },
    {
      at: 'GET /sign-in',
      may: 'anyone',
      answer: async ask => ({ title: portalWords[ask.lang].phone.title, body: phonePage(ask) }),
    },
    { at: 'GET /check', may: 'anyone', answer: checkPage },
    { at: 'POST /sign-in', may: 'anyone', answer: askCode },
    { at: 'POST /sign-in/code', may: 'anyone', answer: tryCode },
    {
      at: 'GET /mine',
      may: 'customer',
      answer: async ask => ({ title: portalWords[ask.lang].mineTitle, body: await mine(ask, panels) }),
    },
    {
      at: 'POST /sign-out',
      may: 'customer',
      answer: async ask => {
        await ask.call(peopleRoutes.leave, {})
        return { goTo: '/' }
      },
    },
  ]
  return declare({
    name: 'portal',
    purpose: { vi: portalWords.vi.purpose, en: portalWords.en.purpose },
    words: portalWords,
    permissions: {},
    routes,
    verbs: verbsOf(faces.flatMap(one => one.verifies ?? [])),
    pages,
    tables: new URL('./', import.meta.url),
  })
}
