import { type Ask, type Html, html, type Page, type Panel } from '#kit/serve'
import type { PageAnswer } from '#kit/serve/page.ts'
import { isoDay, showDay, showMoment, showTime } from '#kit/time'
import { showCount, showQuantity } from '#kit/units'
import { type GivesOf, Refusal } from '#kit/wire'
import { routes } from '../routes.ts'
import { words } from '../words.ts'
import { portalWords } from '../words-portal.ts'

type Mine = GivesOf<typeof routes.mine>
type MyEvent = Mine['events'][number]

const waits = (event: MyEvent): boolean =>
  event.acknowledgedAt === null && (event.state === 'planned' || event.state === 'under_way')

async function mine(ask: Ask): Promise<Html | undefined> {
  const said = portalWords[ask.lang]
  const { agreements, events } = await ask.call(routes.mine, {})
  if (agreements.length === 0) return undefined
  const waiting = events.filter(waits).length
  return html`<section class="card" aria-labelledby="load-shift-title"><h2 id="load-shift-title">${said.panel}</h2>
${agreements.map(one => html`<p>${one.name}<br><span class="hint">${said.agreement(one.number, showQuantity(one.registeredKw, 'kW', ask.lang), showDay(one.signedOn))}</span></p>`)}
${waiting > 0 ? html`<p><strong>${said.waiting(showCount(waiting, ask.lang))}</strong></p>` : ''}
<p class="links"><a href="/mine/load-shift">${said.open}</a></p></section>`
}

function acknowledgement(event: MyEvent, ask: Ask): Html {
  const said = portalWords[ask.lang]
  if (event.acknowledgedAt) return html`<p>${said.acknowledged(showMoment(event.acknowledgedAt, ask.lang))}</p>`
  if (!waits(event)) return html`<p class="hint">${said.notAcknowledged}</p>`
  return html`<form method="post" action="/mine/load-shift"><input type="hidden" name="event" value="${event.id}"><input type="hidden" name="agreement" value="${event.agreementId}">
<button type="submit" name="do" value="acknowledge">${said.acknowledge}</button></form>`
}

function action(event: MyEvent, ask: Ask): Html {
  const said = portalWords[ask.lang]
  const told = event.actions.map(what => html`<p>${said.done(what)}</p>`)
  if (event.state === 'planned' || event.state === 'cancelled' || event.actions.length > 0) return html`${told}`
  const id = `what-${event.id}`
  const form = html`<form method="post" action="/mine/load-shift"><input type="hidden" name="event" value="${event.id}"><input type="hidden" name="agreement" value="${event.agreementId}">
<div class="field"><label for="${id}">${said.whatLabel}</label><p class="hint" id="${id}-hint">${said.whatHint}</p><input id="${id}" name="what" maxlength="300" aria-describedby="${id}-hint" autocomplete="off"></div>
<button class="second" type="submit" name="do" value="act">${said.send}</button></form>`
  if (event.state === 'under_way') return form
  return html`<details class="event-line"><summary>${said.tell}</summary>${form}</details>`
}

function eventCard(event: MyEvent, ask: Ask): Html {
  const said = portalWords[ask.lang]
  const day = showDay(isoDay(new Date(event.startsAt)))
  return html`<section class="card" id="e-${event.id}" aria-labelledby="t-${event.id}"><h2 id="t-${event.id}">${day}, ${said.times(showTime(event.startsAt), showTime(event.endsAt))}</h2>
<p class="hint">${event.number} · ${said.states[event.state]} · ${said.reason(event.reason)}</p>
${event.state === 'cancelled' ? '' : html`${acknowledgement(event, ask)}${action(event, ask)}`}</section>`
}

async function eventsPage(ask: Ask, wrong = ''): Promise<PageAnswer> {
  const said = portalWords[ask.lang]
  const { agreements, events } = await ask.call(routes.mine, {})
  const body = html`<div class="narrow"><p><a href="/mine">${said.back}</a></p><h1>${said.title}</h1><p class="lead">${said.lead}</p>
${wrong ? html`<div class="errors" role="alert"><p><strong>${wrong}</strong></p></div>` : ''}
${ask.query.kept ? html`<p class="thanks" role="status">${said.kept}</p>` : ''}
${agreements.length === 0 ? html`<p>${said.none}</p>` : events.length === 0 ? html`<p>${said.noEvents}</p>` : html`${events.map(event => eventCard(event, ask))}<p class="hint">${said.results}</p>`}</div>`
  return { title: said.title, body, ...(wrong ? { status: 422 } : {}) }
}

async function act(ask: Ask): Promise<PageAnswer> {
  const { event: id = '', agreement: agreementId = '', what = '' } = ask.form
  try {
    if (ask.form.do === 'act') await ask.call(routes.actMine, { id, agreementId, what })
    else await ask.call(routes.acknowledgeMine, { id, agreementId })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500 || error.status === 401) throw error
    const known = words[ask.lang].refusals as Readonly<Record<string, unknown>>
    const says = known[error.code]
    return eventsPage(
      ask,
      typeof says === 'string' ? says : (error.errors[0]?.message ?? portalWords[ask.lang].whatHint),
    )
  }
  return { goTo: `/mine/load-shift?kept=1#e-${id}` }
}

export const panels: readonly Panel[] = [{ where: 'mine', show: mine }]
export const pages: readonly Page[] = [
  { at: 'GET /mine/load-shift', may: 'customer', answer: ask => eventsPage(ask) },
  { at: 'POST /mine/load-shift', may: 'customer', answer: act },
]
