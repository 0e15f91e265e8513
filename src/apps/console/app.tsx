import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, useCallback, useState } from 'react'
import { LangContext } from '#kit/ui/lang.tsx'
import { problemOf } from '#kit/ui/problem.ts'
import { ToastProvider } from '#kit/ui/toast.tsx'
import type { Lang } from '#kit/words'
import { CountedContext } from '#spine/editions/ui/counted.ts'
import { router } from './router.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What the server refused it will refuse again; only a lost connection is worth another try.
      retry: (failures, error) => failures < 2 && problemOf(error) === undefined,
    },
  },
})

const langNow = (): Lang => (document.documentElement.lang === 'en' ? 'en' : 'vi')

/** The server reads the same cookie for its sentences, papers and messages. */
function keepLang(lang: Lang): void {
  document.documentElement.lang = lang
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is not in every browser that the office uses
  document.cookie = `lang=${lang}; path=/; max-age=31536000; samesite=lax`
}

/** Fetched when a plan first asks. */
const counted = (edition: string, by: 'edition' | 'month') =>
  import('./counted.ts').then(it => it.readCounted(edition, by))

export function App(): ReactNode {
  const [lang, setLang] = useState<Lang>(langNow)
  const change = useCallback((next: Lang) => {
    keepLang(next)
    setLang(next)
    void queries.invalidateQueries()
  }, [])
  return (
    <LangContext value={{ lang, setLang: change }}>
      <CSPProvider disableStyleElements={true}>
        <QueryClientProvider client={queries}>
          <CountedContext value={counted}>
            <ToastProvider>
              <RouterProvider router={router} />
            </ToastProvider>
          </CountedContext>
        </QueryClientProvider>
      </CSPProvider>
    </LangContext>
  )
}
