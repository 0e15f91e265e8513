import { type Ask, type Html, html, type Page, type Panel } from '#kit/serve'
import type { PageAnswer } from '#kit/serve/page.ts'
import { showCode } from '#kit/text'
import { isoDay, showDay, showMoment } from '#kit/time'
import { showCount } from '#kit/units'
import { Refusal, uuidv7 } from '#kit/wire'
import { customerRoutes } from '#spine/customers/routes.ts'
import { listeningRoutes as routes } from './routes.ts'
import type { Followed } from './routes-asker.ts'
import { topics } from './rules.ts'
import { listeningWords } from './words.ts'
import { askerWords } from './words-portal.ts'

type Wrong = readonly { readonly field: string; readonly says: string }[]

/** What can be mended, each at its field; everything else goes on. */
function wrongOf(ask: Ask, error: unknown, whole: string): Wrong {
  if (!(error instanceof Refusal)) throw error
  if (error.errors.length > 0) return error.errors.map(({ field, message }) => ({ field, says: message }))
  const says = (listeningWords[ask.lang].refusals as Readonly<Record<string, string>>)[error.code]
  if (!says) throw error
  return [{ field: error.code === 'listening.bad_phone' ? 'phone' : whole, says }]
}

const summary = (title: string, wrong: Wrong): Html =>
  html`${wrong.length > 0 ? html`<div class="errors" role="alert"><p><strong>${title}</strong></p>${wrong.map(one => html`<p><a href="#${one.field}">${one.says}</a></p>`)}</div>` : ''}`

function field(it: {
  name: string
  label: string
  hint?: string
  wrong: Wrong
  input: (described: Html) => Html
}): Html {
  const error = it.wrong.find(one => one.field === it.name)?.says
  const ids = [it.hint && `${it.name}-hint`, error && `${it.name}-error`].filter(Boolean).join(' ')
  const described = html`${ids ? html` aria-describedby="${ids}"` : ''}${error ? html` aria-invalid="true"` : ''}`
  return html`<div class="field${error ? ' wrong' : ''}"><label for="${it.name}">${it.label}</label>${it.hint ? html`<p class="hint" id="${it.name}-hint">${it.hint}</p>` : ''}
${it.input(described)}${error ? html`<p class="error" id="${it.name}-error">${error}</p>` : ''}</div>`
}

const select =
  (name: string, chosen: string, options: readonly { value: string; label: string }[], empty?: string) =>
  (described: Html): Html =>
    html`<select id="${name}" name="${name}"${described}>${empty ? html`<option value="">${empty}</option>` : ''}${options.map(
      one => html`<option value="${one.value}"${one.value === chosen ? ' selected' : ''}>${one.label}</option>`,
    )}</select>`
const input =
  (name: string, value: string, more: Html) =>
  (described: Html): Html =>
    html`<input id="${name}" name="${name}" value="${value}"${more}${described}>`

/** Where the question goes: to the unit of one of one's contracts, or to a unit that is named. */
async function whereTo(ask: Ask, wrong: Wrong): Promise<Html> {
  const words = askerWords[ask.lang]
  if (ask.who.kind === 'customer') {
    const { customers } = await ask.call(customerRoutes.mine, {})
    const options = customers
      .filter(one => !one.until)
      .map(one => ({ value: one.id, label: `${one.code} · ${one.name}` }))
    if (options.length > 0)
      return field({
        name: 'customer',
        label: words.customer,
        wrong,
        input: select('customer', ask.form.customer ?? '', options),
      })
  }
  const { units } = await ask.call(routes.units, {})
  const options = units.map(one => ({ value: one.id, label: one.name }))
  return field({
    name: 'unitId',
    label: words.unit,
    wrong,
    input: select('unitId', ask.form.unitId ?? '', options, words.chooseUnit),
  })
}

async function askForm(ask: Ask, wrong: Wrong = []): Promise<PageAnswer> {
  const words = askerWords[ask.lang]
  const named = listeningWords[ask.lang].topics
  const where = await whereTo(ask, wrong)
  const known = ask.who.kind === 'customer'
  const body = html`<div class="narrow"><h1>${words.title}</h1><p class="lead">${words.lead}</p><p class="card"><strong>${words.danger}</strong></p>${summary(words.wrong, wrong)}
<form method="post" action="/ask" novalidate><input type="hidden" name="key" value="${ask.form.key ?? uuidv7()}">${where}
${field({
  name: 'topic',
  label: words.topic,
  wrong,
  input: select(
    'topic',
    ask.form.topic ?? 'supply',
    topics.map(value => ({ value, label: named[value] })),
  ),
})}
${field({ name: 'text', label: words.text, hint: words.textHint, wrong, input: described => html`<textarea id="text" name="text" rows="6"${described}>${ask.form.text ?? ''}</textarea>` })}
${known ? '' : html`${field({ name: 'name', label: words.name, wrong, input: input('name', ask.form.name ?? '', html` autocomplete="name"`) })}${field({ name: 'phone', label: words.phone, wrong, input: input('phone', ask.form.phone ?? '', html` inputmode="tel" autocomplete="tel-national"`) })}`}
<button type="submit">${words.send}</button></form><p class="links"><a href="/follow">${words.follow}</a></p></div>`
  return { title: words.title, body, ...(wrong.length > 0 ? { status: 422 } : {}) }
}

async function asked(ask: Ask): Promise<PageAnswer> {
  const words = askerWords[ask.lang]
  const { key = '', text = '', topic = '', unitId = '', customer, name = '', phone = '' } = ask.form
  const said = { key, text, topic: topic as (typeof topics)[number] }
  try {
    const { code, dueAt } = await (customer
      ? ask.call(routes.askAsCustomer, { ...said, customer })
      : ask.call(routes.ask, { ...said, unitId, name, phone }))
    const body = html`<div class="narrow"><h1>${words.kept}</h1><p class="lead">${words.keptLead(showMoment(dueAt, ask.lang))}</p>
<section class="card voucher" aria-label="${words.code}"><p class="hint">${words.code}</p><p class="big-code">${showCode(code)}</p></section>
<p class="links"><a href="/follow">${words.follow}</a><a href="/ask">${words.another}</a></p></div>`
    return { title: words.kept, body }
  } catch (error) {
    return askForm(ask, wrongOf(ask, error, 'text'))
  }
}

function codeForm(ask: Ask, wrong: Wrong = []): PageAnswer {
  const words = askerWords[ask.lang]
  const body = html`<div class="narrow"><h1>${words.follow}</h1><p class="lead">${words.followLead}</p>${summary(words.wrongCode, wrong)}<form method="post" action="/follow" novalidate>
${field({ name: 'code', label: words.code, hint: words.codeHint, wrong, input: input('code', ask.form.code ?? '', html` autocomplete="off" autocapitalize="characters" spellcheck="false"`) })}
<button type="submit">${words.open}</button></form><p class="links"><a href="/ask">${words.title}</a></p></div>`
  return { title: words.follow, body, ...(wrong.length > 0 ? { status: 422 } : {}) }
}

function promised(ask: Ask, it: Followed): Html {
  const words = askerWords[ask.lang]
  if (it.commitments.length === 0) return html``
  const end = (one: Followed['commitments'][number]): string => {
    if (!one.outcome) return words.by(showDay(one.dueOn, ask.lang))
    return one.outcome.kept
      ? words.done(showDay(isoDay(new Date(one.outcome.at)), ask.lang))
      : `${words.notDone}: ${one.outcome.text}`
  }
  return html`<section class="card" aria-labelledby="promised"><h2 id="promised">${words.commitments}</h2><ul class="plain">${it.commitments.map(
    one => html`<li>${one.text}<br><span class="hint">${end(one)}</span></li>`,
  )}</ul></section>`
}

async function followed(ask: Ask, wrong: Wrong = []): Promise<PageAnswer> {
  const words = askerWords[ask.lang]
  const named = listeningWords[ask.lang]
  const code = ask.form.code ?? ''
  const it = await ask.call(routes.follow, { code })
  const answers = it.answers.map(
    one => html`<section class="card" aria-label="${one.refused ? words.refusal : words.answer}"><h2>${one.refused ? words.refusal : words.answer}</h2>
${one.reason ? html`<p><strong>${named.reasons[one.reason]}</strong></p>` : ''}<p>${one.text}</p><p class="hint">${it.unit} · ${showMoment(one.at, ask.lang)}</p></section>`,
  )
  const open = it.state !== 'answered' && it.state !== 'refused'
  const tone = it.state === 'answered' ? ' chip-ok' : it.late ? ' chip-warn' : ''
  const body = html`<div class="narrow"><p class="hint">${named.topics[it.topic]} · ${it.unit}</p><h1>${it.text}</h1>
<p><span class="chip${tone}">${named.states[it.state]}</span> <span class="hint">${words.asked(showMoment(it.askedAt, ask.lang))}</span></p>
${open ? html`<p>${words.none} ${it.late ? words.late : words.due(showMoment(it.dueAt, ask.lang))}</p>` : ''}${answers}${promised(ask, it)}
${
  it.mayReopen
    ? html`${summary(words.wrong, wrong)}<details${wrong.length > 0 ? ' open' : ''}><summary>${words.again}</summary><form method="post" action="/follow/again" novalidate><input type="hidden" name="code" value="${code}">
${field({ name: 'text', label: words.againText, wrong, input: described => html`<textarea id="text" name="text" rows="4"${described}>${ask.form.text ?? ''}</textarea>` })}<button class="second">${words.againSend}</button></form></details>`
    : ''
}</div>`
  return { title: words.follow, body, ...(wrong.length > 0 ? { status: 422 } : {}) }
}

async function follow(ask: Ask): Promise<PageAnswer> {
  try {
    return await followed(ask)
  } catch (error) {
    return codeForm(ask, wrongOf(ask, error, 'code'))
  }
}

async function again(ask: Ask): Promise<PageAnswer> {
  try {
    await ask.call(routes.reopen, { code: ask.form.code ?? '', text: ask.form.text ?? '' })
    return await followed(ask)
  } catch (error) {
    const wrong = wrongOf(ask, error, 'text')
    return followed(ask, wrong).catch(() => codeForm(ask, wrong))
  }
}

async function front(ask: Ask): Promise<Html> {
  const words = askerWords[ask.lang]
  const { heard, answered, inTime, kept } = await ask.call(routes.figures, {})
  const count = (of: number): string => showCount(of, ask.lang)
  return html`<section class="card figure" aria-labelledby="listening"><h2 id="listening">${words.panel}</h2>
${heard === 0 ? html`<p>${words.panelNone}</p>` : html`<p>${words.figures(count(heard), count(answered))}</p><details><summary>${words.why}</summary><p>${words.more(count(inTime), count(kept))}</p><p>${words.definition}</p></details>`}
<p class="links"><a href="/ask">${words.title}</a><a href="/follow">${words.follow}</a></p></section>`
}

async function mine(ask: Ask): Promise<Html> {
  const words = askerWords[ask.lang]
  const named = listeningWords[ask.lang]
  const { cases } = await ask.call(routes.mine, {})
  return html`<section class="card" aria-labelledby="questions"><h2 id="questions">${words.mine}</h2>${
    cases.length === 0
      ? html`<p class="hint">${words.mineNone}</p>`
      : html`<ul class="plain">${cases.map(
          one => html`<li><strong>${one.text.slice(0, 160)}</strong><br><span class="hint">${named.states[one.state]} · ${showMoment(one.askedAt, ask.lang)}</span>
<form method="post" action="/follow"><input type="hidden" name="code" value="${one.code}"><button class="second small">${words.open}</button></form></li>`,
        )}</ul>`
  }<p class="links"><a href="/ask">${words.title}</a></p></section>`
}

export const panels: readonly Panel[] = [
  { where: 'front', show: front },
  { where: 'mine', show: mine },
]
export const pages: readonly Page[] = [
  { at: 'GET /ask', may: 'anyone', answer: ask => askForm(ask) },
  { at: 'POST /ask', may: 'anyone', answer: asked },
  { at: 'GET /follow', may: 'anyone', answer: async ask => codeForm(ask) },
  { at: 'POST /follow', may: 'anyone', answer: follow },
  { at: 'POST /follow/again', may: 'anyone', answer: again },
]
