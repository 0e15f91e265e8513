const hex = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')

let lastMs = 0
let counter = 0

/** Steps within a millisecond, so that ids made one after the other here also sort so: an outbox sends in order. */
function step(nowMs: number): void {
  if (nowMs > lastMs) {
    lastMs = nowMs
    counter = (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) & 0x7ff
    return
  }
  counter += 1
  if (counter > 0xfff) {
    lastMs += 1
    counter = 0
  }
}

/**
 * A UUID of version 7: 48 bits of Unix milliseconds, a 12-bit counter that starts at random, then 62 random bits.
 * Ids of one process rise strictly, even when its clock steps back. Runs in browser, phone and server.
 */
export function uuidv7(nowMs: number = Date.now()): string {
  step(nowMs)
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, Math.floor(lastMs / 0x10000))
  view.setUint16(4, lastMs % 0x10000)
  view.setUint16(6, 0x7000 | counter)
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80)
  const text = hex(bytes)
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}
