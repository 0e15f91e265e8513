import { fileURLToPath } from 'node:url'
import type PDFDocument from 'pdfkit'
import type { Layout } from './layout.ts'

type Doc = InstanceType<typeof PDFDocument>
export type Face = 'plain' | 'bold' | 'italic' | 'boldItalic'

const faceFiles: Readonly<Record<Face, string>> = {
  plain: '400Regular/Tinos_400Regular.ttf',
  bold: '700Bold/Tinos_700Bold.ttf',
  italic: '400Regular_Italic/Tinos_400Regular_Italic.ttf',
  boldItalic: '700Bold_Italic/Tinos_700Bold_Italic.ttf',
}
const fileOfFace = (face: Face): string =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/tinos/${faceFiles[face]}`))

/** Makes the faces known by their names, and begins with the plain one. */
export function registerFaces(doc: Doc): void {
  for (const face of Object.keys(faceFiles) as Face[]) doc.registerFont(face, fileOfFace(face))
  doc.font('plain')
}

type Tag = Parameters<Doc['struct']>[0]
type Structure = ReturnType<Doc['struct']>

/** What every part of a page is drawn with: the document, its layout, and the element that the part belongs to. */
export type Pen = {
  readonly doc: Doc
  readonly layout: Layout
  readonly parent: Structure
  /** Goes on to a new page of the same kind. */
  readonly nextPage: () => void
}

export type TextStyle = {
  readonly face?: Face
  readonly size: number
  readonly align?: 'left' | 'center' | 'right' | 'justify'
  readonly firstLine?: number
}

/** The left and right edge and the lowest line of what may be drawn on. */
export const leftOf = ({ doc }: Pen): number => doc.page.margins.left
export const widthOf = ({ doc }: Pen): number => doc.page.width - doc.page.margins.left - doc.page.margins.right
export const lowestOf = ({ doc }: Pen): number => doc.page.height - doc.page.margins.bottom

/** Draws inside an element of the document's structure, so that screen readers follow. */
export function tagged(pen: Pen, tag: Tag, draw: () => void): void {
  pen.parent.add(pen.doc.struct(tag, {}, draw))
}

/** Draws what is no content: lines, repeated heads, what stands at the page's edge. */
export function untagged({ doc }: Pen, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw()
  doc.endMarkedContent()
}

const gap = (pen: Pen, size: number): number => (pen.layout.lines - 1) * size

/** Text in a box at x, from the current line down; goes on to the next page when it must. */
export function write(pen: Pen, text: string, x: number, width: number, style: TextStyle): void {
  const { face = 'plain', size, align = 'left', firstLine = 0 } = style
  pen.doc
    .font(face)
    .fontSize(size)
    .text(text, x, pen.doc.y, { width, align, indent: firstLine, lineGap: gap(pen, size) })
}

export function heightOf(pen: Pen, text: string, width: number, style: TextStyle): number {
  pen.doc.font(style.face ?? 'plain').fontSize(style.size)
  return pen.doc.heightOfString(text === '' ? ' ' : text, { width, lineGap: gap(pen, style.size) })
}

/** Starts a new page when less than so much is left on this one. */
export function makeRoom(pen: Pen, height: number): void {
  if (pen.doc.y + height > lowestOf(pen)) pen.nextPage()
}
