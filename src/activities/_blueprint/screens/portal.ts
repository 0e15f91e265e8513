import { type Ask, type Html, html, type Panel } from '#kit/serve'
import { showCount } from '#kit/units'
import { routes } from '../routes.ts'
import { words } from '../words.ts'

const grades = ['proven', 'recorded', 'declared'] as const

/** The public figure: how many trees, and how that is known, opened in place without a script. */
async function front(ask: Ask): Promise<Html | undefined> {
  const said = words[ask.lang].portal
  const { edition, trees, byGrade } = await ask.call(routes.figures, {})
  if (!edition) return undefined
  const count = (of: number): string => showCount(of, ask.lang)
  const shown = grades.filter(grade => byGrade[grade] > 0)
  return html`<section class="card figure" aria-labelledby="blueprint-title">
<h2 id="blueprint-title">${said.title}</h2>
<p class="hint">${said.lead(edition[ask.lang])}</p>
${
  trees === 0
    ? html`<p>${said.none}</p>`
    : html`<p><strong>${count(trees)}</strong> ${said.trees}</p>
<details><summary>${said.why}</summary><p>${words[ask.lang].definition}</p>
<ul class="grades">${shown.map(grade => html`<li><strong class="small">${count(byGrade[grade])}</strong> ${said[grade]}</li>`)}</ul></details>`
}
</section>`
}

export const panels: readonly Panel[] = [{ where: 'front', show: front }]
