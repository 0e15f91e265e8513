import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { type Html, html } from '#kit/serve'
import { type AnyRoute, methodOf, pathOf } from '#kit/wire'

type Row = { readonly folder: string; readonly name: string; readonly row: AnyRoute }

const words = {
  vi: {
    title: 'Giao diện lập trình',
    intro: 'Mỗi dòng là một việc hệ thống làm được. Bản máy đọc (OpenAPI 3.1):',
    takes: 'Nhận',
    gives: 'Trả',
    may: 'Quyền',
    once: 'áp dụng một lần theo Idempotency-Key',
  },
  en: {
    title: 'Programming interface',
    intro: 'Each row is one thing that the system does. For machines (OpenAPI 3.1):',
    takes: 'Takes',
    gives: 'Gives',
    may: 'Permission',
    once: 'applied once by Idempotency-Key',
  },
} as const

const shape = (schema: AnyRoute['takes'], side: 'input' | 'output'): string => {
  const { $schema: _, ...rest } = schema['~standard'].jsonSchema[side]({ target: 'draft-2020-12' }) as Record<
    string,
    unknown
  >
  return JSON.stringify(rest, null, 2)
}

/** The contract for people: one page, no script. */
export function apiPage(rows: readonly Row[], styles: readonly string[], context: Context): Html {
  const lang = getCookie(context, 'lang') === 'en' ? 'en' : 'vi'
  const said = words[lang]
  const folders = [...new Set(rows.map(row => row.folder))]
  return html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${said.title} · Tri Ân</title>${styles.map(href => html`<link rel="stylesheet" href="${href}">`)}<link rel="icon" href="/icon.svg"></head>
<body><main class="wrap api"><h1>${said.title}</h1><p>${said.intro} <a href="/api/openapi.json">/api/openapi.json</a></p>
<p><a href="/lang/${lang === 'vi' ? 'en' : 'vi'}?back=/api">${lang === 'vi' ? 'English' : 'Tiếng Việt'}</a></p>
${folders.map(
  folder => html`<section><h2 id="${folder}">${folder}</h2>
${rows
  .filter(row => row.folder === folder)
  .map(
    ({ name, row }) => html`<details><summary><code>${methodOf(row)} ${pathOf(row)}</code> ${row.does[lang]}</summary>
<p>${folder}.${name} · ${said.may}: <code>${row.may}</code>${row.offline ? ` · ${said.once}` : ''}</p>
<h3>${said.takes}</h3><pre tabindex="0">${shape(row.takes, 'input')}</pre><h3>${said.gives}</h3><pre tabindex="0">${shape(row.gives, 'output')}</pre></details>`,
  )}</section>`,
)}
</main></body></html>`
}
