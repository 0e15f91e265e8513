/** What may be kept as evidence. A photo and a signature are pictures; a document is a scanned paper. */
export const evidenceKinds = ['photo', 'signature', 'document'] as const

/** In bytes, as they arrive: a phone shrinks its photos far below this. */
export const mostBytes = { photo: 12_000_000, document: 20_000_000 } as const
/** One piece of a file on its way, in bytes: small enough for a slow line to bring it whole. */
export const pieceBytes = 131_072
/** The longest side of a kept photo. */
export const longestPx = 1600

/** Pictures that differ in at most so many of 64 bits count as the same one: recompressed, scaled, a little cropped. */
export const alikeBits = 8

/** A signature as strokes of points, in thousandths of the box's width. */
export type Strokes = readonly (readonly (readonly [x: number, y: number])[])[]
export const leastPoints = 20

/** Two dots are no signature: it has enough points, and they reach over a part of the box. */
export function isSignature(strokes: Strokes): boolean {
  const points = strokes.flat()
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const wide = Math.max(...xs) - Math.min(...xs)
  const high = Math.max(...ys) - Math.min(...ys)
  return points.length >= leastPoints && wide + high >= 60
}

/** By so many of 256 greys something is brighter than its neighbour. */
const clearly = 3

/**
 * The difference hash of a picture drawn 9 wide and 8 high in greys: a bit for each pair of neighbours, set where it gets
 * clearly brighter, so that the noise of a compressed wall or sky decides nothing. Answers 64 signs of 0 and 1; undefined
 * for a picture so flat that it would look like every other flat one.
 */
export function looksOf(greys: ArrayLike<number>): string | undefined {
  let [bits, low, high] = ['', 255, 0]
  for (let at = 0; at < 72; at++) {
    const [here, right] = [greys[at] ?? 0, greys[at + 1] ?? 0]
    low = Math.min(low, here)
    high = Math.max(high, here)
    if (at % 9 < 8) bits += right > here + clearly ? '1' : '0'
  }
  return high - low < 16 ? undefined : bits
}

/** How strong a figure is: told by a unit, recorded by who did it, or proven by evidence that nobody else uses. */
export type Grade = 'declared' | 'recorded' | 'proven'

/**
 * The grade of an act with the evidence that its kind asks for: proven when every needed piece is there and none of it
 * also stands for another record.
 */
export function gradeOf(needed: readonly string[], there: readonly { slot: string | null; reused: boolean }[]): Grade {
  const clean = new Set(there.filter(piece => !piece.reused).map(piece => piece.slot))
  return needed.length > 0 && needed.every(slot => clean.has(slot)) ? 'proven' : 'recorded'
}
