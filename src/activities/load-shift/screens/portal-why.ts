import { type Html, html, raw } from '#kit/serve'
import type { Recognises } from '#kit/serve/recognise.ts'
import { chartHtml } from '#kit/ui/charts/html.ts'
import { showCount } from '#kit/units'
import type { Lang } from '#kit/words'
import type { EventPage, WhyPage } from '../rules-measure.ts'
import { portalWords } from '../words-portal.ts'
import { whyWords } from '../words-why.ts'
import {
  clock,
  dayLine,
  dayOf,
  eventChart,
  intervalSentence,
  kw,
  kwh,
  pct,
  seasonSentence,
  shiftSentences,
  tellingEvent,
  tookPartLines,
  verdictSentence,
} from './why-sentences.ts'

const chips = { reduced: ['ok', '✓'], not_reduced: ['warn', '−'], cannot_tell: ['mute', '?'] } as const

function chip(of: EventPage, lang: Lang): Html {
  const [tone, sign] = chips[of.verdict]
  return html`<span class="chip chip-${tone}"><span aria-hidden="true">${sign}</span> ${whyWords[lang].verdicts[of.verdict]}</span>`
}

/** The three figures that somebody remembers; the same room for yes and for no. */
function figures(of: EventPage, lang: Lang): Html {
  const said = portalWords[lang].figures
  const reduced: readonly (readonly [string, string])[] = [
    [kw(of.reductionKw, lang), said.reduced],
    [pct(of.reductionPct, lang), said.less],
    [kwh(of.reductionKwh, lang), said.energy],
  ]
  const usual: readonly (readonly [string, string])[] = [
    [kw(of.actualMeanKw, lang), said.event],
    [kw(of.baselineKw, lang), said.usual],
    [of.threshold === null ? '·' : pct(of.threshold * 100, lang), said.needed],
  ]
  const shown = of.verdict === 'reduced' ? reduced : usual
  return html`<dl class="three">${shown.map(([value, name]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

function daysTable(of: EventPage, lang: Lang): Html {
  const said = whyWords[lang].days
  const lines = of.days.map(day => dayLine(day, lang))
  const used = lines.filter(line => line.used).length
  return html`<details class="chart-table"><summary>${said.title}: ${said.count(showCount(used, lang), showCount(lines.length - used, lang))}</summary>
<div class="chart-scroll"><table><caption>${said.title}</caption><thead><tr>${said.head.map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${lines.map(line => html`<tr><th scope="row">${line.weekday} ${line.day}</th><td>${line.kw}</td><td>${line.why}</td></tr>`)}</tbody></table></div></details>`
}

function reasons(of: EventPage, lang: Lang): Html {
  const lines = tookPartLines(of, lang)
  return html`<ul class="ticks">${lines.map(line => html`<li class="${line.ok ? 'yes' : 'no'}"><span aria-hidden="true">${line.ok ? '✓' : '−'}</span> ${line.says}</li>`)}</ul>`
}

function eventPart(of: EventPage, lang: Lang): Html {
  const chart = chartHtml(eventChart(of, lang), { widthPx: 360, tableWord: portalWords[lang].table })
  const interval = intervalSentence(of, lang)
  const title = portalWords[lang].event(dayOf(of), clock(of.from), clock(of.until))
  return html`<section class="card${of.verdict === 'reduced' ? ' thanks' : ''}"><h2>${title}</h2><p>${chip(of, lang)}</p>
${figures(of, lang)}<p><strong>${verdictSentence(of, lang, 'customer')}</strong>${interval ? html` ${interval}` : ''}${of.verdict === 'cannot_tell' ? html` ${whyWords[lang].noBlame}` : ''}</p>${reasons(of, lang)}</section>
<section class="card">${raw(chart)}${daysTable(of, lang)}</section>`
}

/** Every other event in one line; each opens its own curve. */
function others(page: WhyPage, shown: EventPage, lang: Lang): Html {
  const rest = page.events.filter(one => one !== shown)
  if (rest.length === 0) return html``
  return html`<section class="card"><h2>${whyWords[lang].season.events}</h2>${rest.map(
    of => html`<details class="event-line"><summary><span>${dayOf(of)}</span> ${chip(of, lang)} <span class="hint">${of.verdict === 'reduced' ? `−${kw(of.reductionKw, lang)}` : ''}</span></summary>
<p>${verdictSentence(of, lang, 'customer')}</p>${reasons(of, lang)}${raw(chartHtml(eventChart(of, lang), { widthPx: 360, tableWord: portalWords[lang].table }))}${daysTable(of, lang)}</details>`,
  )}</section>`
}

/** Load shift's part of the customer's own page: the day's curve, what it was compared with, what was said and done. */
export const drawWhy: NonNullable<Recognises['drawWhy']> = ({ why, lang }) => {
  const page = why as unknown as WhyPage | null
  if (page?.v !== 1) return html``
  const said = whyWords[lang]
  const shown = tellingEvent(page.events)
  const season = seasonSentence(page, lang)
  return html`<div class="load-shift-why">${shown ? eventPart(shown, lang) : ''}
${season ? html`<section class="card"><h2>${said.season.title}</h2><p>${season}</p></section>` : ''}
<section class="card"><h2>${said.shift.title}</h2>${shiftSentences(page, lang).map(line => html`<p>${line}</p>`)}</section>
${shown ? others(page, shown, lang) : ''}
<section class="card"><h2>${said.limits.title}</h2><p>${said.explained}</p><ul>${said.limits.list.map(line => html`<li>${line as string}</li>`)}</ul></section></div>`
}
