import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { IconButton } from './button.tsx'
import { classes } from './class.ts'
import { Icon } from './icon.tsx'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

export type Toast = {
  readonly title: string
  readonly tone?: 'ok' | 'bad'
  /** A way back ("Hoàn tác"): the toast then stays until it is closed. */
  readonly action?: { readonly label: string; readonly run: () => void }
}
type Shown = Toast & { readonly id: number }

const ToastContext = createContext<(toast: Toast) => void>(() => {})

/** Says that something has been done. What went wrong is said where it went wrong, not here. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext)
}

const staysMs = 6000

/** Holds the notices of an app: read out politely, gone after six seconds, held while pointed at or focused. */
export function ToastProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const words = useWords(uiWords)
  const [shown, setShown] = useState<readonly Shown[]>([])
  const next = useRef(0)
  const add = useCallback((toast: Toast) => {
    next.current += 1
    const id = next.current
    setShown(old => [...old.slice(-2), { ...toast, id }])
  }, [])
  const remove = useCallback((id: number) => setShown(old => old.filter(it => it.id !== id)), [])
  return (
    <ToastContext value={add}>
      {children}
      <section
        aria-label={words.notices}
        aria-live="polite"
        className="no-print pointer-events-none fixed right-4 bottom-4 left-4 z-50 flex flex-col items-end gap-2"
      >
        {shown.map(toast => (
          <ToastCard key={toast.id} toast={toast} onClose={() => remove(toast.id)} />
        ))}
      </section>
    </ToastContext>
  )
}

function ToastCard({ toast, onClose }: { readonly toast: Shown; readonly onClose: () => void }): ReactNode {
  const words = useWords(uiWords)
  const [held, setHeld] = useState(false)
  const stays = held || toast.action !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: closing is a new function each render and must not restart the clock
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(onClose, staysMs)
    return () => clearTimeout(timer)
  }, [stays])
  const bad = toast.tone === 'bad'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a notice only keeps it longer
    <div
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-full max-w-sm items-center gap-3 rounded-control border border-line bg-surface py-2 pr-2 pl-4 shadow-float"
    >
      <Icon name={bad ? 'alert' : 'check'} className={classes(bad ? 'text-bad' : 'text-ok')} />
      <p className="min-w-0 flex-1 text-body">{toast.title}</p>
      {toast.action && (
        <button
          type="button"
          onClick={() => {
            toast.action?.run()
            onClose()
          }}
          className="font-medium text-accent text-body underline underline-offset-4"
        >
          {toast.action.label}
        </button>
      )}
      <IconButton icon="cross" label={words.close} onClick={onClose} />
    </div>
  )
}
