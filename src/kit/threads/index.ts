import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Refusal } from '#kit/wire'
import type { Answered, Told } from './thread.ts'

class Thread<Piece, Answer> {
  readonly #worker: Worker
  #settle: { done: (answer: Answer) => void; fail: (error: unknown) => void } | undefined

  constructor(told: Told) {
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: told,
      resourceLimits: { maxYoungGenerationSizeMb: 16 },
    })
    this.#worker.on('error', error => this.#settle?.fail(error))
    this.#worker.on('message', (answer: Answered<Answer>) => {
      if ('answer' in answer) return this.#settle?.done(answer.answer)
      const { code, status, values } = answer.refused
      this.#settle?.fail(new Refusal(code, status, values))
    })
  }

  ask(piece: Piece): Promise<Answer> {
    return new Promise((done, fail) => {
      this.#settle = { done, fail }
      this.#worker.postMessage(piece)
    })
  }

  end(): Promise<number> {
    return this.#worker.terminate()
  }
}

/**
 * Has pieces of work done by as many threads as there are processors; the answers come as they are ready, in any order.
 * The module's `begin(given)` is called once in each thread, and what it answers once for each piece; pieces and answers
 * are copied between threads. A refusal arrives as one; whoever stops asking ends the threads.
 */
export async function* inThreads<Given, Piece, Answer>(
  module: URL,
  given: Given,
  pieces: readonly Piece[],
  most = availableParallelism(),
): AsyncGenerator<Answer> {
  const threads = Array.from(
    { length: Math.min(most, pieces.length) },
    () => new Thread<Piece, Answer>({ module: module.href, given }),
  )
  const busy = new Map<Thread<Piece, Answer>, Promise<{ thread: Thread<Piece, Answer>; answer: Answer }>>()
  const left = pieces.values()
  const send = (thread: Thread<Piece, Answer>): void => {
    const { value, done } = left.next()
    if (!done)
      busy.set(
        thread,
        thread.ask(value).then(answer => ({ thread, answer })),
      )
  }
  try {
    for (const thread of threads) send(thread)
    while (busy.size > 0) {
      const { thread, answer } = await Promise.race(busy.values())
      busy.delete(thread)
      send(thread)
      yield answer
    }
  } finally {
    for (const one of busy.values()) one.catch(() => undefined)
    await Promise.all(threads.map(thread => thread.end()))
  }
}
