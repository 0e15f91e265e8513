import type { ReactNode } from 'react'
import { useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link, usePlace } from '#kit/ui/link.tsx'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { RefusedState } from '#kit/ui/states.tsx'
import type { Permission } from '#kit/wire'
import { screenAt } from './screens.ts'
import { consoleWords } from './words.ts'

/** Shows a screen to who may open it; to others, which permission is missing and who gives it. */
export function Guarded({ may, children }: { readonly may: Permission; readonly children: ReactNode }): ReactNode {
  const allowed = usePermission(may)
  const words = useWords(consoleWords)
  const said = useSaid()
  const { path } = usePlace()
  if (allowed) return children
  const screen = screenAt(path)
  return (
    <Page title={screen ? said(screen.label) : words.product}>
      <RefusedState permission={may} action={<Link to="/">{words.toHome}</Link>} />
    </Page>
  )
}
