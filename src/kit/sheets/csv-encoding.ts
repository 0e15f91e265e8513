import { StringDecoder } from 'node:string_decoder'
import { fromLegacy, type Legacy, likeVietnamese } from './csv-legacy.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258'

/**
 * What a text file's bytes are. `suspect` names an old Vietnamese font encoding that its text looks like: nothing is
 * converted until somebody says so.
 */
export type Encoded = { readonly encoding: Encoding; readonly bom: 0 | 2 | 3; readonly suspect?: Legacy }

/** Whether bytes are UTF-8; the last sign may be cut off. */
function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function wide(bytes: Buffer): Encoding | undefined {
  let [even, odd] = [0, 0]
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    if (bytes[at] === 0) even++
    if (bytes[at + 1] === 0) odd++
  }
  const most = bytes.length / 6
  if (odd > most && even < odd / 4) return 'utf-16le'
  return even > most && odd < even / 4 ? 'utf-16be' : undefined
}

/** The old encoding under which a text makes more sense than as it stands. */
function suspectOf(latin: string, asItStands: string): Legacy | undefined {
  const plain = likeVietnamese(asItStands)
  const scores = (['tcvn3', 'vni'] as const)
    .map(legacy => ({ legacy, ...likeVietnamese(fromLegacy(latin, legacy)) }))
    .filter(({ share, words }) => words > 1 && share >= 0.6)
    .sort((a, b) => b.share - a.share)
  const [best] = scores
  return best && best.share > plain.share + 0.2 ? best.legacy : undefined
}

/** Tells from the first bytes of a file how it is written. */
export function encodingOf(head: Buffer): Encoded {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 }
  const twoBytes = wide(head)
  if (twoBytes) return { encoding: twoBytes, bom: 0 }
  const encoding = isUtf8(head) ? 'utf-8' : 'windows-1258'
  const text = new TextDecoder(encoding).decode(head).normalize('NFC')
  const latin = encoding === 'utf-8' ? text : head.toString('latin1')
  // Letters that no Latin-1 has are true Vietnamese already.
  const suspect = /[\u0100-\uffff]/.test(latin) ? undefined : suspectOf(latin, text)
  return { encoding, bom: 0, ...(suspect ? { suspect } : {}) }
}

export type Decoder = { readonly take: (bytes: Buffer) => string; readonly rest: () => string }

/** Turns the bytes of a file into text, piece by piece; bytes that are no text become U+FFFD. */
export function decoderOf(encoding: Encoding | 'latin1'): Decoder {
  if (encoding === 'utf-8' || encoding === 'latin1') {
    const decoder = new StringDecoder(encoding === 'utf-8' ? 'utf8' : 'latin1')
    return { take: bytes => decoder.write(bytes), rest: () => decoder.end() }
  }
  const decoder = new TextDecoder(encoding)
  return { take: bytes => decoder.decode(bytes, { stream: true }), rest: () => decoder.decode() }
}
