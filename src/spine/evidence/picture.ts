import type sharp from 'sharp'
import { longestPx, looksOf, type Strokes } from './rules.ts'

export type Drawn = { readonly bytes: Buffer; readonly looks: string | undefined }

/** More than any camera takes; a picture that claims to be larger is a bomb. */
const mostPixels = 80_000_000

/** The library comes with the first picture, so that the start stays fast; one picture at a time is enough. */
async function library(): Promise<typeof sharp> {
  const it = (await import('sharp')).default
  it.cache(false)
  it.concurrency(1)
  return it
}

/**
 * Draws a photo anew, upright and at most 1600 px long: nothing is kept of position, camera, thumbnail or whatever else
 * stood beside the picture. Undefined when the bytes are no whole picture.
 */
export async function drawPhoto(bytes: Buffer): Promise<Drawn | undefined> {
  const draw = await library()
  try {
    const whole = draw(bytes, { limitInputPixels: mostPixels, failOn: 'truncated', pages: 1 }).autoOrient()
    const photo = await whole
      .resize({ width: longestPx, height: longestPx, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 82, mozjpeg: false })
      .toBuffer()
    const { data, info } = await draw(photo)
      .greyscale()
      .resize(9, 8, { fit: 'fill' })
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { bytes: photo, looks: looksOf(data.filter((_, at) => at % info.channels === 0)) }
  } catch {
    return undefined
  }
}

const strokePath = (strokes: Strokes): string =>
  strokes.map(points => `M${points.map(([x, y]) => `${x} ${y}`).join('L')}`).join('')

/** A signature as a picture; the same strokes always give the same bytes, so that a copied one is found. */
export async function drawSignature(strokes: Strokes): Promise<Buffer> {
  const height = Math.max(300, ...strokes.flat().map(([, y]) => y + 20))
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 ${height}" width="700"><rect width="100%" height="100%" fill="#fff"/><path d="${strokePath(strokes)}" fill="none" stroke="#111" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></svg>`
  return (await library())(Buffer.from(drawing)).png({ compressionLevel: 9, palette: true, colours: 16 }).toBuffer()
}
