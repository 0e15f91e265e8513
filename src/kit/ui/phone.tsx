import { type ComponentType, createContext, useCallback, useContext, useEffect, useState } from 'react'
import type { Command } from '#kit/outbox'
import type { AnyRoute, GivesOf, Permission, Routes, SendsOf } from '#kit/wire'
import type { Said } from '#kit/words'

/** A kind of work in the field app: a list for the day, and one thing opened from it. Paths: `#/<name>/<id>`. */
export type FieldWork = {
  readonly name: string
  readonly label: Said
  readonly may: Permission
  /** The routes whose commands may wait on the phone, by full name (`folder.route`). */
  readonly commands: Routes
  readonly List: ComponentType
  readonly One: ComponentType<{ readonly id: string }>
}

/** Something read from the server, or the last copy of it on this phone. `at` is when the server said it. */
export type Read<T> = { readonly value: T; readonly at: string; readonly fresh: boolean }

/** What the field app gives its screens: reads that survive without signal, and commands that wait for it. */
export type PhoneDoor = {
  readonly read: <R extends AnyRoute>(row: R, input: SendsOf<R>) => Promise<Read<GivesOf<R>> | undefined>
  /** Keeps a command on the phone and sends it when it can. Answers its id, which is also the new record's. */
  readonly command: <R extends AnyRoute>(name: string, row: R, input: SendsOf<R>) => Promise<string>
  readonly unsent: readonly Command[]
  readonly go: (path: string) => void
}

export const PhoneContext = createContext<PhoneDoor | undefined>(undefined)

export function usePhone(): PhoneDoor {
  const door = useContext(PhoneContext)
  if (!door) throw new Error('a field screen stands outside the field app')
  return door
}

/** Reads once now and again when what was sent has been taken; undefined while nothing is known. */
export function useRead<R extends AnyRoute>(
  row: R,
  input: SendsOf<R>,
): { readonly read: Read<GivesOf<R>> | undefined; readonly again: () => void } {
  const door = usePhone()
  const [read, setRead] = useState<Read<GivesOf<R>>>()
  const asked = JSON.stringify(input)
  const load = door.read
  const again = useCallback(() => {
    void load(row, JSON.parse(asked) as SendsOf<R>).then(setRead)
  }, [load, row, asked])
  const waiting = door.unsent.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what waits means that the server's answer has changed
  useEffect(again, [again, waiting])
  return { read, again }
}
