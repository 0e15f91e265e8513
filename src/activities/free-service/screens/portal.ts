import { type Ask, type Html, html, type Page, type Panel } from '#kit/serve'
import type { PageAnswer } from '#kit/serve/page.ts'
import { showDay } from '#kit/time'
import { showCount } from '#kit/units'
import { kinds } from '../kinds.ts'
import type { measures } from '../report.ts'
import { routes } from '../routes.ts'
import { words } from '../words.ts'
import { portalWords } from '../words-portal.ts'
import { askPage, startPage } from './portal-ask.ts'
import { followPage } from './portal-follow.ts'

const grades = ['proven', 'recorded', 'declared'] as const

/** The seven services, each with what it is and one link. */
async function services(ask: Ask): Promise<PageAnswer> {
  const said = portalWords[ask.lang]
  const card = (kind: (typeof kinds)[number]): Html => html`<section class="card" aria-labelledby="${kind.name}">
<h2 id="${kind.name}">${kind.says[ask.lang]}</h2><p>${kind.about[ask.lang]}</p>
<p><a class="button second" href="/services/ask/${kind.name}" aria-label="${said.askThis(kind.says[ask.lang])}">${said.ask}</a></p></section>`
  const body = html`<h1>${said.title}</h1><p class="lead">${said.lead}</p>
<p class="links"><a href="/services/follow">${said.followTitle}</a></p><div class="cards">${kinds.map(card)}</div>`
  return { title: said.title, body }
}

/** What was done this month, and how that is known. */
async function front(ask: Ask): Promise<Html | undefined> {
  const said = portalWords[ask.lang]
  const { edition, figures } = await ask.call(routes.figures, {})
  if (!edition) return undefined
  const count = (of: number): string => showCount(of, ask.lang)
  const done = figures.filter(one => one.measure !== 'within-promise')
  const total = done.reduce((sum, one) => sum + one.total, 0)
  const name = (measure: string): string => words[ask.lang].measures[measure as keyof typeof measures]
  const line = (one: (typeof figures)[number]): Html =>
    html`<li><strong class="small">${count(one.total)}</strong> ${name(one.measure)}<br><span class="hint">${grades
      .filter(grade => one.byGrade[grade] > 0)
      .map(grade => `${count(one.byGrade[grade])} ${said[grade]}`)
      .join(' · ')}</span></li>`
  return html`<section class="card figure" aria-labelledby="free-service-title">
<h2 id="free-service-title">${said.title}</h2><p class="hint">${said.panelLead}</p>
${
  total === 0
    ? html`<p>${said.none}</p><p><a class="button second" href="/services">${said.toServices}</a></p>`
    : html`<p><strong>${count(total)}</strong> ${said.done}</p><p><a class="button second" href="/services">${said.toServices}</a></p><details><summary>${said.why}</summary><p>${said.definition}</p>
<ul class="grades">${figures.filter(one => one.total > 0).map(line)}</ul></details>`
}</section>`
}

/** The signed-in customer's own requests. */
async function mine(ask: Ask): Promise<Html> {
  const said = portalWords[ask.lang]
  const { requests } = await ask.call(routes.mine, {})
  const state = (of: string): string => said.states[of as keyof typeof said.states]
  return html`<section class="card" aria-labelledby="my-services"><h2 id="my-services">${said.mineTitle}</h2>
${
  requests.length === 0
    ? html`<p class="hint">${said.mineNone}</p>`
    : html`<ul class="plain">${requests.map(
        one =>
          html`<li><a href="/services/follow?code=${one.code}">${one.says[ask.lang]}</a><br><span class="hint">${state(one.state)} · ${said.askedOn(showDay(one.askedOn, ask.lang))}</span></li>`,
      )}</ul>`
}
<p class="links"><a href="/services">${said.toServices}</a></p></section>`
}

export const panels: readonly Panel[] = [
  { where: 'front', show: front },
  { where: 'mine', show: mine },
]
export const pages: readonly Page[] = [
  { at: 'GET /services', may: 'anyone', answer: services },
  { at: 'GET /services/follow', may: 'anyone', answer: followPage },
  { at: 'GET /services/ask/:kind', may: 'customer', answer: startPage },
  { at: 'POST /services/ask/:kind', may: 'customer', answer: askPage },
]
