import { type Ask, type Html, html, type Page, type Panel } from '#kit/serve'
import type { PageAnswer } from '#kit/serve/page.ts'
import { isoDay, showDay } from '#kit/time'
import { dataPage, sendRequest } from './portal-data.ts'
import { customerRoutes } from './routes.ts'
import { type Channel, channelsOf, type Purpose, purposes } from './rules-personal.ts'
import { customerWords } from './words.ts'

type Contract = { readonly number: string; readonly from: string; readonly until: string | null }

/** The signed-in customer's contracts, on their own page. */
async function mine(ask: Ask): Promise<Html> {
  const words = customerWords[ask.lang].portal
  const { customers } = await ask.call(customerRoutes.mine, {})
  const contract = (it: Contract): Html =>
    html`<br><span class="hint">${words.contract} ${it.number}, ${words.since(showDay(it.from))}${it.until ? html`, ${words.ended(showDay(it.until))}` : ''}</span>`
  return html`<section class="card" aria-labelledby="contracts"><h2 id="contracts">${words.contracts}</h2>
${
  customers.length === 0
    ? html`<p>${words.none}</p><p class="hint">${words.noneNext}</p>`
    : html`<ul class="plain">${customers.map(
        one => html`<li><strong>${one.name}</strong><br>${words.code} ${one.code}${one.until ? html` · ${words.ended(showDay(one.until))}` : ''}
<br><span class="hint">${[one.address, one.place].filter(Boolean).join(', ')}</span><br><span class="hint">${one.unit}</span>${one.contracts.map(contract)}</li>`,
      )}</ul>
<p class="links"><a href="/mine/consents">${words.toConsents}</a><a href="/mine/data">${words.toData}</a></p>`
}</section>`
}

type Consent = { readonly purpose: Purpose; readonly channel: Channel; readonly given: boolean; readonly at: string }

/** One choice: what holds now, in words, and what may be pressed. Nothing is chosen beforehand. */
function choice(ask: Ask, purpose: Purpose, channel: Channel, now: Consent | undefined): Html {
  const words = customerWords[ask.lang]
  const said = words.portal.consents
  const day = now && showDay(isoDay(new Date(now.at)))
  const state = now && day ? (now.given ? said.saidYes(day) : said.saidNo(day)) : said.silent
  const press = (given: boolean, label: string, second: boolean): Html =>
    html`<button name="word" value="${purpose} ${channel} ${given ? 'yes' : 'no'}" class="small${second ? ' second' : ''}" aria-label="${said.act(label, words.purposes[purpose], words.channels[channel])}">${label}</button>`
  return html`<li class="choice"><div><strong>${words.channels[channel]}</strong><br><span class="hint">${state}</span></div>
<div class="presses">${now?.given ? '' : press(true, said.yes, true)}${now?.given ? press(false, said.takeBack, true) : now ? '' : press(false, said.no, true)}</div></li>`
}

async function consentsPage(ask: Ask): Promise<PageAnswer> {
  const words = customerWords[ask.lang]
  const said = words.portal.consents
  const { customers, consents } = await ask.call(customerRoutes.myConsents, {})
  const latest = new Map(consents.map(one => [`${one.purpose} ${one.channel}`, one]))
  const part = (
    purpose: Purpose,
  ): Html => html`<section class="card" aria-labelledby="${purpose}"><h2 id="${purpose}">${words.purposes[purpose]}</h2>
<form method="post" action="/mine/consents"><ul class="plain">${channelsOf(purpose).map(channel => choice(ask, purpose, channel, latest.get(`${purpose} ${channel}`)))}</ul></form></section>`
  const body = html`<p><a href="/mine">${words.portal.back}</a></p><h1>${said.title}</h1><p class="lead">${said.lead}</p>
${ask.query.kept ? html`<p class="thanks" role="status">${said.kept}</p>` : ''}
${customers === 0 ? html`<p>${words.portal.none}</p><p class="hint">${words.portal.noneNext}</p>` : html`${customers > 1 ? html`<p class="hint">${said.forAll(customers)}</p>` : ''}${purposes.map(part)}`}`
  return { title: said.title, body }
}

/** Takes one pressed choice, then shows the page again by its own address. */
async function keepChoice(ask: Ask): Promise<PageAnswer> {
  const [purpose = '', channel = '', word = ''] = (ask.form.word ?? '').split(' ')
  await ask.call(customerRoutes.giveConsent, {
    purpose: purpose as Purpose,
    channel: channel as Channel,
    given: word === 'yes',
  })
  return { goTo: '/mine/consents?kept=1' }
}

export const panel: Panel = { where: 'mine', show: mine }
export const pages: readonly Page[] = [
  { at: 'GET /mine/consents', may: 'customer', answer: consentsPage },
  { at: 'POST /mine/consents', may: 'customer', answer: keepChoice },
  { at: 'GET /mine/data', may: 'customer', answer: ask => dataPage(ask) },
  { at: 'POST /mine/data', may: 'customer', answer: sendRequest },
]
