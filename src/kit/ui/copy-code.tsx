import { type ReactNode, useState } from 'react'
import { IconButton } from './button.tsx'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

/** A code that people read out, compare or paste: a voucher, a seal, a customer's code. `short` is what is seen. */
export function CopyCode({ code, short }: { readonly code: string; readonly short?: string }): ReactNode {
  const words = useWords(uiWords)
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(code)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <span className="inline-flex items-center gap-1">
      <code title={short ? code : undefined} className="text-body">
        {short ?? code}
      </code>
      <IconButton
        icon={copied ? 'check' : 'copy'}
        label={copied ? words.copied : `${words.copy} ${short ?? code}`}
        onClick={copy}
      />
      <span role="status" className="aural">
        {copied && words.copied}
      </span>
    </span>
  )
}
