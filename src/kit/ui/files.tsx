import type { ReactNode } from 'react'
import { classes } from './class.ts'
import { borderClass, FieldFrame, type FieldProps, inputClass } from './inputs.tsx'

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

/** One file from this machine. The form does not send it; `onChange` has it. */
export function FileField(
  props: FieldProps & { readonly accept: string; readonly onChange: (file: File | undefined) => void },
): ReactNode {
  const { accept, onChange, ...frame } = props
  return (
    <FieldFrame {...frame}>
      {it => (
        <input
          type="file"
          id={it.id}
          accept={accept}
          aria-invalid={it.invalid || undefined}
          aria-describedby={it.describedBy}
          onChange={event => onChange(event.currentTarget.files?.[0])}
          className={classes(
            inputClass,
            'file:mr-3 file:rounded-cell file:border-0 file:bg-accent-soft file:px-2 file:py-1 file:font-medium file:text-accent',
            borderClass(it.invalid),
          )}
        />
      )}
    </FieldFrame>
  )
}
