import { strToU8, zipSync } from 'fflate'
import { contentTypes, rootRelationships, workbookRelationships } from './xlsx-parts-out.ts'

export async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}

export async function* onceEach<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

/** A workbook made by hand: what no program of good manners would write. */
export function craftedXlsx(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const workbook = '<workbook xmlns:r="r"><sheets><sheet name="Một" sheetId="1" r:id="rId1"/></sheets></workbook>'
  const all: Readonly<Record<string, string | Uint8Array>> = {
    '[Content_Types].xml': contentTypes(1),
    '_rels/.rels': rootRelationships,
    'xl/workbook.xml': workbook,
    'xl/_rels/workbook.xml.rels': workbookRelationships(1),
    ...parts,
  }
  return zipSync(
    Object.fromEntries(
      Object.entries(all).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ),
  )
}

export const sheetOf = (rows: string, more = ''): string =>
  `<worksheet><sheetData>${rows}</sheetData>${more}</worksheet>`
