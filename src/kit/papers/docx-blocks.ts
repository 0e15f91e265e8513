import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  type IParagraphOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { type Layout, points } from './layout.ts'
import type { Block, BlockOf } from './paper.ts'

/** What every part is written with; `width` in twentieths of a point. */
export type Sheet = { readonly layout: Layout; readonly width: number }
type Part = Paragraph | Table

const twips = (pt: number): number => Math.round(pt * 20)
const align = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.JUSTIFIED,
} as const

type Style = {
  readonly size: number
  readonly bold?: boolean | undefined
  readonly italic?: boolean | undefined
  readonly align?: keyof typeof align
  readonly afterPt?: number
  readonly firstLineMm?: number
  readonly more?: IParagraphOptions
}

const run = (text: string, { size, bold, italic }: Style): TextRun =>
  new TextRun({ text, size: size * 2, bold: bold ?? false, italics: italic ?? false })

function paragraph(runs: readonly TextRun[], style: Style): Paragraph {
  return new Paragraph({
    children: [...runs],
    alignment: align[style.align ?? 'left'],
    spacing: { after: twips(style.afterPt ?? 0) },
    ...(style.firstLineMm ? { indent: { firstLine: twips(points(style.firstLineMm)) } } : {}),
    ...style.more,
  })
}
const said = (text: string, style: Style): Paragraph => paragraph([run(text, style)], style)

/** A line beneath: the lower border of an empty low paragraph, drawn in from both sides. */
function underline(width: number, part: number): Paragraph {
  const inset = Math.round((width * (1 - part)) / 2)
  return new Paragraph({
    indent: { left: inset, right: inset },
    spacing: { after: 80, line: 80, lineRule: 'exact' },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
  })
}

const nothing = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const noBorders = { top: nothing, bottom: nothing, left: nothing, right: nothing } as const

/** Two columns beside each other without lines: what official documents set left and right. */
function sideBySide(sheet: Sheet, leftPart: number, left: readonly Paragraph[], right: readonly Paragraph[]): Table {
  const widths = [Math.round(sheet.width * leftPart), Math.round(sheet.width * (1 - leftPart))]
  const cells = [left, right].map(
    (children, at) =>
      new TableCell({
        children: [...children],
        borders: noBorders,
        margins: { left: 0, right: 0, top: 0, bottom: 0 },
        width: { size: widths[at] ?? 0, type: WidthType.DXA },
      }),
  )
  return new Table({
    rows: [new TableRow({ children: cells, cantSplit: true })],
    columnWidths: widths,
    width: { size: sheet.width, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: { ...noBorders, insideHorizontal: nothing, insideVertical: nothing },
  })
}

function letterhead(sheet: Sheet, block: BlockOf<'letterhead'>): Part[] {
  const { sizePt, country, motto } = sheet.layout
  const centred = (text: string, size: number, more: Partial<Style> = {}): Paragraph =>
    said(text, { size, align: 'center', ...more })
  const left = [
    ...(block.superior ? [centred(block.superior, sizePt.issuer)] : []),
    centred(block.issuer, sizePt.issuer, { bold: true }),
    underline(sheet.width * 0.43, 0.35),
    centred(block.number, sizePt.number),
  ]
  const right = [
    centred(country, sizePt.country, { bold: true }),
    centred(motto, sizePt.motto, { bold: true }),
    underline(sheet.width * 0.57, 0.6),
    centred(block.placeAndDay, sizePt.number, { italic: true }),
  ]
  return [sideBySide(sheet, 0.43, left, right), said('', { size: 6 })]
}

function title(sheet: Sheet, block: BlockOf<'title'>): Part[] {
  const style: Style = { size: sheet.layout.sizePt.title, bold: true, align: 'center' }
  return [
    said(block.name, { ...style, more: { heading: HeadingLevel.HEADING_1 } }),
    said(block.abstract, style),
    underline(sheet.width, 0.25),
    ...(block.by ? [said(block.by, { ...style, afterPt: 8 })] : []),
  ]
}

function to(sheet: Sheet, block: BlockOf<'to'>): Part[] {
  const lines =
    block.names.length === 1
      ? [`${block.label} ${block.names[0]}`]
      : [block.label, ...block.names.map(name => `- ${name}`)]
  return lines.map((text, at) =>
    said(text, { size: sheet.layout.sizePt.body, align: 'center', afterPt: at === lines.length - 1 ? 12 : 0 }),
  )
}

function table(sheet: Sheet, block: BlockOf<'table'>): Part[] {
  const all = block.columns.reduce((sum, { share }) => sum + share, 0)
  const widths = block.columns.map(({ share }) => Math.round((sheet.width * share) / all))
  const size = sheet.layout.sizePt.table
  const cell = (text: string, at: number, style: Partial<Style>, depth = 0): TableCell =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.TOP,
      margins: { left: 60, right: 60, top: 40, bottom: 40 },
      children: [said(text, { size, ...style, more: depth > 0 ? { indent: { left: depth * 180 } } : {} })],
    })
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: block.columns.map(({ title: text }, at) => cell(text, at, { bold: true, align: 'center' })),
  })
  const rows = block.rows.map(
    row =>
      new TableRow({
        cantSplit: true,
        children: row.cells.map((text, at) =>
          cell(text, at, { bold: row.bold, align: block.columns[at]?.align ?? 'left' }, at === 1 ? row.depth : 0),
        ),
      }),
  )
  return [
    ...(block.caption
      ? [said(block.caption, { size: sheet.layout.sizePt.body, bold: true, afterPt: 4, more: { keepNext: true } })]
      : []),
    new Table({
      rows: [head, ...rows],
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      width: { size: sheet.width, type: WidthType.DXA },
    }),
    said('', { size: 6, afterPt: 6 }),
  ]
}

function closing(sheet: Sheet, block: BlockOf<'closing'>): Part[] {
  const { sizePt } = sheet.layout
  const left = [
    said(block.receiversLabel, { size: 12, bold: true, italic: true }),
    ...block.receivers.map(name => said(`- ${name}`, { size: sizePt.receivers })),
  ]
  const bold: Style = { size: sizePt.body, bold: true, align: 'center' }
  const room = Array.from({ length: 4 }, () => said('', bold))
  const right = [
    ...block.signature.map(text => said(text, bold)),
    ...room,
    ...(block.name ? [said(block.name, bold)] : []),
  ]
  return [said('', { size: 6 }), sideBySide(sheet, 0.5, left, right)]
}

type Writings = { readonly [K in Block['kind']]: (sheet: Sheet, block: BlockOf<K>) => Part[] }
const writings: Writings = {
  letterhead,
  title,
  to,
  table,
  closing,
  heading: ({ layout }, { text }) => [
    said(text, {
      size: layout.sizePt.body,
      bold: true,
      firstLineMm: layout.firstLineMm,
      afterPt: layout.afterParagraphPt,
      more: { heading: HeadingLevel.HEADING_2, keepNext: true },
    }),
  ],
  line: ({ layout }, { text, ...style }) => [
    said(text, { size: layout.sizePt.body, ...style, afterPt: layout.afterParagraphPt }),
  ],
  paragraph: ({ layout }, { label, text, italic }) => {
    const style: Style = {
      size: layout.sizePt.body,
      align: 'justify',
      firstLineMm: layout.firstLineMm,
      afterPt: layout.afterParagraphPt,
    }
    const runs = [...(label ? [run(`${label} `, { ...style, bold: true })] : []), run(text, { ...style, italic })]
    return [paragraph(runs, style)]
  },
}

export function writeBlock(sheet: Sheet, block: Block): Part[] {
  return (writings[block.kind] as (sheet: Sheet, block: Block) => Part[])(sheet, block)
}
