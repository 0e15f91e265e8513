type State = { readonly lostAt: string | undefined }

/** Whether the server was reached last time, and since when it was not. One for the whole app. */
let state: State = { lostAt: navigator.onLine ? undefined : new Date().toISOString() }
const listeners = new Set<() => void>()

function become(next: State): void {
  if (next.lostAt === state.lostAt) return
  state = next
  for (const listen of listeners) listen()
}

export const signal = {
  heard: (reached: boolean): void =>
    become(reached ? { lostAt: undefined } : { lostAt: state.lostAt ?? new Date().toISOString() }),
  now: (): State => state,
  onChange: (listen: () => void): (() => void) => {
    listeners.add(listen)
    return () => listeners.delete(listen)
  },
}

addEventListener('offline', () => signal.heard(false))
