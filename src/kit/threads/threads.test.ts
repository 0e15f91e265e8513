import { expect, test } from 'vitest'
import { Refusal } from '#kit/wire'
import { inThreads } from './index.ts'

const work = new URL('./threads.work.ts', import.meta.url)
const ask = (pieces: readonly number[], most?: number) => inThreads<number, number, number>(work, 10, pieces, most)
async function all(pieces: readonly number[], most?: number): Promise<number[]> {
  const answers: number[] = []
  for await (const answer of ask(pieces, most)) answers.push(answer)
  return answers
}

test('every piece is done once, by what each thread was given', async () => {
  const pieces = Array.from({ length: 7 }, (_, at) => at)
  const answers = await all(pieces, 3)
  expect(answers.sort((a, b) => a - b)).toEqual(pieces.map(piece => piece * 10))
  expect(await all([])).toEqual([])
})

test('a refusal comes back as one, and a fault as the fault that it is', async () => {
  await expect(all([1, -1], 1)).rejects.toEqual(new Refusal('kit.not_found', 404, { at: '-1' }))
  await expect(all([-2])).rejects.toThrow('no such piece')
})

const ports = (): number => process.getActiveResourcesInfo().filter(name => name === 'MessagePort').length

test('whoever stops asking leaves no thread behind', async () => {
  const before = ports()
  for await (const answer of ask([1, 2, 3, 4, 5], 2)) {
    expect(answer).toBeGreaterThan(0)
    break
  }
  expect(ports()).toBe(before)
})
