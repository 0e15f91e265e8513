import PDFDocument from 'pdfkit'
import { points } from './layout.ts'
import { composedPaper, type Paper, type Section } from './paper.ts'
import { drawBlock } from './pdf-blocks.ts'
import { type Pen, registerFaces } from './pdf-pen.ts'

type Doc = InstanceType<typeof PDFDocument>

function pageOf(paper: Paper, section: Section): PDFKit.PDFDocumentOptions {
  const { top, bottom, left, right } = paper.layout.marginMm
  return {
    size: 'A4',
    layout: section.landscape ? 'landscape' : 'portrait',
    margins: { top: points(top), bottom: points(bottom), left: points(left), right: points(right) },
  }
}

function atEdge(doc: Doc, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Pagination' })
  doc.save()
  draw()
  doc.restore()
  doc.endMarkedContent()
}

/** Everything that stands on each page beside its content: number (not on the first), foot, watermark. */
function furnish(doc: Doc, paper: Paper): void {
  const { start, count } = doc.bufferedPageRange()
  for (let at = start; at < start + count; at++) {
    doc.switchToPage(at)
    const { width, height, margins } = doc.page
    const line = { width: width - margins.left - margins.right, lineBreak: false, height: 20 }
    // What stands in the margins would otherwise start another page.
    doc.page.margins = { ...margins, top: 0, bottom: 0 }
    atEdge(doc, () => {
      if (paper.watermark)
        doc
          .rotate(-35, { origin: [width / 2, height / 2] })
          .font('bold')
          .fontSize(54)
          .fillColor('#000', 0.09)
          .text(paper.watermark, 0, height / 2 - 32, { width, align: 'center', lineBreak: false })
    })
    atEdge(doc, () => {
      doc.font('plain').fillColor('#000', 1).fontSize(paper.layout.sizePt.body)
      if (at > start) doc.text(String(at + 1), margins.left, margins.top / 2, { ...line, align: 'center' })
      doc.fontSize(paper.layout.sizePt.foot).fillColor('#444', 1)
      doc.text(paper.foot, margins.left, height - margins.bottom + 14, { ...line, align: 'left' })
    })
    doc.page.margins = margins
  }
}

async function bytesOf(doc: Doc): Promise<Buffer> {
  const parts: Buffer[] = []
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', resolve)
    doc.on('error', reject)
  })
  doc.end()
  await done
  return Buffer.concat(parts)
}

/** Draws a paper as a tagged PDF. The same paper gives the same bytes. */
export async function drawPdf(given: Paper): Promise<Buffer> {
  const paper = composedPaper(given)
  const doc = new PDFDocument({
    pdfVersion: '1.7',
    lang: paper.lang === 'vi' ? 'vi-VN' : 'en-GB',
    tagged: true,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    // No face to begin with: one that is opened under two names is opened again at every word.
    font: '',
    info: {
      Title: paper.title,
      Author: paper.author,
      Producer: 'Tri Ân',
      Creator: 'Tri Ân',
      CreationDate: paper.at,
      ModDate: paper.at,
    },
  })
  registerFaces(doc)
  const root = doc.struct('Document')
  doc.addStructure(root)
  for (const section of paper.sections) {
    const nextPage = (): void => void doc.addPage(pageOf(paper, section))
    nextPage()
    const pen: Pen = { doc, layout: paper.layout, parent: root, nextPage }
    for (const block of section.blocks) drawBlock(pen, block)
  }
  root.end()
  furnish(doc, paper)
  return bytesOf(doc)
}
