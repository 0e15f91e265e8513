import { openDB } from 'idb'
import type { Command } from './index.ts'
import type { OutboxStore } from './store.ts'

/** Keeps the queue in the phone's IndexedDB; a put is durable when it answers. */
export async function phoneStore(name = 'tri-an-outbox'): Promise<OutboxStore> {
  const database = await openDB<{ commands: { key: string; value: Command } }>(name, 1, {
    upgrade: fresh => void fresh.createObjectStore('commands', { keyPath: 'id' }),
  })
  return {
    put: async command => {
      const tx = database.transaction('commands', 'readwrite', { durability: 'strict' })
      await tx.store.put(command)
      await tx.done
    },
    remove: id => database.delete('commands', id),
    all: () => database.getAll('commands'),
  }
}
