import { SaxesParser } from 'saxes'
import { refuse } from '#kit/wire'

/** Names without their prefix, in elements and attributes: files of one kind differ only in those. */
export type Attributes = Readonly<Record<string, string>>
export type Handler = {
  readonly open?: (name: string, attributes: Attributes) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)
const localAttributes = (attributes: Readonly<Record<string, string>>): Attributes =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [local(name), value]))

/**
 * Walks XML that arrives in pieces. A document type, and with it every entity of its own making, is refused; so is
 * what is not well-formed. `now` is called after each piece.
 */
export async function walk(source: AsyncIterable<string>, handler: Handler): Promise<void> {
  for await (const _ of steps(source, handler)) {
    // each step has told the handler all there is to tell
  }
}

/** The same, one step a piece, so that a reader can hand on what it has gathered. */
export async function* steps(source: AsyncIterable<string>, handler: Handler): AsyncGenerator<void> {
  const parser = new SaxesParser()
  parser.on('error', () => refuse('kit.sheet_broken', 422))
  parser.on('doctype', () => refuse('kit.sheet_broken', 422))
  parser.on('opentag', tag => handler.open?.(local(tag.name), localAttributes(tag.attributes)))
  parser.on('text', text => handler.text?.(text))
  parser.on('closetag', tag => handler.close?.(local(tag.name)))
  for await (const piece of source) {
    parser.write(piece)
    yield
  }
  parser.close()
  yield
}

/** Escapes text for XML; what XML cannot hold at all is left out. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly the characters that XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"\r]/g, sign => `&#${sign.charCodeAt(0)};`)
  )
}
