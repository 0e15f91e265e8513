import encodeQr from 'qr'
import { type Ask, type Html, html, type Page, type Panel, raw } from '#kit/serve'
import type { PageAnswer } from '#kit/serve/page.ts'
import { readCode, showCode } from '#kit/text'
import { isoDay, showDay, showMoment, showTime } from '#kit/time'
import { showCount } from '#kit/units'
import { Refusal } from '#kit/wire'
import { gatheringRoutes as routes } from './routes.ts'
import type { Invited } from './routes-guest.ts'
import { gatheringWords } from './words.ts'
import { guestWords } from './words-portal.ts'

type Guest = Invited['guests'][number]

/** What can be mended, as a sentence: a wrong field, or a refusal of this folder. */
function sentenceOf(ask: Ask, error: unknown): string {
  if (!(error instanceof Refusal)) throw error
  const refusals: Readonly<Record<string, unknown>> = gatheringWords[ask.lang].refusals
  const says = error.errors[0]?.message ?? refusals[error.code]
  if (typeof says === 'function') return String(says(error.values))
  if (typeof says !== 'string') throw error
  return says
}

const summary = (title: string, field: string, error: string | undefined): Html =>
  html`${error ? html`<div class="errors" role="alert"><p><strong>${title}</strong></p><p><a href="#${field}">${error}</a></p></div>` : ''}`

function codeForm(ask: Ask, error?: string): PageAnswer {
  const words = guestWords[ask.lang]
  const body = html`<div class="narrow"><h1>${words.enter}</h1><p class="lead">${words.lead}</p>${summary(words.wrong, 'code', error)}
<form method="post" action="/invitation" novalidate><div class="field${error ? ' wrong' : ''}"><label for="code">${words.code}</label><p class="hint" id="code-hint">${words.codeHint}</p>
<input id="code" name="code" value="${ask.form.code ?? ''}" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint"${error ? html` aria-invalid="true"` : ''}></div>
<button type="submit">${words.open}</button></form><p class="hint">${words.safe}</p></div>`
  return { title: words.enter, body, ...(error ? { status: 422 } : {}) }
}

/** Dark squares on white in either theme, so that every phone reads it. */
function qrOf(text: string, label: string): Html {
  const rows = encodeQr(text, 'raw', { border: 2 })
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return html`<svg class="qr" viewBox="0 0 ${rows.length} ${rows.length}" role="img" aria-label="${label}">${raw(`<rect width="100%" height="100%" fill="#fff"/><path d="${path}" fill="#000"/>`)}</svg>`
}

function guestCard(ask: Ask, code: string, it: Guest): Html {
  const words = guestWords[ask.lang]
  const no = showCount(it.no, ask.lang)
  const state = it.present
    ? it.state === 'over'
      ? words.over
      : words.came
    : it.state === 'confirmed'
      ? words.seat
      : words.waits(it.ahead)
  const tone = it.state === 'confirmed' || it.present ? 'chip-ok' : 'chip-warn'
  return html`<section class="card" aria-label="${it.guest}"><h2>${it.guest}</h2><p><span class="chip ${tone}">${state}</span> <span class="hint">${words.no(no)}</span></p>
${it.ticket && !it.present ? html`${qrOf(it.ticket, words.ticket(no))}<p class="hint">${words.show}</p>` : ''}
${it.present ? '' : html`<form method="post" action="/invitation/leave"><input type="hidden" name="code" value="${code}"><input type="hidden" name="guest" value="${it.id}"><button class="second small" aria-label="${words.leaveOf(it.guest)}">${words.leave}</button></form>`}</section>`
}

function registerForm(ask: Ask, code: string, it: Invited, error: string | undefined): Html {
  const words = guestWords[ask.lang]
  if (!it.open) return html`<p>${words.closed}</p>`
  if (it.guests.length >= it.seats) return html``
  const room = it.left > 0 ? words.left(showCount(it.left, ask.lang)) : words.full(showCount(it.waiting, ask.lang))
  const name = ask.form.guest ?? (it.guests.length === 0 && it.seats === 1 ? it.guest : '')
  return html`<section class="card" aria-labelledby="register"><h2 id="register">${words.register}</h2><p>${room} <span class="hint">${words.until(showMoment(it.closesAt, ask.lang))}</span></p>
<form method="post" action="/invitation/register" novalidate><input type="hidden" name="code" value="${code}">
<div class="field${error ? ' wrong' : ''}"><label for="guest">${words.name}</label><p class="hint" id="guest-hint">${words.nameHint(it.seats)}</p>
<input id="guest" name="guest" value="${name}" autocomplete="name" aria-describedby="guest-hint"${error ? html` aria-invalid="true"` : ''}></div>
<p class="presses"><button type="submit">${words.register}</button></p></form>
${it.guests.length === 0 && !it.declined ? html`<form method="post" action="/invitation/decline"><input type="hidden" name="code" value="${code}"><button class="second" type="submit">${words.decline}</button></form>` : ''}</section>`
}

async function invitation(ask: Ask, typed: string, error?: string): Promise<PageAnswer> {
  const words = guestWords[ask.lang]
  const it = await ask.call(routes.invited, { code: typed })
  const code = readCode(typed) ?? ''
  const when = `${showTime(it.startsAt)} – ${showTime(it.endsAt)}, ${showDay(isoDay(new Date(it.startsAt)), ask.lang)}`
  const body = html`<div class="narrow"><p class="hint">${words.to(it.guest)}</p><h1>${it.title}</h1>${summary(words.wrongRegister, 'guest', error)}
<dl class="kept"><dt>${words.when}</dt><dd>${when}</dd><dt>${words.where}</dt><dd>${it.place}</dd><dt>${words.by}</dt><dd>${it.unit}</dd></dl>
${it.declined ? html`<p role="status">${words.declined}</p>` : ''}${it.guests.map(guest => guestCard(ask, code, guest))}
${registerForm(ask, code, it, error)}<p><a href="/invitation">${words.again}</a></p></div>`
  return { title: it.title, body, ...(error ? { status: 422 } : {}) }
}

/** Opens the invitation of the typed code, or says on the form what is wrong with it. */
async function opened(ask: Ask): Promise<PageAnswer> {
  try {
    return await invitation(ask, ask.form.code ?? '')
  } catch (error) {
    return codeForm(ask, sentenceOf(ask, error))
  }
}

/** Does one thing with the code, then shows the invitation as it stands now: the code never stands in an address. */
async function acted(ask: Ask, act: () => Promise<unknown>): Promise<PageAnswer> {
  try {
    await act()
  } catch (error) {
    const says = sentenceOf(ask, error)
    return readCode(ask.form.code ?? '') ? invitation(ask, ask.form.code ?? '', says) : codeForm(ask, says)
  }
  return opened({ ...ask, form: { code: ask.form.code ?? '' } })
}

const front = (ask: Ask): Html => {
  const words = guestWords[ask.lang]
  return html`<section class="card" aria-labelledby="invited"><h2 id="invited">${words.panel}</h2><p>${words.panelLead}</p><p><a class="button second" href="/invitation">${words.enter}</a></p></section>`
}

async function mine(ask: Ask): Promise<Html | undefined> {
  const words = guestWords[ask.lang]
  const { invitations } = await ask.call(routes.mine, {})
  if (invitations.length === 0) return undefined
  return html`<section class="card" aria-labelledby="invitations"><h2 id="invitations">${words.mine}</h2><ul class="plain">${invitations.map(
    it => html`<li><strong>${it.title}</strong><br><span class="hint">${showMoment(it.startsAt, ask.lang)} · ${it.place}</span>
<form method="post" action="/invitation"><input type="hidden" name="code" value="${it.code}"><button class="second small">${words.open}</button></form><span class="hint">${words.code}: ${showCode(it.code)}</span></li>`,
  )}</ul></section>`
}

const field = (ask: Ask, name: string): string => ask.form[name] ?? ''

export const panels: readonly Panel[] = [
  { where: 'front', show: async ask => front(ask) },
  { where: 'mine', show: mine },
]
export const pages: readonly Page[] = [
  { at: 'GET /invitation', may: 'anyone', answer: async ask => codeForm(ask) },
  { at: 'POST /invitation', may: 'anyone', answer: opened },
  {
    at: 'POST /invitation/register',
    may: 'anyone',
    answer: ask =>
      acted(ask, () => ask.call(routes.register, { code: field(ask, 'code'), guest: field(ask, 'guest') })),
  },
  {
    at: 'POST /invitation/leave',
    may: 'anyone',
    answer: ask => acted(ask, () => ask.call(routes.leave, { code: field(ask, 'code'), guest: field(ask, 'guest') })),
  },
  {
    at: 'POST /invitation/decline',
    may: 'anyone',
    answer: ask => acted(ask, () => ask.call(routes.decline, { code: field(ask, 'code') })),
  },
]
