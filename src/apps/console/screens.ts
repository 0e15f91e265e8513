import type { ConsolePart } from '#kit/ui/parts.tsx'
import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { activityParts, activityScreens } from '../activities.screens.ts'

type Listed = { readonly screens: readonly ConsoleScreen[]; readonly parts?: readonly ConsolePart[] }

/** Every spine noun that has screens lists them in `ui/console.tsx`; those files hold words and lazy imports only. */
const spine = import.meta.glob<Listed>('../../spine/*/ui/console.tsx', { eager: true })

/** All screens of the console, in the order of the sidebar within their group. */
export const screens: readonly ConsoleScreen[] = [
  ...Object.values(spine).flatMap(noun => noun.screens),
  ...activityScreens,
]

/** What nouns and activities add to the pages of others. */
export const parts: readonly ConsolePart[] = [
  ...Object.values(spine).flatMap(noun => noun.parts ?? []),
  ...activityParts,
]

/** The screen that an entry of the sidebar leads to: itself, or the one that it stands within. */
export function entryOf(screen: ConsoleScreen): ConsoleScreen {
  return screens.find(it => it.path === screen.within) ?? screen
}

/** The screen of a path, "$" parts standing for any value. */
export function screenAt(path: string): ConsoleScreen | undefined {
  const parts = path.split('/')
  return screens.find(({ path: pattern }) => {
    const wanted = pattern.split('/')
    return wanted.length === parts.length && wanted.every((part, i) => part.startsWith('$') || part === parts[i])
  })
}
