import type { Command } from './index.ts'

/** Where the queue is kept. `all` answers oldest first (ids are time-ordered). */
export type OutboxStore = {
  readonly put: (command: Command) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly all: () => Promise<readonly Command[]>
}

/** Keeps the queue in memory only: for programs that are not phones. */
export function memoryStore(): OutboxStore {
  const kept = new Map<string, Command>()
  return {
    put: async command => {
      kept.set(command.id, command)
    },
    remove: async id => {
      kept.delete(id)
    },
    all: async () => [...kept.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}
