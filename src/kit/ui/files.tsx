import { type ReactNode, useState } from 'react'
import { classes } from './class.ts'
import { borderClass, FieldFrame, type FieldProps, inputClass } from './inputs.tsx'
import { useWords } from './lang.tsx'
import { fileWords } from './words-files.ts'

/** A file that the server gave inside JSON: its bytes as base64. */
export type GivenFile = { readonly name: string; readonly type: string; readonly bytes: string }

/** Hands a file to the browser's downloads. */
export function saveFile({ name, type, bytes }: GivenFile): void {
  const blob = new Blob([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], { type })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** A file's bytes as base64, without the prefix. */
export function readBase64(file: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => failed(reader.error)
    reader.readAsDataURL(file)
  })
}

/** One file from this machine, asked for in our own words. The form does not send it; `onChange` has it. */
export function FileField(
  props: FieldProps & { readonly accept: string; readonly onChange: (file: File | undefined) => void },
): ReactNode {
  const { accept, onChange, ...frame } = props
  const words = useWords(fileWords)
  const [name, setName] = useState('')
  const choose = (file: File | undefined): void => {
    setName(file?.name ?? '')
    onChange(file)
  }
  return (
    <FieldFrame {...frame}>
      {it => (
        <div
          className={classes(
            inputClass,
            'relative flex items-center gap-3 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
            borderClass(it.invalid),
          )}
        >
          <span className="rounded-cell bg-accent-soft px-2 py-0.5 font-medium text-accent">{words.choose}</span>
          <span className={classes('min-w-0 truncate', !name && 'text-ink-3')}>{name || words.none}</span>
          <input
            type="file"
            id={it.id}
            accept={accept}
            aria-invalid={it.invalid || undefined}
            aria-describedby={it.describedBy}
            onChange={event => choose(event.currentTarget.files?.[0])}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
        </div>
      )}
    </FieldFrame>
  )
}
