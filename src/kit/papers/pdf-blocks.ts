import { points } from './layout.ts'
import type { Block, BlockOf } from './paper.ts'
import { heightOf, leftOf, makeRoom, type Pen, type TextStyle, tagged, untagged, widthOf, write } from './pdf-pen.ts'
import { drawTable } from './pdf-table.ts'

/** A line beneath what stands above it, centred, as wide as a part of its text. */
function underline(pen: Pen, text: string, x: number, width: number, style: TextStyle, part: number): void {
  const { doc } = pen
  doc.font(style.face ?? 'plain').fontSize(style.size)
  const long = Math.min(width, doc.widthOfString(text)) * part
  const from = x + (width - long) / 2
  untagged(pen, () => {
    doc
      .lineWidth(0.7)
      .moveTo(from, doc.y + 2)
      .lineTo(from + long, doc.y + 2)
      .stroke('#000')
  })
  doc.y += 6
}

function letterhead(pen: Pen, block: BlockOf<'letterhead'>): void {
  const { doc, layout } = pen
  const { sizePt } = layout
  const [left, top] = [leftOf(pen), doc.y]
  const [leftWidth, rightWidth] = [widthOf(pen) * 0.43, widthOf(pen) * 0.57]
  const right = left + leftWidth
  const line = (text: string, x: number, width: number, style: TextStyle): void =>
    tagged(pen, 'P', () => write(pen, text, x, width, { align: 'center', ...style }))
  const issuer: TextStyle = { face: 'bold', size: sizePt.issuer }
  const motto: TextStyle = { face: 'bold', size: sizePt.motto }
  if (block.superior) line(block.superior, left, leftWidth - 8, { size: sizePt.issuer })
  line(block.issuer, left, leftWidth - 8, issuer)
  underline(pen, block.issuer, left, leftWidth - 8, issuer, 0.4)
  line(block.number, left, leftWidth - 8, { size: sizePt.number })
  const leftEnd = doc.y
  doc.y = top
  line(layout.country, right, rightWidth, { face: 'bold', size: sizePt.country })
  line(layout.motto, right, rightWidth, motto)
  underline(pen, layout.motto, right, rightWidth, motto, 1)
  line(block.placeAndDay, right, rightWidth, { face: 'italic', size: sizePt.number })
  doc.y = Math.max(leftEnd, doc.y) + 16
}

function title(pen: Pen, block: BlockOf<'title'>): void {
  const size = pen.layout.sizePt.title
  const centred: TextStyle = { face: 'bold', size, align: 'center' }
  const line = (tag: 'H1' | 'P', text: string): void =>
    tagged(pen, tag, () => write(pen, text, leftOf(pen), widthOf(pen), centred))
  line('H1', block.name)
  line('P', block.abstract)
  underline(pen, block.abstract, leftOf(pen), widthOf(pen), { ...centred, size: size * 0.8 }, 0.4)
  pen.doc.y += 10
  if (!block.by) return
  line('P', block.by)
  pen.doc.y += 10
}

function to(pen: Pen, block: BlockOf<'to'>): void {
  const size = pen.layout.sizePt.body
  const names =
    block.names.length === 1
      ? [`${block.label} ${block.names[0]}`]
      : [block.label, ...block.names.map(name => `- ${name}`)]
  for (const name of names)
    tagged(pen, 'P', () => write(pen, name, leftOf(pen), widthOf(pen), { size, align: 'center' }))
  pen.doc.y += 12
}

function paragraph(pen: Pen, block: BlockOf<'paragraph'>): void {
  const { doc, layout } = pen
  const size = layout.sizePt.body
  const face = block.italic ? 'italic' : 'plain'
  const common = { width: widthOf(pen), lineGap: (layout.lines - 1) * size, indent: points(layout.firstLineMm) }
  makeRoom(pen, size * 2.4)
  tagged(pen, 'P', () => {
    doc.fontSize(size)
    if (!block.label) return doc.font(face).text(block.text, leftOf(pen), doc.y, { ...common, align: 'justify' })
    doc.font('bold').text(`${block.label} `, leftOf(pen), doc.y, { ...common, continued: true })
    doc.font(face).text(block.text, { ...common, align: 'justify', indent: 0 })
  })
  doc.y += layout.afterParagraphPt
}

function line(pen: Pen, block: BlockOf<'line' | 'heading'>): void {
  const { layout, doc } = pen
  const style: TextStyle =
    block.kind === 'heading'
      ? { face: 'bold', size: layout.sizePt.body, firstLine: points(layout.firstLineMm) }
      : { face: block.bold ? 'bold' : block.italic ? 'italic' : 'plain', size: layout.sizePt.body, align: block.align }
  // A heading never stands alone at the foot of a page.
  makeRoom(pen, layout.sizePt.body * (block.kind === 'heading' ? 4 : 1.5))
  tagged(pen, block.kind === 'heading' ? 'H2' : 'P', () => write(pen, block.text, leftOf(pen), widthOf(pen), style))
  doc.y += layout.afterParagraphPt
}

function closing(pen: Pen, block: BlockOf<'closing'>): void {
  const { doc, layout } = pen
  const { sizePt } = layout
  const [left, half] = [leftOf(pen), widthOf(pen) / 2]
  const bold: TextStyle = { face: 'bold', size: sizePt.body, align: 'center' }
  const room = 68
  const receivers = block.receivers.map(name => heightOf(pen, `- ${name}`, half - 16, { size: sizePt.receivers }))
  const signing = block.signature.map(text => heightOf(pen, text, half, bold))
  const sum = (heights: readonly number[]): number => heights.reduce((total, height) => total + height, 0)
  makeRoom(pen, Math.max(sum(receivers) + 20, sum(signing) + room + 20) + 10)
  doc.y += 10
  const top = doc.y
  tagged(pen, 'P', () => write(pen, block.receiversLabel, left, half - 16, { face: 'boldItalic', size: 12 }))
  for (const name of block.receivers)
    tagged(pen, 'P', () => write(pen, `- ${name}`, left, half - 16, { size: sizePt.receivers }))
  const leftEnd = doc.y
  doc.y = top
  for (const text of block.signature) tagged(pen, 'P', () => write(pen, text, left + half, half, bold))
  doc.y += room
  const { name } = block
  if (name) tagged(pen, 'P', () => write(pen, name, left + half, half, bold))
  doc.y = Math.max(leftEnd, doc.y) + 8
}

type Drawings = { readonly [K in Block['kind']]: (pen: Pen, block: BlockOf<K>) => void }
const drawings: Drawings = { letterhead, title, to, paragraph, heading: line, line, table: drawTable, closing }

export function drawBlock(pen: Pen, block: Block): void {
  const draw = drawings[block.kind] as (pen: Pen, block: Block) => void
  draw(pen, block)
}
