import { type ComponentType, createContext, useContext } from 'react'
import type { Permission } from '#kit/wire'
import type { Said } from '#kit/words'

/** What stands before all parts of the work, the five parts in their order, and the running of the system itself. */
export type ScreenGroup = 'top' | 'plan' | 'do' | 'thank' | 'listen' | 'prove' | 'admin'

/**
 * One screen of the console, as a folder's `console.tsx` lists it (`export const screens: readonly ConsoleScreen[]`).
 * That file stays small: it holds words and lazy imports, and loads with the shell; the screen itself loads when opened.
 */
export type ConsoleScreen = {
  /** Within the console: "/units", "/units/$id". The value of `$id` is `useParam('id')`. */
  readonly path: `/${string}`
  readonly group: ScreenGroup
  readonly label: Said
  /** Who may open it; the sidebar shows only what the person may. */
  readonly may: Permission
  /** A lazy import of the screen's file, then its component. */
  readonly load: () => Promise<ComponentType>
  /** A screen that is reached from another and does not stand in the sidebar: the path of the one it belongs to. */
  readonly within?: `/${string}`
  /** What somebody must act on, for the sidebar; asked at most once a minute. `late` when a promise is broken. */
  readonly count?: (signal: AbortSignal) => Promise<{ readonly value: number; readonly late?: boolean }>
  /** What the search of the top bar finds here; nothing found is an empty list. */
  readonly find?: (text: string, signal: AbortSignal) => Promise<readonly Found[]>
}

/** One thing that a search found: where it leads within the console. */
export type Found = { readonly label: string; readonly hint?: string; readonly to: string }

/** What the person who is signed in may do; the shell fills it. */
export const PermissionsContext = createContext<ReadonlySet<string>>(new Set())

/** Whether to offer an act. The server decides again: hiding a button protects nothing, it only spares a refusal. */
export function usePermission(permission: Permission): boolean {
  return useContext(PermissionsContext).has(permission)
}
