import { Worker } from 'node:worker_threads'
import { type CsvPiece, runBits } from '#kit/sheets/csv-pieces.ts'
import type { FindingSink } from './row-reader.ts'
import type { Put } from './stage.ts'
import { Sum } from './sum.ts'
import type { Answered, Asked, Told } from './thread.ts'

/** With fewer pieces before it, the second thread takes the next run of rows too, so that it is never idle. */
const fewAhead = 16
/** It keeps the places of the country and the words of a shelf; the rest is of one piece and goes with it. */
const limits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 128 }

/** The second thread of a check: takes pieces of the file, and what it makes of them is written by the first. */
export class SecondThread {
  readonly #worker: Worker
  readonly #findings: FindingSink
  readonly #put: Put
  readonly #answers: Answered[] = []
  #ahead = 0
  #run = 0
  #takes = false
  #error: unknown
  #wake: () => void = () => undefined
  #last: Answered | undefined

  constructor(told: Told, findings: FindingSink, put: Put) {
    this.#findings = findings
    this.#put = put
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: told,
      resourceLimits: limits,
    })
    this.#worker.on('message', (answer: Answered) => {
      this.#answers.push(answer)
      this.#wake()
    })
    this.#worker.on('error', error => {
      this.#error = error
      this.#wake()
    })
  }

  get rows(): number {
    return this.#last?.rows ?? 0
  }

  /** Takes a piece, unless the first thread takes its run: what is made beside rows is gathered from neighbours. */
  offer(piece: CsvPiece): boolean {
    const run = piece.from >> runBits
    if (run !== this.#run) this.#takes = this.#ahead < fewAhead
    this.#run = run
    if (this.#takes) this.#send(piece, [piece.bytes.buffer])
    return this.#takes
  }

  #send(asked: Asked, moved: ArrayBuffer[]): void {
    this.#ahead += 1
    this.#worker.postMessage(asked, moved)
  }

  /** Writes down what has come back. */
  async collect(): Promise<void> {
    if (this.#error) throw this.#error
    for (let answer = this.#answers.shift(); answer; answer = this.#answers.shift()) {
      this.#ahead -= 1
      this.#last = answer
      for (const finding of answer.findings) this.#findings.add(...finding)
      for (const row of answer.badRows) this.#findings.badRow(...row)
      if (answer.lines.length > 0) await this.#put('rows', answer.lines)
      if (answer.beside.length > 0) await this.#put('beside', answer.beside)
    }
  }

  /** Says that no piece comes any more, and waits until all is written. */
  async finish(): Promise<void> {
    this.#send('over', [])
    for (;;) {
      const woken = new Promise<void>(wake => {
        this.#wake = wake
      })
      await this.collect()
      if (this.#ahead === 0) return
      if (this.#answers.length === 0 && !this.#error) await woken
    }
  }

  /** The sums of the columns that are control totals, of both threads. */
  sumsWith(own: Readonly<Record<string, string>>): Record<string, string> {
    const added = (column: string): string => {
      const sum = new Sum()
      for (const part of [own[column], this.#last?.sums[column]]) if (part !== undefined) sum.add(part)
      return sum.text()
    }
    return Object.fromEntries(Object.keys(own).map(column => [column, added(column)]))
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
