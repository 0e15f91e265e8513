import type { Context, Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { Refusal } from '#kit/wire'
import type { Lang } from '#kit/words'
import type { Call, Who } from './face.ts'
import { refuseCrossSite } from './guard.ts'
import type { Html } from './html.ts'
import type { Door } from './http.ts'
import type { Page, PageAnswer } from './page.ts'
import { type Caller, perform, type SessionChange } from './perform.ts'
import { problemOf, refusalOf } from './problem.ts'
import { applySession, formOf, langOf } from './request.ts'

/** The frame of every portal page; the product draws it. `problem` is set when the page could not be made. */
export type Layout = (page: {
  readonly title: string
  readonly body: Html | undefined
  readonly problem: { readonly title: string; readonly status: number } | undefined
  readonly lang: Lang
  readonly who: Who
  readonly path: string
}) => Html

/** Calls a route in this process as the page's visitor; what it changes of the session goes to the page's answer. */
function callFor(door: Door, caller: Caller, onSession: (change: SessionChange) => void): Call {
  return async (row, input) => {
    const entry = door.entries.find(one => one.row === row)
    if (!entry) throw new Error('a page called a route that no face has')
    const { answer, session } = await perform(door.serving, entry, caller, input)
    if (session) onSession(session)
    return answer as never
  }
}

async function answerOf(
  context: Context,
  door: Door,
  page: Page,
  caller: Caller,
): Promise<{ answer: PageAnswer; session: SessionChange | undefined }> {
  let session: SessionChange | undefined
  const posted = context.req.method === 'POST'
  if (posted) refuseCrossSite(context, door.serving.origin)
  if (page.may === 'customer' && caller.who.kind !== 'customer') {
    const back = posted ? '/' : context.req.path
    return { answer: { goTo: `/sign-in?back=${encodeURIComponent(back)}` }, session }
  }
  const answer = await page.answer({
    lang: caller.lang,
    who: caller.who,
    params: context.req.param() as Record<string, string>,
    query: context.req.query(),
    form: posted ? await formOf(context) : {},
    now: door.serving.clock(),
    call: callFor(door, caller, change => {
      session = change
    }),
  })
  return { answer, session }
}

function show(
  context: Context,
  door: Door,
  caller: Pick<Caller, 'lang' | 'who'>,
  parts: { title: string; body?: Html; problem?: { title: string; status: number } },
  status: number,
): Response | Promise<Response> {
  const html = door.serving.layout({
    title: parts.title,
    body: parts.body,
    problem: parts.problem,
    lang: caller.lang,
    who: caller.who,
    path: context.req.path,
  })
  return context.html(html, status as 200)
}

async function servePage(context: Context, door: Door, page: Page): Promise<Response> {
  const startedMs = performance.now()
  let caller: Pick<Caller, 'lang' | 'who'> = { lang: langOf(context), who: { kind: 'nobody' } }
  const name = `page ${page.at}`
  try {
    const full = await door.callerOf(context, 'customer')
    caller = full
    const { answer, session } = await answerOf(context, door, page, full)
    applySession(context, session, door.secure, 'customer')
    const status = 'goTo' in answer ? 303 : (answer.status ?? 200)
    door.answered(name, status, startedMs, full.who.kind)
    return 'goTo' in answer ? context.redirect(answer.goTo, 303) : await show(context, door, full, answer, status)
  } catch (error) {
    const refusal = refusalOf(error)
    const problem = problemOf(refusal ?? new Refusal('kit.broken', 503), caller.lang, door.sentence)
    const status = refusal?.status ?? 500
    const bug = refusal ? {} : { bug: String(error instanceof Error ? error.stack : error).slice(0, 400) }
    door.answered(name, status, startedMs, caller.who.kind, { code: problem.code, ...bug })
    return show(context, door, caller, { title: problem.title, problem: { title: problem.title, status } }, status)
  }
}

/** The portal: pages of every face, the language switch, and an honest answer for what is not there. */
export function mountPages(app: Hono, door: Door): void {
  for (const face of door.serving.faces) {
    for (const page of face.pages ?? []) {
      const [method, path] = page.at.split(' ') as [string, string]
      app.on(method, path, context => servePage(context, door, page))
    }
  }
  app.get('/lang/:lang', context => {
    const lang = context.req.param('lang') === 'en' ? 'en' : 'vi'
    setCookie(context, 'lang', lang, { path: '/', maxAge: 31_536_000, sameSite: 'Lax', secure: door.secure })
    const back = context.req.query('back') ?? '/'
    return context.redirect(/^\/(?![/\\])/.test(back) ? back : '/', 303)
  })
  app.notFound(context => {
    const lang = langOf(context)
    const problem = problemOf(new Refusal('kit.not_found', 404), lang, door.sentence)
    return show(
      context,
      door,
      { lang, who: { kind: 'nobody' } },
      { title: problem.title, problem: { title: problem.title, status: 404 } },
      404,
    )
  })
}
