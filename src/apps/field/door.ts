import { openDB } from 'idb'
import { addressOf, ProblemError } from '#kit/client'
import { type Command, type Outbox, outbox } from '#kit/outbox'
import { phoneStore } from '#kit/outbox/phone.ts'
import type { PhoneDoor, Read } from '#kit/ui/phone.tsx'
import type { AnyRoute, GivesOf, Routes, SendsOf } from '#kit/wire'

type Kept = { readonly value: unknown; readonly at: string }

/** Answers kept on the phone by their address, so that a list opens without signal. */
async function openCache() {
  return openDB<{ reads: { key: string; value: Kept } }>('tri-an-reads', 1, {
    upgrade: fresh => void fresh.createObjectStore('reads'),
  })
}

export type Phone = {
  readonly box: Outbox
  readonly read: PhoneDoor['read']
  readonly forget: () => Promise<void>
}

const refusedReads = new Set([401, 403, 404])

/** Opens what the phone keeps: the queue and the last answers. `onSignal` hears whether the server was reached. */
export async function openPhone(routes: Routes, onSignal: (reached: boolean) => void): Promise<Phone> {
  const [cache, store] = await Promise.all([openCache(), phoneStore()])
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    try {
      const response = await fetch(url, init)
      onSignal(true)
      return response
    } catch (error) {
      onSignal(false)
      throw error
    }
  }
  const read = async <R extends AnyRoute>(row: R, input: SendsOf<R>): Promise<Read<GivesOf<R>> | undefined> => {
    const { url } = addressOf(row, input as Readonly<Record<string, unknown>>)
    try {
      const response = await send(url, { credentials: 'same-origin', headers: { accept: 'application/json' } })
      if (refusedReads.has(response.status)) throw new ProblemError(await response.json())
      if (response.ok) {
        const kept: Kept = { value: await response.json(), at: new Date().toISOString() }
        await cache.put('reads', kept, url)
        return { value: kept.value as GivesOf<R>, at: kept.at, fresh: true }
      }
    } catch (error) {
      if (error instanceof ProblemError) throw error
    }
    const kept = await cache.get('reads', url)
    return kept && { value: kept.value as GivesOf<R>, at: kept.at, fresh: false }
  }
  return { box: outbox(routes, store, send), read, forget: () => cache.clear('reads') }
}

export const isWaiting = (command: Command): boolean => command.state === 'waiting'
export const isRefused = (command: Command): boolean => command.state === 'refused'
