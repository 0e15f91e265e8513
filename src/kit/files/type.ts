/** Kinds of files that are known by their content; whatever else is refused. */
export const mimeTypes = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  zip: 'application/zip',
  csv: 'text/csv',
  text: 'text/plain',
} as const

export type FileType = keyof typeof mimeTypes

/** The content type under which a file is served; never what its sender called it. */
export function mimeOf(type: FileType): string {
  return type === 'csv' || type === 'text' ? `${mimeTypes[type]}; charset=utf-8` : mimeTypes[type]
}

const starts = (head: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte)
const at = (head: Buffer, from: number, text: string): boolean =>
  head.toString('latin1', from, from + text.length) === text

/** Office files are zip archives; the names of their parts stand at the end, in the archive's directory. */
function zipKind(tail: Buffer): FileType {
  if (tail.includes('xl/workbook.xml')) return 'xlsx'
  return tail.includes('word/document.xml') ? 'docx' : 'zip'
}

/**
 * What a file is, by its first and last bytes; `readable` says whether all of it is text in UTF-8. A file that begins
 * as one thing and goes on as another counts as what it begins as.
 */
export function typeOf(head: Buffer, tail: Buffer, readable: boolean): FileType | undefined {
  if (starts(head, 0xff, 0xd8, 0xff)) return 'jpeg'
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (at(head, 0, 'RIFF') && at(head, 8, 'WEBP')) return 'webp'
  if (at(head, 0, '%PDF-')) return 'pdf'
  if (starts(head, 0x50, 0x4b, 0x03, 0x04)) return zipKind(tail)
  return readable ? 'text' : undefined
}

const spreadsheetNames = new Set(['text/csv', 'application/csv', 'application/vnd.ms-excel'])

/**
 * The type under which a file is taken: its content's, made finer by the claim where content cannot tell (a table in
 * text). Undefined when the claim says something else than the content. No claim and `application/octet-stream`
 * claim nothing.
 */
export function reconcile(found: FileType, claims: string | undefined): FileType | undefined {
  const claimed = claims?.split(';')[0]?.trim().toLowerCase()
  if (!claimed || claimed === 'application/octet-stream') return found
  if (found === 'text' && spreadsheetNames.has(claimed)) return 'csv'
  if (found === 'jpeg' && claimed === 'image/jpg') return found
  if (found === 'zip' && claimed === 'application/x-zip-compressed') return found
  return claimed === mimeTypes[found] ? found : undefined
}
