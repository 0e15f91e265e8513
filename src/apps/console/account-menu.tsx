import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import { usePlace } from '#kit/ui/link.tsx'
import { Menu, type MenuItem } from '#kit/ui/menu.tsx'
import { applyTheme, type Theme, themeNow } from '#kit/ui/preferences.tsx'
import { uiWords } from '#kit/ui/words.ts'
import { account, type Me } from './account.ts'
import { invented } from './invented.ts'
import { consoleWords } from './words.ts'

/** The last two words of a Vietnamese name carry it: "Lê Hoàng" is LH, "Nguyễn Hữu Phước" is HP. */
export function initials(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .slice(-2)
    .map(word => word.charAt(0).toLocaleUpperCase('vi'))
    .join('')
}

export function AccountMenu({ me }: { readonly me: Me }): ReactNode {
  const words = useWords(consoleWords)
  const kit = useWords(uiWords)
  const place = usePlace()
  const queries = useQueryClient()
  const [theme, setTheme] = useState<Theme>(themeNow)
  const choose = (next: Theme): void => {
    applyTheme(next)
    setTheme(next)
  }
  const signOut = async (): Promise<void> => {
    await account.signOut()
    queries.clear()
    place.go('/')
  }
  const themes = (['system', 'light', 'dark'] as const).map(
    (value): MenuItem => ({
      label: kit.themes[value],
      checked: theme === value,
      onSelect: () => choose(value),
    }),
  )
  return (
    <Menu
      label={`${initials(me.name)} · ${words.account}: ${me.name}`}
      heading={
        <>
          <p className="font-semibold">{me.name}</p>
          {me.unit && <p className="text-ink-2 text-label">{me.unit.name}</p>}
        </>
      }
      trigger={
        <button
          type="button"
          className="flex size-8 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent text-label hover:outline-1 hover:outline-accent"
        >
          {initials(me.name)}
        </button>
      }
      items={[
        ...themes,
        ...(invented ? [{ label: words.gallery, apart: true, onSelect: () => place.go('/gallery') }] : []),
        { label: words.signOut, apart: true, onSelect: () => void signOut() },
      ]}
    />
  )
}
