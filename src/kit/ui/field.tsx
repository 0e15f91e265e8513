import { type ComponentType, createContext, useContext, useEffect, useState } from 'react'
import type { Command } from '#kit/outbox'
import type { AnyRoute, GivesOf, Permission, Routes, SendsOf } from '#kit/wire'
import type { Said } from '#kit/words'

/** An answer, when it was given, and whether the server gave it just now or the phone kept it. */
export type Read<T> = { readonly value: T; readonly at: string; readonly fresh: boolean }

/** What the field app lends to the screens of the activities. */
export type FieldDoor = {
  /** Reads from the server, or what the phone kept; undefined when neither has it. */
  readonly read: <R extends AnyRoute>(row: R, input: SendsOf<R>) => Promise<Read<GivesOf<R>> | undefined>
  /** Keeps a command on the phone and sends it as soon as there is signal; gives its UUIDv7. */
  readonly command: <R extends AnyRoute>(name: string, row: R, input: SendsOf<R>) => Promise<string>
  readonly unsent: readonly Command[]
  readonly go: (path: string) => void
}

/** One kind of work on the phone: its list for the day, and one piece of it. */
export type FieldWork = {
  readonly name: string
  readonly label: Said
  readonly may: Permission
  /** Every command that may wait on the phone, by the name that the outbox keeps. */
  readonly commands: Routes
  readonly List: ComponentType
  readonly One: ComponentType<{ readonly id: string }>
}

export const FieldContext = createContext<FieldDoor | undefined>(undefined)

export function useField(): FieldDoor {
  const door = useContext(FieldContext)
  if (!door) throw new Error('a field screen stands outside the field app')
  return door
}

/** Reads once the screen opens, and again whenever something that was unsent has been sent. */
export function useRead<R extends AnyRoute>(
  row: R,
  input: SendsOf<R>,
): { readonly read: Read<GivesOf<R>> | undefined; readonly error: unknown } {
  const { read: ask, unsent } = useField()
  const [state, setState] = useState<{ read: Read<GivesOf<R>> | undefined; error: unknown }>({
    read: undefined,
    error: undefined,
  })
  const key = JSON.stringify(input)
  const waiting = unsent.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: the input is compared by content, and a sent command renews the list
  useEffect(() => {
    let here = true
    ask(row, input).then(
      read => here && setState({ read, error: undefined }),
      (error: unknown) => here && setState(old => ({ ...old, error })),
    )
    return () => {
      here = false
    }
  }, [row, key, waiting])
  return state
}
