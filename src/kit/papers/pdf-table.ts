import type { BlockOf, PaperRow } from './paper.ts'
import {
  heightOf,
  leftOf,
  lowestOf,
  makeRoom,
  type Pen,
  type TextStyle,
  tagged,
  untagged,
  widthOf,
  write,
} from './pdf-pen.ts'

const padding = 3
const indent = 9

type Table = BlockOf<'table'>
type Drawn = { readonly widths: readonly number[]; readonly height: number; readonly styles: readonly TextStyle[] }

function widthsOf(pen: Pen, { columns }: Table): number[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0)
  return columns.map(({ share }) => (widthOf(pen) * share) / all)
}

/** The first column with text carries the depth of the row. */
const indentOf = (row: PaperRow, column: number): number => (column === 1 ? (row.depth ?? 0) * indent : 0)

function measure(pen: Pen, table: Table, row: PaperRow, widths: readonly number[], head: boolean): Drawn {
  const size = pen.layout.sizePt.table
  const styles = table.columns.map(
    ({ align = 'left' }): TextStyle => ({
      size,
      face: head || row.bold ? 'bold' : 'plain',
      align: head ? 'center' : align,
    }),
  )
  const heights = row.cells.map((text, at) =>
    heightOf(pen, text, (widths[at] ?? 0) - 2 * padding - indentOf(row, at), styles[at] ?? { size }),
  )
  return { widths, height: Math.max(...heights) + 2 * padding, styles }
}

function drawRow(pen: Pen, row: PaperRow, drawn: Drawn, cell: (draw: () => void) => void): void {
  const { doc } = pen
  const top = doc.y
  let x = leftOf(pen)
  for (const [at, text] of row.cells.entries()) {
    const width = drawn.widths[at] ?? 0
    untagged(pen, () => doc.lineWidth(0.5).rect(x, top, width, drawn.height).stroke('#000'))
    doc.y = top + padding
    const [from, room] = [x + padding + indentOf(row, at), width - 2 * padding - indentOf(row, at)]
    if (text !== '') cell(() => write(pen, text, from, room, drawn.styles[at] ?? { size: 11 }))
    x += width
  }
  doc.y = top + drawn.height
}

/** Rows under a head row that every page repeats; a row is never cut by a page's end. */
export function drawTable(pen: Pen, table: Table): void {
  const { doc } = pen
  const widths = widthsOf(pen, table)
  const head: PaperRow = { cells: table.columns.map(({ title }) => title), bold: true }
  const headDrawn = measure(pen, table, head, widths, true)
  const { caption } = table
  makeRoom(pen, headDrawn.height + 60)
  if (caption) {
    tagged(pen, 'P', () =>
      write(pen, caption, leftOf(pen), widthOf(pen), { face: 'bold', size: pen.layout.sizePt.body }),
    )
    doc.y += 4
  }
  const structure = doc.struct('Table')
  pen.parent.add(structure)
  const rowIn = (tag: 'TH' | 'TD', row: PaperRow, drawn: Drawn): void => {
    const line = doc.struct('TR')
    structure.add(line)
    drawRow(pen, row, drawn, draw => line.add(doc.struct(tag, {}, draw)))
    line.end()
  }
  rowIn('TH', head, headDrawn)
  for (const row of table.rows) {
    const drawn = measure(pen, table, row, widths, false)
    if (doc.y + drawn.height > lowestOf(pen)) {
      pen.nextPage()
      drawRow(pen, head, headDrawn, draw => untagged(pen, draw))
    }
    rowIn('TD', row, drawn)
  }
  structure.end()
  doc.y += 12
}
