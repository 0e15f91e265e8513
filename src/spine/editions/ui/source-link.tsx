import type { ReactNode } from 'react'

/** Where something was announced: a link when it is an address, otherwise as it is. */
export function SourceLink({ source }: { readonly source: string }): ReactNode {
  if (!/^https?:\/\//.test(source)) return source
  return (
    <a href={source} rel="noreferrer" target="_blank" className="break-words text-accent underline underline-offset-4">
      {new URL(source).hostname}
    </a>
  )
}
