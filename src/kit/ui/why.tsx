import type { ReactNode } from 'react'

/** The sentence that opens itself: a word with a dotted underline, its explanation in place below. */
export function Why({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    <details className="min-w-0">
      <summary className="inline text-accent text-body underline decoration-dotted underline-offset-4">{label}</summary>
      <div className="mt-2 rounded-control bg-accent-soft p-3 text-body">{children}</div>
    </details>
  )
}
