import { type Ask, type Html, html } from '#kit/serve'
import type { PageAnswer } from '#kit/serve/page.ts'
import { showDay, showMoment } from '#kit/time'
import { type GivesOf, Refusal } from '#kit/wire'
import { showCode } from '#spine/fieldwork'
import { fieldworkRoutes } from '#spine/fieldwork/routes.ts'
import { fieldworkWords } from '#spine/fieldwork/words.ts'
import { portalWords } from '../words-portal.ts'

type Followed = GivesOf<typeof fieldworkRoutes.follow>

const row = (label: string, value: string | Html | null): Html =>
  html`${value === null ? '' : html`<dt>${label}</dt><dd>${value}</dd>`}`

function card(ask: Ask, it: Followed): Html {
  const said = portalWords[ask.lang]
  const visit = it.day && it.from && it.until && said.visitAt(showDay(it.day, ask.lang), it.from, it.until)
  return html`<section class="card" aria-labelledby="work"><h2 id="work">${it.says[ask.lang]}</h2>
<p class="hint">${said.code}</p><p class="big-code">${showCode(it.code)}</p>
<dl class="kept">${row(said.state, html`<strong>${said.states[it.state]}</strong>`)}${row(said.unit, it.unit)}
${row(it.doneAt ? said.doneAt : said.promised, showMoment(it.doneAt ?? it.dueAt, ask.lang))}${row(said.visit, visit || null)}
${row(said.visitCode, it.visitCode && showCode(it.visitCode))}${row(said.reason, it.reason)}</dl>
${it.clock === 'broken' ? html`<p>${said.late}</p>` : ''}
${it.visitCode ? html`<p class="hint">${said.visitHint}</p><p class="links"><a href="/check?code=${it.visitCode}">${said.visitCheck}</a></p>` : ''}</section>`
}

/** Where a request stands, for whoever has its code: no sign-in, no name, no address. */
export async function followPage(ask: Ask): Promise<PageAnswer> {
  const said = portalWords[ask.lang]
  const code = ask.query.code ?? ''
  let it: Followed | undefined
  let wrong = ''
  try {
    if (code) it = await ask.call(fieldworkRoutes.follow, { code })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status === 429) throw error
    wrong = fieldworkWords[ask.lang].refusals['fieldwork.unknown_code']
  }
  const told = ask.query.sent
    ? html`<p class="card thanks" role="status">${ask.query.sent === 'again' ? said.alreadySent : said.sent}</p>`
    : ''
  const form = html`<form method="get" action="/services/follow"><div class="field${wrong ? ' wrong' : ''}"><label for="code">${said.code}</label>
<input id="code" name="code" value="${code}" autocomplete="off" autocapitalize="characters"${wrong ? html` aria-invalid="true" aria-describedby="code-error"` : ''}>
${wrong ? html`<p class="error" id="code-error" role="alert">${wrong}</p>` : ''}</div><button type="submit" class="second">${said.follow}</button></form>`
  const body = html`<div class="narrow"><p><a href="/services">${said.back}</a></p><h1>${said.followTitle}</h1>
${told}${it ? card(ask, it) : html`<p class="lead">${said.followLead}</p>${form}`}</div>`
  return { title: said.followTitle, body, status: wrong ? 404 : 200 }
}
