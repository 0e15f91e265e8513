import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx'
import { TextWatermark } from 'docx/watermarks'
import { unzipSync, zipSync } from 'fflate'
import { writeBlock } from './docx-blocks.ts'
import { points } from './layout.ts'
import { composedPaper, type Paper, type Section } from './paper.ts'

const twips = (mm: number): number => Math.round(points(mm) * 20)
const [pageWidth, pageHeight] = [twips(210), twips(297)]

function headerOf(paper: Paper, numbered: boolean): Header {
  const number = new TextRun({ children: [PageNumber.CURRENT], size: paper.layout.sizePt.body * 2 })
  const watermark = paper.watermark
    ? [new TextWatermark({ text: paper.watermark, font: paper.layout.face, color: 'C0C0C0', opacity: 0.4 })]
    : []
  return new Header({
    children: [
      new Paragraph({ alignment: AlignmentType.CENTER, children: [...watermark, ...(numbered ? [number] : [])] }),
    ],
  })
}

function sectionOf(paper: Paper, section: Section, first: boolean): ISectionOptions {
  const { top, bottom, left, right } = paper.layout.marginMm
  const width = (section.landscape ? pageHeight : pageWidth) - twips(left) - twips(right)
  const foot = new Footer({
    children: [
      new Paragraph({
        children: [new TextRun({ text: paper.foot, size: paper.layout.sizePt.foot * 2, color: '444444' })],
      }),
    ],
  })
  return {
    properties: {
      titlePage: first,
      page: {
        size: {
          width: pageWidth,
          height: pageHeight,
          orientation: section.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: twips(top),
          bottom: twips(bottom),
          left: twips(left),
          right: twips(right),
          header: twips(10),
          footer: twips(8),
        },
      },
    },
    headers: { default: headerOf(paper, true), first: headerOf(paper, false) },
    footers: { default: foot, first: foot },
    children: section.blocks.flatMap(block => writeBlock({ layout: paper.layout, width }, block)),
  }
}

/** Packed again with what differs from one drawing to the next taken out: the clock, and names made at random. */
function settled(bytes: Uint8Array, at: Date): Buffer {
  const mtime = new Date(1980, 0, 1)
  const names = new Map<string, string>()
  const moment = at.toISOString().replace(/\.\d+Z$/, 'Z')
  const decoder = new TextDecoder()
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => {
    if (!/\.(xml|rels)$/.test(name)) return [name, part] as const
    const text = decoder
      .decode(part)
      .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment}`)
      .replace(/(?<=rId|WaterMarkObject)[a-z0-9_-]{15,30}(?=")/g, random => {
        const lasting = names.get(random) ?? `S${names.size + 1}`
        names.set(random, lasting)
        return lasting
      })
    return [name, Buffer.from(text)] as const
  })
  return Buffer.from(zipSync(Object.fromEntries(parts), { mtime, level: 6 }))
}

/** Writes a paper as DOCX, to be changed and printed in a word processor. The same paper gives the same bytes. */
export async function writeDocx(given: Paper): Promise<Buffer> {
  const paper = composedPaper(given)
  const { face, sizePt, lines } = paper.layout
  const black = { color: '000000', font: face }
  const document = new Document({
    title: paper.title,
    creator: paper.author,
    lastModifiedBy: paper.author,
    description: paper.foot,
    styles: {
      default: {
        document: {
          run: { font: face, size: sizePt.body * 2, language: { value: paper.lang === 'vi' ? 'vi-VN' : 'en-GB' } },
          // Without its rule, programs read a default line height as points.
          paragraph: { spacing: { line: Math.round(240 * lines), lineRule: 'auto' } },
        },
        heading1: { run: black, paragraph: { spacing: { before: 0 } } },
        heading2: { run: black, paragraph: { spacing: { before: 0 } } },
      },
    },
    sections: paper.sections.map((section, at) => sectionOf(paper, section, at === 0)),
  })
  return settled(await Packer.toBuffer(document), paper.at)
}
