import { type Ask, type Html, html, type Panel } from '#kit/serve'
import { showCount } from '#kit/units'
import { routes } from '../routes.ts'
import { words } from '../words.ts'

/** The public figure: how many came, what was answered and kept, opened in place without a script. */
async function front(ask: Ask): Promise<Html | undefined> {
  const said = words[ask.lang].portal
  const it = await ask.call(routes.figures, {})
  if (!it.edition) return undefined
  const count = (of: number): string => showCount(of, ask.lang)
  return html`<section class="card figure" aria-labelledby="conferences"><h2 id="conferences">${said.title}</h2>
<p class="hint">${said.lead(it.edition[ask.lang])}</p>
${
  it.guests === 0
    ? html`<p>${said.none}</p>`
    : html`<p><strong>${count(it.guests)}</strong> ${said.guests}</p><details><summary>${said.why}</summary><p>${words[ask.lang].definition}</p>
<ul class="grades"><li>${said.conferences(count(it.conferences))}</li><li>${said.invited(count(it.invited))}</li><li>${said.answered(count(it.answered))}</li><li>${said.kept(count(it.kept))}</li></ul></details>`
}
</section>`
}

export const panels: readonly Panel[] = [{ where: 'front', show: front }]
