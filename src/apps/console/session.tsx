import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { Me } from './account.ts'
import { SignInForm } from './sign-in.tsx'
import { consoleWords } from './words.ts'

const warnMs = 2 * 60_000
const lookMs = 15_000

/** Warns two minutes before a session ends, and lets the person sign in again over the page, so that nothing typed is lost. */
export function SessionWatch({ me, again }: { readonly me: Me; readonly again: () => void }): ReactNode {
  const words = useWords(consoleWords).session
  const leftMs = useTimeLeft(me.sessionEndsAt)
  const ended = leftMs !== undefined && leftMs <= 0
  const soon = leftMs !== undefined && leftMs <= warnMs && !ended
  return (
    <>
      <Dialog
        open={soon}
        onClose={again}
        title={words.title}
        alert={true}
        actions={
          <Button kind="primary" onClick={again}>
            {words.stay}
          </Button>
        }
      >
        {words.says(Math.max(1, Math.round((leftMs ?? 0) / 60_000)))}
      </Dialog>
      <Dialog open={ended} onClose={again} title={words.ended} alert={true}>
        <p className="mb-3">{words.endedSays}</p>
        <SignInForm done={again} />
      </Dialog>
    </>
  )
}

function useTimeLeft(endsAt: string | undefined): number | undefined {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), lookMs)
    return () => clearInterval(timer)
  }, [])
  return endsAt === undefined ? undefined : Date.parse(endsAt) - now
}
