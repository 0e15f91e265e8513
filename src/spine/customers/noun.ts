import { sql } from 'kysely'
import { type Ask, type Html, html, type Verbs } from '#kit/serve'
import { face as declare } from '#kit/serve/face.ts'
import { contractsIntake, pointsIntake } from './intake-contracts.ts'
import { customersIntake } from './intake-customers.ts'
import { customerRoutes } from './routes.ts'
import { customerWords } from './words.ts'

const verbs: Verbs<typeof customerRoutes> = {
  mine: async act => {
    const { rows } = await sql<{ id: string; code: string; name: string; unit: string }>`select c.id, c.code, c.name,
        coalesce((select n.name from org.unit_names n where n.unit_id = c.unit_id order by n.from_day desc limit 1), '') as unit
      from customers.customers c order by c.code limit 20`.execute(act.tx)
    return { customers: rows }
  },
}

/** The signed-in customer's contracts, on their own page. */
async function mine(ask: Ask): Promise<Html> {
  const words = customerWords[ask.lang]
  const { customers } = await ask.call(customerRoutes.mine, {})
  return html`<section class="card" aria-labelledby="contracts"><h2 id="contracts">${words.title}</h2>
${
  customers.length === 0
    ? html`<p>${words.none}</p><p class="hint">${words.noneNext}</p>`
    : html`<ul class="plain">${customers.map(one => html`<li><strong>${one.name}</strong><br><span class="hint">${words.code} ${one.code} · ${one.unit}</span></li>`)}</ul>`
}</section>`
}

export const face = declare({
  name: 'customers',
  purpose: {
    vi: 'Biết khách hàng là ai mà không hỏi hơn mức cần',
    en: 'Knows who a customer is, and asks no more than it needs',
  },
  words: customerWords,
  permissions: {},
  routes: customerRoutes,
  verbs,
  intakes: [customersIntake, contractsIntake, pointsIntake],
  panels: [{ where: 'mine', show: mine }],
  tables: new URL('./tables/', import.meta.url),
})
