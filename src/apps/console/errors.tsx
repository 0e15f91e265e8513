import type { ReactNode } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState, ErrorState } from '#kit/ui/states.tsx'
import { uiWords } from '#kit/ui/words.ts'
import { consoleWords } from './words.ts'

/** No screen stands at this address. */
export function Missing(): ReactNode {
  const words = useWords(uiWords)
  const own = useWords(consoleWords)
  return (
    <Page title={words.missing.title}>
      <EmptyState why={words.missing.why} action={<Link to="/">{own.toHome}</Link>} />
    </Page>
  )
}

/** A screen threw. What was saved is safe; the screen is drawn anew. */
export function Broken({ error, reset }: { readonly error: unknown; readonly reset: () => void }): ReactNode {
  const words = useWords(consoleWords)
  const kit = useWords(uiWords)
  return (
    <Page title={words.broken}>
      <ErrorState error={error} />
      <p className="text-body text-ink-2">{words.brokenWhy}</p>
      <div>
        <Button onClick={reset}>{kit.retry}</Button>
      </div>
    </Page>
  )
}
