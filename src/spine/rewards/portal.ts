import encodeQr from 'qr'
import { showVnd } from '#kit/money'
import { type Ask, type Html, html, type Page, type Panel, raw } from '#kit/serve'
import type { PageAnswer } from '#kit/serve/page.ts'
import { showDay } from '#kit/time'
import { showCount } from '#kit/units'
import { rewardRoutes as routes } from './routes.ts'
import type { MyVoucher, Thanks } from './routes-mine.ts'
import { rewardPortalWords } from './words-portal.ts'

/** Money says its amount; everything else how many pieces, of what, and what they are worth. */
function whatOf(ask: Ask, it: Thanks): string {
  const words = rewardPortalWords[ask.lang]
  const value = showVnd(BigInt(it.valueVnd), ask.lang)
  if (it.kind === 'money') return value
  const pieces = `${showCount(BigInt(it.pieces), ask.lang)} ${words.pieces[it.kind]}`
  const named = it.pieces === '1' && it.kind !== 'points' ? it.item[ask.lang] : `${it.item[ask.lang]} · ${pieces}`
  return it.valueVnd === '0' || it.kind === 'voucher' ? named : `${named}, ${words.worth(value)}`
}

function voucherLine(ask: Ask, it: MyVoucher, at: number, of: number): Html {
  const words = rewardPortalWords[ask.lang]
  const state = it.state === 'good' ? words.until(showDay(it.until, ask.lang)) : words.vouchers[it.state]
  return html`<li><span class="hint">${state}</span>${it.state === 'good' ? html`<br><a class="button" href="/mine/vouchers/${it.serial}">${words.openOne(at + 1, of)}</a>` : ''}</li>`
}

const awaits = (it: Thanks): boolean =>
  (it.kind === 'gift' || it.kind === 'money') && ['issued', 'delivered', 'disputed'].includes(it.state)

function thanksCard(ask: Ask, it: Thanks): Html {
  const words = rewardPortalWords[ask.lang]
  const lit = ['issued', 'delivered', 'verified'].includes(it.state)
  const says = it.kind === 'voucher' || it.kind === 'points' ? '' : words.states[it.state]
  return html`<li class="card${lit ? ' thanks' : ''}"><h3>${it.title[ask.lang]}</h3>
<p><strong>${whatOf(ask, it)}</strong>${it.why ? html`<br>${it.why}` : ''}${it.whyAt ? html` <a href="${it.whyAt}">${words.seeWhy}</a>` : ''}<br><span class="hint">${words.from(it.unit, showDay(it.on, ask.lang))}${says ? html` · ${says}` : ''}</span></p>
${it.vouchers.length > 0 ? html`<ul class="plain">${it.vouchers.map((one, at) => voucherLine(ask, one, at, it.vouchers.length))}</ul>` : ''}
${
  awaits(it)
    ? html`<p class="hint">${words.asked}</p><form method="post" action="/mine/thanks/${it.id}"><p class="presses"><button name="received" value="yes">${words.received}</button>
${it.state === 'disputed' ? '' : html`<button class="second" name="received" value="no">${words.notReceived}</button>`}</p></form>`
    : ''
}</li>`
}

/** What the customer was thanked with: what, why, from whom, until when. */
async function mine(ask: Ask): Promise<Html> {
  const words = rewardPortalWords[ask.lang]
  const { thanks } = await ask.call(routes.mine, {})
  return html`<section aria-labelledby="thanks"><h2 id="thanks">${words.title}</h2>
${ask.query.told ? html`<p role="status">${words.thanked}</p>` : ''}
${thanks.length === 0 ? html`<p class="hint">${words.none}</p>` : html`<ul class="plain thanks-list">${thanks.map(one => thanksCard(ask, one))}</ul>`}</section>`
}

const signed = (points: string, ask: Ask): string =>
  `${points.startsWith('-') ? '' : '+'}${showCount(BigInt(points), ask.lang)}`

/** Points with their last days, and how they came and went; nothing for whoever never had any. */
async function points(ask: Ask): Promise<Html | undefined> {
  const words = rewardPortalWords[ask.lang].points
  const it = await ask.call(routes.myPoints, {})
  if (it.history.length === 0) return undefined
  const count = (of: string): string => showCount(BigInt(of), ask.lang)
  return html`<section class="card figure" aria-labelledby="points"><h2 id="points">${words.title}</h2>
<p><strong>${words.have(count(it.points))}</strong></p>
${it.lots.map(lot => html`<p class="hint">${lot.until ? words.lot(count(lot.points), showDay(lot.until, ask.lang)) : words.open(count(lot.points))}</p>`)}
<details><summary>${words.history}</summary><ul class="plain">${it.history.map(
    one =>
      html`<li class="choice"><span>${words.what[one.what]}${one.why ? html`<br><span class="hint">${one.why[ask.lang]}</span>` : ''}</span>
<span>${signed(one.points, ask)}<br><span class="hint">${showDay(one.day, ask.lang)}</span></span></li>`,
  )}</ul></details></section>`
}

/** Dark squares on white in either theme, so that every scanner reads it. */
function qrOf(text: string, label: string): Html {
  const rows = encodeQr(text, 'raw', { border: 2 })
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return html`<svg class="qr" viewBox="0 0 ${rows.length} ${rows.length}" role="img" aria-label="${label}">${raw(`<rect width="100%" height="100%" fill="#fff"/><path d="${path}" fill="#000"/>`)}</svg>`
}

async function voucherPage(ask: Ask): Promise<PageAnswer> {
  const said = rewardPortalWords[ask.lang]
  const words = said.voucher
  const it = await ask.call(routes.myVoucher, { serial: ask.params.serial ?? '' })
  const good = it.state === 'good'
  const body = html`<div class="narrow"><p><a href="/mine">${words.back}</a></p><h1>${it.item[ask.lang]}</h1>
<p class="lead">${good ? said.until(showDay(it.until, ask.lang)) : said.vouchers[it.state]}</p>
<section class="card${good ? ' thanks' : ''} voucher" aria-label="${words.title}">
${good ? html`<p>${words.show}</p>${qrOf(it.code, words.qr(it.code))}` : ''}
<p class="hint">${words.code}</p><p class="big-code">${it.code}</p></section>
<dl class="kept"><dt>${words.worth}</dt><dd>${showVnd(BigInt(it.pieceVnd), ask.lang)}</dd><dt>${words.by}</dt><dd>${it.unit}</dd></dl>
<p class="hint">${words.safe}</p></div>`
  return { title: it.item[ask.lang], body }
}

async function tell(ask: Ask): Promise<PageAnswer> {
  await ask.call(routes.confirm, { id: ask.params.id ?? '', received: ask.form.received === 'yes' })
  return { goTo: '/mine?told=1' }
}

export const panels: readonly Panel[] = [
  { where: 'mine', show: mine },
  { where: 'mine', show: points },
]
export const pages: readonly Page[] = [
  { at: 'GET /mine/vouchers/:serial', may: 'customer', answer: voucherPage },
  { at: 'POST /mine/thanks/:id', may: 'customer', answer: tell },
]
