import { createCipheriv } from 'node:crypto'
import { blindIndex } from '#kit/db/seal.ts'
import type { Ports } from '#kit/serve/face.ts'
import { readCode, tidyCode, writeCode } from './rules-codes.ts'

/** The key under which new batches are made; older ones stay readable. 0 stands for a partner's own codes. */
export const currentKey = 1

const rounds = 6
const [bits, mask] = [30, 2 ** 30 - 1]

type Secrets = Ports['secrets']
const keys = new WeakMap<Secrets, Map<number, Buffer>>()
function keyOf(secrets: Secrets, version: number): Buffer {
  const known = keys.get(secrets) ?? new Map<number, Buffer>()
  keys.set(secrets, known)
  const key = known.get(version) ?? secrets.key(`rewards.vouchers.${version}`).subarray(0, 16)
  known.set(version, key)
  return key
}

/** One round over many halves with one call of the cipher: 30 bits that nobody can tell without the key. */
function scramble(key: Buffer, round: number, halves: readonly number[]): number[] {
  const blocks = Buffer.alloc(16 * halves.length)
  for (const [at, half] of halves.entries()) {
    blocks.writeUInt32BE(round, 16 * at)
    blocks.writeUInt32BE(half, 16 * at + 4)
  }
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false)
  const out = cipher.update(blocks)
  return halves.map((_, at) => out.readUInt32BE(16 * at) & mask)
}

type Halves = { high: number[]; low: number[] }

/** A balanced Feistel network over 60 bits, forwards or back: a permutation, so that no two serials share a code. */
function permute(key: Buffer, { high, low }: Halves, back: boolean): Halves {
  let [left, right] = [high, low]
  for (let turn = 0; turn < rounds; turn++) {
    const round = back ? rounds - 1 - turn : turn
    const mixed = scramble(key, round, back ? left : right)
    const next = (back ? right : left).map((half, at) => half ^ (mixed[at] ?? 0))
    ;[left, right] = back ? [next, left] : [right, next]
  }
  return { high: left, low: right }
}

/** The codes of serials, each 14 characters. */
export function codesOf(secrets: Secrets, version: number, serials: readonly number[]): string[] {
  const halves = { high: serials.map(one => Math.floor(one / 2 ** bits)), low: serials.map(one => one % 2 ** bits) }
  const { high, low } = permute(keyOf(secrets, version), halves, false)
  return serials.map((_, at) => writeCode({ version, high: high[at] ?? 0, low: low[at] ?? 0 }))
}

/** What a typed code may mean: a serial under a key, a partner's own code. One that is no code means neither. */
export type Meant = { readonly serial: number | null; readonly version: number; readonly found: string }

/** The keyed hash by which a partner's own code is found. */
export const foundOf = (secrets: Secrets, typed: string): string =>
  blindIndex(secrets.key('rewards.pool'), tidyCode(typed)).subarray(0, 16).toString('hex')

export function meantBy(secrets: Secrets, typed: string): Meant {
  const carried = readCode(typed)
  const found = foundOf(secrets, typed)
  // What cannot be a code takes the same steps as what can, so that the time tells nothing.
  const { version, high, low } = carried ?? { version: 0, high: mask, low: mask }
  const plain = permute(keyOf(secrets, version), { high: [high], low: [low] }, true)
  const [top = 0, rest = 0] = [plain.high[0], plain.low[0]]
  const serial = top * 2 ** bits + rest
  return { serial: carried && Number.isSafeInteger(serial) ? serial : null, version, found }
}
