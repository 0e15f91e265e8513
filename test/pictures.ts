import sharp from 'sharp'

/** A picture that looks like nothing else: a few coloured blocks, drawn from a number. */
export async function picture(seed: number, width = 320, height = 240): Promise<Buffer> {
  const blocks = Array.from({ length: 24 }, (_, at) => {
    const next = (seed * 7919 + at * 104_729 + seed * at * 31) % 997
    const [x, y] = [(next * 13) % width, (next * 29) % height]
    return `<rect x="${x}" y="${y}" width="${40 + (next % 90)}" height="${30 + (next % 70)}" fill="hsl(${next % 360} 60% ${20 + (next % 60)}%)"/>`
  })
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#ddd"/>${blocks.join('')}</svg>`
  return sharp(Buffer.from(drawing)).jpeg({ quality: 90 }).toBuffer()
}

/** The same picture as it comes back from a chat: smaller, squeezed, said to be of another camera. */
export const recompressed = (bytes: Buffer): Promise<Buffer> =>
  sharp(bytes)
    .resize(250)
    .withExif({ IFD0: { Make: 'Máy khác', ImageDescription: 'GPS 9.18,105.15' } })
    .jpeg({ quality: 45 })
    .toBuffer()

/** A signature that reaches over its box. */
export const aSignature = (seed = 1): [number, number][][] => [
  Array.from({ length: 30 }, (_, at) => [100 + at * 20, Math.round(60 + 30 * Math.sin(at * 0.7 + seed))]),
]
