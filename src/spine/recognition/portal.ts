import { type Ask, type Html, html, type Page, type Panel, raw } from '#kit/serve'
import type { PageAnswer } from '#kit/serve/page.ts'
import { isoDay, showDay } from '#kit/time'
import { showNumber, showQuantity, type UnitKey, units } from '#kit/units'
import { Refusal } from '#kit/wire'
import type { Lang } from '#kit/words'
import { type MyResult, type Publication, recognitionRoutes as routes } from './routes.ts'
import { recognitionPortalWords } from './words-portal.ts'

const dayOf = (moment: string): string => showDay(isoDay(new Date(moment)))
const amount = (value: number, unit: string | null, lang: Lang): string =>
  unit && Object.hasOwn(units, unit) ? showQuantity(value, unit as UnitKey, lang) : showNumber(value, lang)

type Named = {
  readonly says: string
  readonly value: number | null
  readonly unit: string | null
  readonly switch?: boolean
}

/** Values with their names, one under the other. */
function named(rows: readonly Named[], lang: Lang): Html {
  const words = recognitionPortalWords[lang].criteria
  const shown = (it: Named): string => {
    if (it.value === null) return '·'
    return it.switch ? (it.value === 1 ? words.yes : words.no) : amount(it.value, it.unit, lang)
  }
  return html`<dl class="kept">${rows.map(it => html`<dt>${it.says}</dt><dd>${shown(it)}</dd>`)}</dl>`
}

function publication(it: Publication, lang: Lang): Html {
  const words = recognitionPortalWords[lang].criteria
  const body = html`<p class="hint">${it.unit} · ${words.version(it.no, dayOf(it.publishedAt))}</p>
${it.note ? html`<p>${it.note}</p>` : ''}
<h3>${words.grounds}</h3><ul class="plain">${it.groundsSaid.map(ground => html`<li><strong>${ground.says}</strong><br>${ground.explains}<br><span class="hint">${recognitionPortalWords[lang].mine.gift(ground.words)}</span></li>`)}</ul>
<h3>${words.thresholds}</h3>${named(it.settingsSaid, lang)}
<p>${words.object(it.objectDays, it.answerDays)}</p>
<p class="hint">${words.seal}: <code>${it.sha256.slice(0, 16)}</code></p>`
  const id = `c-${it.id}`
  if (!it.replacedBy)
    return html`<section class="card" aria-labelledby="${id}"><h2 id="${id}">${it.says}: ${it.title}</h2>${body}</section>`
  return html`<details class="card"><summary>${words.replaced}: ${it.title}, ${words.version(it.no, dayOf(it.publishedAt))}</summary>${body}</details>`
}

async function criteriaPage(ask: Ask): Promise<PageAnswer> {
  const words = recognitionPortalWords[ask.lang].criteria
  const { edition, criteria } = await ask.call(routes.published, {})
  const body = html`<h1>${words.title}</h1><p class="lead">${words.lead}</p>${edition ? html`<p class="hint"><strong>${edition[ask.lang]}</strong></p>` : ''}
${criteria.length === 0 ? html`<p>${words.none}</p><p class="hint">${words.noneNext}</p>` : criteria.map(one => publication(one, ask.lang))}`
  return { title: words.title, body }
}

async function front(ask: Ask): Promise<Html | undefined> {
  const words = recognitionPortalWords[ask.lang].criteria
  const { criteria } = await ask.call(routes.published, {})
  const inForce = criteria.filter(one => !one.replacedBy).length
  if (inForce === 0) return undefined
  return html`<section class="card" aria-labelledby="criteria"><h2 id="criteria">${words.title}</h2><p>${words.count(inForce)}</p><p class="hint">${words.lead}</p><p class="links"><a href="/criteria">${words.link}</a></p></section>`
}

/** The one sentence over a result: the activity's own where it fits, else thanks, or that it was not reached, or cannot be told. */
function sentence(it: MyResult, lang: Lang): string {
  const words = recognitionPortalWords[lang].mine
  if (it.grounds.length > 0) return it.verdict.tone === 'ok' ? (it.verdict.tells ?? words.thanks) : words.thanks
  if (it.verdict.tone === 'ok') return words.notYet
  return it.verdict.tells ?? (it.verdict.tone === 'mute' ? words.unclear : words.notYet)
}

async function mine(ask: Ask): Promise<Html | undefined> {
  const words = recognitionPortalWords[ask.lang].mine
  const { results } = await ask.call(routes.mine, {})
  if (results.length === 0) return undefined
  const item = (
    it: MyResult,
  ): Html => html`<li><span class="hint">${it.says} · ${it.partyName}</span><br><strong>${sentence(it, ask.lang)}</strong>
<br>${it.grounds.map(ground => ground.says).join(' · ')}<p class="links"><a href="/mine/results/${it.id}">${words.why}</a></p></li>`
  return html`<section class="card${results.some(it => it.grounds.length > 0) ? ' thanks' : ''}" aria-labelledby="results"><h2 id="results">${words.title}</h2><ul class="plain">${results.map(item)}</ul></section>`
}

type Why = Awaited<ReturnType<typeof whyOf>>
const whyOf = (ask: Ask) => ask.call(routes.myWhy, { id: ask.params.id ?? '' })

function objectionPart(ask: Ask, it: Why, wrong: string | undefined): Html {
  const words = recognitionPortalWords[ask.lang].mine
  const sent = it.objections.map(
    one =>
      html`<li><span class="hint">${showDay(one.receivedOn)}</span><br>${one.text}<br><strong>${one.outcome ? words[one.outcome] : words.waiting(showDay(one.answerBy))}</strong>${one.answer ? html`<br>${words.answer}: ${one.answer}` : ''}</li>`,
  )
  const form = html`<section class="card" aria-labelledby="object"><h2 id="object">${words.objectTitle(showDay(it.objectUntil))}</h2>
${wrong ? html`<div class="errors" role="alert"><p><a href="#text">${wrong}</a></p></div>` : ''}
<form method="post" action="/mine/results/${it.id}#object" novalidate><div class="field${wrong ? ' wrong' : ''}"><label for="text">${words.objectText}</label><p class="hint" id="text-hint">${words.objectHint}</p>
<textarea id="text" name="text" rows="5" maxlength="2000" aria-describedby="text-hint"${wrong ? html` aria-invalid="true"` : ''}>${ask.form.text ?? ''}</textarea></div>
<button class="second" type="submit">${words.objectSend}</button></form></section>`
  const waits = it.objections.some(one => !one.outcome)
  return html`${sent.length > 0 ? html`<section class="card" aria-labelledby="sent"><h2 id="sent">${words.objections}</h2><ul class="plain">${sent}</ul></section>` : ''}
${it.mayObject ? form : waits ? '' : html`<p class="hint">${words.objectOver(showDay(it.objectUntil))}</p>`}`
}

/** Why somebody is thanked, or not: the same order and the same respect for both; lamp light for the thanked only. */
function whyBody(ask: Ask, it: Why, wrong?: string): Html {
  const words = recognitionPortalWords[ask.lang].mine
  const thanked = it.grounds.length > 0
  const waits = it.objections.find(one => !one.outcome)
  return html`<p><a href="/mine">${words.back}</a></p><p class="hint">${it.partyName} · ${it.says}</p><h1>${sentence(it, ask.lang)}</h1>
${ask.query.sent && waits ? html`<p class="card" role="status">${words.objectSent(showDay(waits.answerBy))}</p>` : ''}
<section class="card${thanked ? ' thanks' : ''}"><p><span class="verdict ${it.verdict.tone}">${it.verdict.says}</span></p>
${it.grounds.map(ground => html`<p><strong>${ground.says}</strong>: ${ground.explains}<br>${words.gift(ground.words)}</p>`)}
${it.excluded ? html`<p>${words.excluded[it.excluded as keyof typeof words.excluded]}</p>` : ''}
<p class="hint">${words.approvedOn(showDay(it.approvedOn))}</p></section>
${it.drawn ? raw(it.drawn) : it.erased ? html`<p class="hint">${words.erased}</p>` : ''}
<section class="card" aria-labelledby="why"><h2 id="why">${words.why}</h2>${it.reasons.length > 0 ? html`<ul>${it.reasons.map(reason => html`<li>${reason.says}</li>`)}</ul>` : ''}
<h3>${words.figures}</h3>${named(it.figures, ask.lang)}<h3>${words.thresholds}</h3>${named(it.settings, ask.lang)}
<p><a href="/criteria">${words.criteria(it.criteria.title, it.criteria.no, dayOf(it.criteria.publishedAt))}</a></p>
<p class="hint">${words.method(it.method.name, it.method.version)} ${words.limits}</p></section>
${objectionPart(ask, it, wrong)}`
}

async function whyPage(ask: Ask): Promise<PageAnswer> {
  const it = await whyOf(ask)
  return { title: sentence(it, ask.lang), body: whyBody(ask, it) }
}

/** Takes an objection; what was written stays on the page when it is refused. */
async function object(ask: Ask): Promise<PageAnswer> {
  const id = ask.params.id ?? ''
  const words = recognitionPortalWords[ask.lang].mine
  try {
    await ask.call(routes.object, { id, text: ask.form.text ?? '' })
    return { goTo: `/mine/results/${id}?sent=1` }
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    const it = await whyOf(ask)
    return {
      title: sentence(it, ask.lang),
      body: whyBody(ask, it, error.errors[0]?.message ?? words.objectEmpty),
      status: 422,
    }
  }
}

export const panels: readonly Panel[] = [
  { where: 'front', show: front },
  { where: 'mine', show: mine },
]
export const pages: readonly Page[] = [
  { at: 'GET /criteria', may: 'anyone', answer: criteriaPage },
  { at: 'GET /mine/results/:id', may: 'customer', answer: whyPage },
  { at: 'POST /mine/results/:id', may: 'customer', answer: object },
]
