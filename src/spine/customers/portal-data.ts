import { type Ask, type Html, html } from '#kit/serve'
import type { PageAnswer } from '#kit/serve/page.ts'
import { showDay } from '#kit/time'
import { Refusal } from '#kit/wire'
import { customerRoutes, type Kept } from './routes.ts'
import { type RequestKind, representativeRoles, requestKinds } from './rules-personal.ts'
import { customerWords } from './words.ts'

type Wrong = { readonly kind?: string; readonly text?: string }
type Mine = { readonly id: string; readonly code: string; readonly name: string }

const listed = (title: string, rows: readonly (Html | string)[]): Html =>
  html`${rows.length === 0 ? '' : html`<dt>${title}</dt><dd>${rows.map((row, index) => html`${index > 0 ? html`<br>` : ''}${row}`)}</dd>`}`

const roleIn = (roles: Readonly<Record<string, string>>, role: string): string =>
  representativeRoles.includes(role as (typeof representativeRoles)[number]) ? (roles[role] ?? role) : role

/** What is kept under one code, in words. */
function keptCard(ask: Ask, it: Kept): Html {
  const words = customerWords[ask.lang]
  const said = words.portal.data
  const former = it.former.map(one => `${words.former[one.what as keyof typeof words.former]}: ${one.value}`)
  return html`<section class="card" aria-labelledby="kept-${it.code}"><h2 id="kept-${it.code}">${words.portal.code} ${it.code}</h2><dl class="kept">
${listed(said.name, [it.name])}
${listed(said.address, [[it.address, it.place].filter(Boolean).join(', ')].filter(Boolean))}
${listed(said.unit, [it.unit].filter(Boolean))}
${listed(said.enterprise, it.enterprise ? [`${it.enterprise.name}, ${it.enterprise.taxCode}`] : [])}
${listed(
  said.contacts,
  it.contacts.map(
    one =>
      html`${one.value}${one.until ? html` <span class="hint">${words.portal.ended(showDay(one.until))}</span>` : ''}`,
  ),
)}
${listed(
  said.representatives,
  it.representatives.map(
    one => `${one.name}, ${roleIn(words.roles, one.role)}, ${showDay(one.from)} – ${showDay(one.until)}`,
  ),
)}
${listed(
  words.portal.contract,
  it.contracts.map(one => `${one.number}, ${words.portal.since(showDay(one.from))}`),
)}
${listed(
  said.points,
  it.points.map(one => [one.code, one.meter].filter(Boolean).join(' · ')),
)}
${listed(said.former, former)}</dl></section>`
}

async function requestsCard(ask: Ask): Promise<Html> {
  const words = customerWords[ask.lang]
  const said = words.portal.data
  const { requests } = await ask.call(customerRoutes.myRequests, {})
  return html`<section class="card" aria-labelledby="requests"><h2 id="requests">${said.requests}</h2>
${
  requests.length === 0
    ? html`<p>${said.noRequests}</p>`
    : html`<ul class="plain">${requests.map(
        one => html`<li><strong>${words.requestKinds[one.kind]}</strong> · ${words.requestStates[one.state]}<br><span class="hint">${showDay(one.askedOn)} · ${one.code}${one.state === 'done' || one.state === 'refused' ? '' : html` · ${said.due(showDay(one.dueOn))}`}</span>
${one.text ? html`<br>${one.text}` : ''}${one.answer ? html`<br><strong>${said.answer}:</strong> ${one.answer}` : ''}</li>`,
      )}</ul>`
}</section>`
}

function askCard(ask: Ask, mine: readonly Mine[], wrong: Wrong): Html {
  const words = customerWords[ask.lang]
  const said = words.portal.data
  const chosen = ask.form.customer ?? mine[0]?.id
  const option = (kind: RequestKind): Html =>
    html`<label class="radio"><input type="radio" name="kind" value="${kind}"${ask.form.kind === kind ? html` checked=""` : ''}> ${words.requestKinds[kind]}</label>`
  const error = (id: string, text: string | undefined): Html =>
    html`${text ? html`<p class="error" id="${id}-error">${text}</p>` : ''}`
  return html`<section class="card" aria-labelledby="ask"><h2 id="ask">${said.askTitle}</h2><form method="post" action="/mine/data#ask" novalidate>
${mine.length > 1 ? html`<div class="field"><label for="customer">${said.which}</label><select id="customer" name="customer">${mine.map(one => html`<option value="${one.id}"${one.id === chosen ? html` selected=""` : ''}>${one.code} · ${one.name}</option>`)}</select></div>` : html`<input type="hidden" name="customer" value="${chosen ?? ''}">`}
<fieldset class="field${wrong.kind ? ' wrong' : ''}" id="kind"><legend>${said.kind}</legend>${requestKinds.map(option)}${error('kind', wrong.kind)}</fieldset>
<p class="hint">${said.deletionNote}</p>
<div class="field${wrong.text ? ' wrong' : ''}"><label for="text">${said.text}</label><p class="hint" id="text-hint">${said.textHint}</p>
<textarea id="text" name="text" rows="4" maxlength="2000" aria-describedby="text-hint${wrong.text ? ' text-error' : ''}"${wrong.text ? html` aria-invalid="true"` : ''}>${ask.form.text ?? ''}</textarea>${error('text', wrong.text)}</div>
<button type="submit">${said.send}</button></form></section>`
}

/** What is kept on the customer, what they asked, and a form to ask; every part without a script. */
export async function dataPage(ask: Ask, wrong: Wrong = {}): Promise<PageAnswer> {
  const words = customerWords[ask.lang]
  const said = words.portal.data
  const [{ customers }, { customers: mine }] = [
    await ask.call(customerRoutes.myData, {}),
    await ask.call(customerRoutes.mine, {}),
  ]
  const errors = Object.entries(wrong)
  const body = html`<p><a href="/mine">${words.portal.back}</a></p><h1>${said.title}</h1><p class="lead">${said.lead}</p>
${errors.length > 0 ? html`<div class="errors" role="alert"><p><strong>${said.wrong}</strong></p>${errors.map(([field, text]) => html`<p><a href="#${field}">${text}</a></p>`)}</div>` : ''}
${ask.query.sent ? html`<p class="thanks" role="status">${said.sent}</p>` : ''}
${
  customers.length === 0
    ? html`<p>${words.portal.none}</p><p class="hint">${words.portal.noneNext}</p>`
    : html`${customers.map(one => keptCard(ask, one))}
<p><a href="/api/customers/mine/data" download="du-lieu-cua-toi.json">${said.file}</a></p>${await requestsCard(ask)}${askCard(ask, mine, wrong)}`
}`
  return errors.length > 0 ? { title: said.wrongTitle(said.title), body, status: 422 } : { title: said.title, body }
}

export async function sendRequest(ask: Ask): Promise<PageAnswer> {
  const said = customerWords[ask.lang].portal.data
  const { kind = '', text = '', customer = '' } = ask.form
  const wrong: Wrong = {
    ...(requestKinds.includes(kind as RequestKind) ? {} : { kind: said.choose }),
    ...(text.trim().length >= 2 ? {} : { text: said.write }),
  }
  if (wrong.kind || wrong.text) return dataPage(ask, wrong)
  try {
    await ask.call(customerRoutes.askForMine, { customer, kind: kind as RequestKind, text })
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 422) throw error
    return dataPage(ask, { text: error.errors[0]?.message ?? said.write })
  }
  return { goTo: '/mine/data?sent=1' }
}
