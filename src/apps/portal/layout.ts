import type { Layout } from '#kit/serve'
import { html } from '#kit/serve'
import { portalWords } from './words.ts'

/** What the frame needs to know beside the page: the style's address and whether the data is invented. */
export type Frame = { readonly styles: readonly string[]; readonly invented: boolean }

const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect class="mark-field" width="32" height="32" rx="8"/><circle class="mark-lamp" cx="16" cy="12" r="4"/><path class="mark-water" d="M8 18c2 5 14 5 16 0" fill="none" stroke-width="3" stroke-linecap="round"/></svg>`

/** The frame of every portal page: works without JavaScript, in both languages, at 320 px. */
export function portalLayout(frame: Frame): Layout {
  return ({ title, body, problem, lang, who, path }) => {
    const words = portalWords[lang]
    const back = encodeURIComponent(path)
    return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${problem ? `${words.problemPrefix}: ` : ''}${title} · ${words.brand}</title>
${frame.styles.map(href => html`<link rel="stylesheet" href="${href}">`)}
<link rel="icon" href="/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<header class="bar"><div class="wrap">
<a class="brand" href="/">${mark}<span>${words.brand}</span></a>
<nav aria-label="${words.programme}">
${who.kind === 'customer' ? html`<a href="/mine">${words.mine}</a>` : html`<a href="/sign-in">${words.signIn}</a>`}
<a href="/lang/${words.otherLang}?back=${back}" lang="${words.otherLang}" hreflang="${words.otherLang}">${words.other}</a>
</nav></div></header>
<main id="main" class="wrap" tabindex="-1">
${frame.invented ? html`<p class="invented" title="${words.inventedWhy}">${words.invented}</p>` : ''}
${problem ? html`<h1>${problem.title}</h1><p><a class="button" href="/">${words.problemHome}</a></p>` : body}
</main>
<footer class="wrap foot"><p class="never">${words.neverAsks}</p><p class="links"><a href="/check">${words.check.title}</a><a href="/console/">${words.staff}</a></p></footer>
</body>
</html>`
  }
}
