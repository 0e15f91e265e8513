import type { Paper } from './paper.ts'

export { officialLayout } from './layout.ts'
export type { Block, Paper, PaperColumn, PaperRow, Section } from './paper.ts'

/** A paper as PDF. The drawing library is loaded with the first paper, so that the start stays fast. */
export async function paperAsPdf(paper: Paper): Promise<Buffer> {
  return (await import('./pdf.ts')).drawPdf(paper)
}

/** A paper as DOCX, the same way. */
export async function paperAsDocx(paper: Paper): Promise<Buffer> {
  return (await import('./docx.ts')).writeDocx(paper)
}
