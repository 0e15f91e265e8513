import { type Ask, type Html, html, type Page, type Panel } from '#kit/serve'
import { showDay } from '#kit/time'
import { showCount } from '#kit/units'
import { routes } from '../routes.ts'
import { words } from '../words.ts'

/** People are added up over the channels that meet or speak with them; a message is no person guided. */
const people = new Set(['people-guided', 'people-advised', 'people-relayed'])

/** The public figure, opened in place without a script, and the way to the guidance itself. */
async function front(ask: Ask): Promise<Html | undefined> {
  const said = words[ask.lang].portal
  const { edition, figures } = await ask.call(routes.figures, {})
  if (!edition) return undefined
  const shown = figures.filter(one => people.has(one.measure))
  const sum = (grade: 'proven' | 'recorded'): number => shown.reduce((all, one) => all + one[grade], 0)
  const total = sum('proven') + sum('recorded')
  const count = (of: number): string => showCount(of, ask.lang)
  return html`<section class="card figure" aria-labelledby="outreach-title">
<h2 id="outreach-title">${said.figure}</h2>
<p class="hint">${said.figureLead(edition[ask.lang])}</p>
${
  total === 0
    ? html``
    : html`<p><strong>${count(total)}</strong> ${said.people}</p>
<details><summary>${said.why}</summary><p>${said.definition}</p>
<ul class="grades"><li><strong class="small">${count(sum('proven'))}</strong> ${said.proven}</li><li><strong class="small">${count(sum('recorded'))}</strong> ${said.recorded}</li></ul></details>`
}
<p><a href="/guidance">${said.link}</a></p>
</section>`
}

async function guidance(ask: Ask): Promise<{ title: string; body: Html }> {
  const { portal: said, topics } = words[ask.lang]
  const { articles } = await ask.call(routes.feed, {})
  const body = html`<h1>${said.title}</h1><p class="hint">${said.lead}</p>
${articles.length === 0 ? html`<p>${said.empty}</p>` : html``}
${articles.map(
  one => html`<article class="card"><h2>${one.title}</h2>
<p>${one.body}</p>
<p class="hint">${topics[one.topic]} · ${said.until(showDay(one.until, ask.lang))}</p></article>`,
)}`
  return { title: said.title, body }
}

export const panels: readonly Panel[] = [{ where: 'front', show: front }]
export const pages: readonly Page[] = [{ at: 'GET /guidance', may: 'anyone', answer: guidance }]
