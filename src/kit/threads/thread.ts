import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '#kit/wire'

/* What each thread runs: the module that it was told, piece by piece. */
export type Told = { readonly module: string; readonly given: unknown }
export type Answered<T> = { readonly answer: T } | { readonly refused: Pick<Refusal, 'code' | 'status' | 'values'> }

const { module, given } = workerData as Told
const { begin } = (await import(module)) as { begin: (given: unknown) => (piece: unknown) => Promise<unknown> }
const work = begin(given)

parentPort?.on('message', async (piece: unknown) => {
  try {
    parentPort?.postMessage({ answer: await work(piece) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, status, values } = error
    parentPort?.postMessage({ refused: { code, status, values } })
  }
})
