import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { type Html, html } from '#kit/serve'
import type { Bundles } from './bundles.ts'

/** The mark: a lamp over calm water. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0B5C73"/><circle cx="16" cy="12" r="4" fill="#E8A733"/><path d="M8 18c2 5 14 5 16 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>`

const titles = {
  console: { vi: 'Tri Ân', en: 'Tri Ân' },
  field: { vi: 'Tri Ân · Hiện trường', en: 'Tri Ân · Field' },
} as const
const noScript = { vi: 'Màn hình này cần JavaScript.', en: 'This screen needs JavaScript.' } as const

/** The one page of a browser app: no inline script or style, so the strict policy holds. */
export function appPage(name: 'console' | 'field', bundles: Bundles, invented: boolean, context: Context): Html {
  const lang = getCookie(context, 'lang') === 'en' ? 'en' : 'vi'
  const bundle = bundles[name]
  return html`<!doctype html>
<html lang="${lang}" data-invented="${invented ? 'yes' : 'no'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#0B5C73">
<title>${titles[name][lang]}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${name === 'field' ? html`<link rel="manifest" href="/field/manifest.webmanifest">` : ''}
${bundle.styles.map(href => html`<link rel="stylesheet" href="${href}">`)}
<script type="module" src="${bundle.script}"></script>
</head>
<body><div id="root"></div><noscript>${noScript[lang]}</noscript></body>
</html>`
}
