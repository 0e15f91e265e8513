import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type Carrier = {
  readonly port: number
  readonly took: readonly Readonly<Record<string, unknown>>[]
  readonly close: () => Promise<void>
}

/** Starts a carrier of this folder in a process of its own; `took` fills as it says what it took. */
export async function startCarrier(name: 'simulator' | 'mailbox', ...args: readonly string[]): Promise<Carrier> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const [port] = (await once(lines, 'line')) as [string]
  const took: Record<string, unknown>[] = []
  lines.on('line', line => took.push(JSON.parse(line)))
  const close = async (): Promise<void> => {
    const over = once(child, 'exit')
    child.kill()
    await over
  }
  return { port: Number(port), took, close }
}
