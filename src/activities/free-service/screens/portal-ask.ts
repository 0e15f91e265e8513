import { type Ask, type Html, html } from '#kit/serve'
import type { PageAnswer } from '#kit/serve/page.ts'
import { fieldError } from '#kit/serve/validate.ts'
import { readPhone } from '#kit/text'
import { Refusal } from '#kit/wire'
import type { WorkField, WorkKind } from '#kit/wire/work.ts'
import { customerRoutes } from '#spine/customers/routes.ts'
import { type Answers, wrongAnswers } from '#spine/fieldwork/rules.ts'
import { kinds } from '../kinds.ts'
import { routes } from '../routes.ts'
import { portalWords } from '../words-portal.ts'

/** What is wrong, by the field's name, in words. */
type Wrong = Readonly<Record<string, string>>
type Place = { readonly code: string; readonly name: string; readonly unit: string }

/** What goes from screen to screen inside the form itself, so that nothing is kept of somebody who leaves. */
const carried = ['customerId', 'commune', 'name', 'address', 'place'] as const

const kindOf = (ask: Ask): WorkKind => {
  const kind = kinds.find(one => one.name === ask.params.kind)
  if (!kind) throw new Refusal('kit.not_found', 404)
  return kind
}

const hidden = (ask: Ask, names: readonly string[]): Html[] =>
  names.flatMap(name =>
    ask.form[name] ? [html`<input type="hidden" name="${name}" value="${ask.form[name] ?? ''}">`] : [],
  )

const errors = (title: string, wrong: Wrong): Html =>
  html`${
    Object.keys(wrong).length > 0
      ? html`<div class="errors" role="alert"><p><strong>${title}</strong></p>${Object.entries(wrong).map(([name, text]) => html`<p><a href="#${name}">${text}</a></p>`)}</div>`
      : ''
  }`

/** A label, its field and its error; `input` draws the field with the attributes that it needs. */
function field(name: string, label: string, wrong: Wrong, input: (attributes: Html) => Html, hint = ''): Html {
  const error = wrong[name]
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  const attributes = html`id="${name}" name="${name}"${error ? html` aria-invalid="true"` : ''}${described ? html` aria-describedby="${described}"` : ''}`
  return html`<div class="field${error ? ' wrong' : ''}"><label for="${name}">${label}</label>${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
${input(attributes)}${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}</div>`
}

const textInput =
  (value: string, more: Html = html``) =>
  (attributes: Html): Html =>
    html`<input ${attributes} value="${value}"${more}>`

function shell(ask: Ask, kind: WorkKind, at: number, title: string, inside: Html): Html {
  const said = portalWords[ask.lang]
  return html`<div class="narrow"><p><a href="/services">${said.back}</a></p><p class="hint">${said.step(at)} · ${kind.says[ask.lang]}</p><h1>${title}</h1>${inside}</div>`
}

async function whereScreen(
  ask: Ask,
  kind: WorkKind,
  wrong: Wrong = {},
  places: readonly Place[] = [],
): Promise<PageAnswer> {
  const said = portalWords[ask.lang]
  const { customers } = await ask.call(customerRoutes.mine, {})
  const own = customers.filter(one => one.until === null).slice(0, 20)
  const radio = (value: string, label: Html, checked: boolean): Html =>
    html`<label class="radio"><input type="radio" name="customerId" value="${value}"${checked ? html` checked=""` : ''}> <span>${label}</span></label>`
  const elsewhere = html`${field('name', said.name, wrong, textInput(ask.form.name ?? '', html` autocomplete="name"`))}
${field('address', said.address, wrong, textInput(ask.form.address ?? '', html` autocomplete="street-address"`))}
${
  places.length > 1
    ? field(
        'commune',
        said.communeChoose,
        wrong,
        attributes =>
          html`<select ${attributes}>${places.map(one => html`<option value="${one.code}">${one.name}</option>`)}</select>`,
      )
    : field('place', said.commune, wrong, textInput(ask.form.place ?? ''), said.communeHint)
}`
  const inside = html`${errors(said.errorTitle, wrong)}<form method="post" action="/services/ask/${kind.name}" novalidate><input type="hidden" name="step" value="where">
${
  own.length > 0
    ? html`<fieldset class="field" id="customerId"><legend>${said.whereOwn}</legend>${own.map((one, at) => radio(one.id, html`${one.name} · ${one.code}<br><span class="hint">${[one.address, one.place].filter(Boolean).join(', ')}</span>`, ask.form.customerId === one.id || (!ask.form.step && at === 0)))}
${radio('', html`${said.whereNew}`, ask.form.step !== undefined && !ask.form.customerId)}</fieldset>`
    : ''
}
${own.length > 0 ? html`<details class="field"${ask.form.step && !ask.form.customerId ? html` open=""` : ''}><summary>${said.whereFill}</summary>${elsewhere}</details>` : elsewhere}
<button type="submit">${said.next}</button></form>`
  return {
    title: said.whereTitle,
    body: shell(ask, kind, 2, said.whereTitle, inside),
    status: Object.keys(wrong).length > 0 ? 422 : 200,
  }
}

function answerField(ask: Ask, it: WorkField, wrong: Wrong): Html {
  const said = portalWords[ask.lang]
  const label = it.needed ? it.says[ask.lang] : `${it.says[ask.lang]} (${said.optional})`
  const value = ask.form[`answers.${it.name}`] ?? ''
  if (it.takes.kind === 'choice') {
    const { of } = it.takes
    return field(
      `answers.${it.name}`,
      label,
      wrong,
      attributes =>
        html`<select ${attributes}><option value="">${said.choose}</option>${of.map(one => html`<option value="${one.name}"${one.name === value ? html` selected=""` : ''}>${one.says[ask.lang]}</option>`)}</select>`,
    )
  }
  const unit = it.takes.kind === 'number' ? `, ${it.takes.unit}` : ''
  return field(
    `answers.${it.name}`,
    `${label}${unit}`,
    wrong,
    textInput(value, it.takes.kind === 'number' ? html` inputmode="decimal"` : html``),
  )
}

function detailsScreen(ask: Ask, kind: WorkKind, wrong: Wrong = {}): PageAnswer {
  const said = portalWords[ask.lang]
  const inside = html`${errors(said.errorTitle, wrong)}<form method="post" action="/services/ask/${kind.name}" novalidate><input type="hidden" name="step" value="details">${hidden(ask, carried)}
${kind.fields.map(it => answerField(ask, it, wrong))}
${field('phone', said.phone, wrong, textInput(ask.form.phone ?? '', html` inputmode="tel" autocomplete="tel-national"`))}
${field('note', `${said.note} (${said.optional})`, wrong, attributes => html`<textarea ${attributes} rows="3">${ask.form.note ?? ''}</textarea>`)}
<button type="submit">${said.next}</button></form>`
  return {
    title: said.detailsTitle,
    body: shell(ask, kind, 3, said.detailsTitle, inside),
    status: Object.keys(wrong).length > 0 ? 422 : 200,
  }
}

/** The answers as they were typed: a number with a comma is one, an empty one is none. */
export function answersOf(ask: Ask, kind: WorkKind): Answers {
  return Object.fromEntries(
    kind.fields.flatMap((it): [string, string | number][] => {
      const typed = (ask.form[`answers.${it.name}`] ?? '').trim()
      if (typed === '') return []
      const number = Number(typed.replace(',', '.'))
      return [[it.name, it.takes.kind === 'number' && Number.isFinite(number) ? number : typed]]
    }),
  )
}

function wrongDetails(ask: Ask, kind: WorkKind): Wrong {
  const said = portalWords[ask.lang]
  const wrong: Record<string, string> = {}
  for (const { name, ...one } of wrongAnswers(kind.fields, answersOf(ask, kind)))
    wrong[`answers.${name}`] = fieldError({ field: name, ...one }, ask.lang).message
  if (!readPhone(ask.form.phone ?? '')) wrong.phone = said.phoneError
  if ((ask.form.note ?? '').length > 1000)
    wrong.note = fieldError({ field: 'note', code: 'too_long', limit: 1000 }, ask.lang).message
  return wrong
}

async function checkScreen(ask: Ask, kind: WorkKind): Promise<PageAnswer> {
  const said = portalWords[ask.lang]
  const { customers } = ask.form.customerId ? await ask.call(customerRoutes.mine, {}) : { customers: [] }
  const own = customers.find(one => one.id === ask.form.customerId)
  const where = own
    ? `${own.name}, ${[own.address, own.place].filter(Boolean).join(', ')}`
    : [ask.form.name, ask.form.address, ask.form.place].filter(Boolean).join(', ')
  const shown = kind.fields.flatMap(it => {
    const value = answersOf(ask, kind)[it.name]
    const chosen = it.takes.kind === 'choice' ? it.takes.of.find(one => one.name === value)?.says[ask.lang] : value
    return chosen === undefined ? [] : [[it.says[ask.lang], String(chosen)] as const]
  })
  const lines = [
    [said.service, kind.says[ask.lang]],
    [said.where, where],
    ...shown,
    [said.phone, ask.form.phone ?? ''],
    [said.note, ask.form.note ?? ''],
  ] as const
  const all = [...carried, ...kind.fields.map(it => `answers.${it.name}`), 'phone', 'note']
  const inside = html`<dl class="kept">${lines.filter(([, value]) => value).map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
<form method="post" action="/services/ask/${kind.name}">${hidden(ask, all)}<p class="presses"><button name="step" value="send">${said.send}</button>
<button class="second" name="step" value="again">${said.change}</button></p></form>`
  return { title: said.checkTitle, body: shell(ask, kind, 4, said.checkTitle, inside) }
}

/** Reads the second screen: an own contract, or a new place whose commune is found by its name. */
async function where(ask: Ask, kind: WorkKind): Promise<PageAnswer> {
  const said = portalWords[ask.lang]
  if (ask.form.customerId) return detailsScreen(ask, kind)
  const wrong: Record<string, string> = {}
  if ((ask.form.name ?? '').trim().length < 2) wrong.name = said.nameError
  if ((ask.form.address ?? '').trim().length < 5) wrong.address = said.addressError
  if (ask.form.commune) return Object.keys(wrong).length > 0 ? whereScreen(ask, kind, wrong) : detailsScreen(ask, kind)
  const typed = (ask.form.place ?? '').trim()
  const { places } =
    typed.length >= 2 && typed.length <= 80 ? await ask.call(routes.places, { q: typed }) : { places: [] }
  if (places.length === 0) wrong.place = said.communeError
  const [only] = places
  if (only && places.length === 1 && Object.keys(wrong).length === 0)
    return detailsScreen({ ...ask, form: { ...ask.form, commune: only.code, place: only.name } }, kind)
  return whereScreen(ask, kind, places.length > 1 ? { commune: said.communeMany, ...wrong } : wrong, places)
}

async function send(ask: Ask, kind: WorkKind): Promise<PageAnswer> {
  const { customerId, commune, name, address, phone, note } = ask.form
  const place = customerId ? { customerId } : { commune, name, address }
  const { code, already } = await ask.call(routes.ask, {
    kind: kind.name,
    ...place,
    phone,
    note,
    answers: answersOf(ask, kind),
  })
  return { goTo: `/services/follow?code=${code}&sent=${already ? 'again' : 'now'}` }
}

export const startPage = async (ask: Ask): Promise<PageAnswer> => whereScreen(ask, kindOf(ask))

/** One address for all four screens: what was typed goes with the form, and is checked again when it is sent. */
export async function askPage(ask: Ask): Promise<PageAnswer> {
  const kind = kindOf(ask)
  switch (ask.form.step) {
    case 'where':
      return where(ask, kind)
    case 'again':
      return detailsScreen(ask, kind)
    case 'details':
    case 'send': {
      const wrong = wrongDetails(ask, kind)
      if (Object.keys(wrong).length > 0) return detailsScreen(ask, kind, wrong)
      return ask.form.step === 'send' ? send(ask, kind) : checkScreen(ask, kind)
    }
    default:
      return whereScreen(ask, kind)
  }
}
