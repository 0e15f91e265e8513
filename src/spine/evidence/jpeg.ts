/** Whether bytes begin and end as a JPEG does; what a file is called decides nothing. */
export function isJpeg(bytes: Buffer): boolean {
  return bytes.length > 100 && bytes.readUInt16BE(0) === 0xffd8 && bytes.readUInt8(2) === 0xff
}

/** Segments that can say where and with what a photo was taken, or hold anything at all: APP1-APP15 and comments. */
const tells = (marker: number): boolean => (marker >= 0xe1 && marker <= 0xef) || marker === 0xfe

/**
 * Cuts everything out of a JPEG that is not the picture: position, device, thumbnails, comments.
 * Undefined when the bytes are no JPEG.
 */
export function bareJpeg(bytes: Buffer): Buffer | undefined {
  if (!isJpeg(bytes)) return undefined
  const kept = [bytes.subarray(0, 2)]
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length) return undefined
    if (!tells(marker)) kept.push(bytes.subarray(at, end))
    at = end
    if (marker === 0xda) return Buffer.concat([...kept, bytes.subarray(at)])
  }
  return undefined
}
