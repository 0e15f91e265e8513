import type { ReactNode } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import type { GivesOf } from '#kit/wire'
import type { editionRoutes } from '../routes.ts'
import { layoutWords } from './words-layout.ts'

export type Layout = GivesOf<typeof editionRoutes.layout>['layout']

const [wide, high] = [210, 297]
const mmOf = (pt: number): number => (pt * 25.4) / 72
/** How long the lines of a paragraph are, as shares of the width. */
const paragraphs = [
  [1, 1, 0.6],
  [1, 0.8],
  [1, 1, 1, 0.4],
]

type Said = {
  readonly at: number
  readonly y: number
  readonly pt: number
  readonly bold?: boolean
  readonly text: string
  readonly start?: boolean
}

/** The first page of a decision by a layout, in millimetres: where things stand and how large they are. */
export function PaperSketch({ layout }: { readonly layout: Layout }): ReactNode {
  const words = useWords(layoutWords)
  const { marginMm: margin, sizePt: size } = layout
  const inner = wide - margin.left - margin.right
  const [left, right, middle] = [margin.left + inner * 0.22, margin.left + inner * 0.7, margin.left + inner / 2]
  const { sample } = words
  const step = (pt: number): number => mmOf(pt) * 1.35
  const head = margin.top + mmOf(size.country)
  const second = head + step(size.motto)
  const third = second + step(size.number) + 3
  const title = third + step(size.title) + 8
  const about = title + step(size.title)
  const said: readonly Said[] = [
    { at: left, y: head, pt: size.issuer, text: sample.superior },
    { at: left, y: second, pt: size.issuer, bold: true, text: sample.issuer },
    { at: right, y: head, pt: size.country, bold: true, text: layout.country },
    { at: right, y: second, pt: size.motto, bold: true, text: layout.motto },
    { at: left, y: third, pt: size.number, text: sample.number },
    { at: right, y: third, pt: size.number, text: sample.day },
    { at: middle, y: title, pt: size.title, bold: true, text: sample.title },
    { at: middle, y: about, pt: size.title, bold: true, text: sample.about },
  ]
  const body = <Body from={about + 10} layout={layout} inner={inner} />
  const end = high - margin.bottom - 30
  return (
    <svg
      viewBox={`0 0 ${wide} ${high}`}
      role="img"
      aria-label={words.sketch}
      className="w-full border border-line bg-surface"
    >
      <rect
        x={margin.left}
        y={margin.top}
        width={Math.max(0, inner)}
        height={Math.max(0, high - margin.top - margin.bottom)}
        className="fill-none stroke-line-strong"
        strokeWidth={0.3}
        strokeDasharray="2 2"
      />
      {said.map(one => (
        <Text key={one.text} {...one} />
      ))}
      {body}
      <Text at={margin.left} y={end} pt={size.receivers} bold={true} start={true} text={sample.receivers} />
      <Text at={right} y={end} pt={size.body} bold={true} text={sample.signature} />
    </svg>
  )
}

function Text({ at, y, pt, bold, text, start }: Said): ReactNode {
  return (
    <text
      x={at}
      y={y}
      fontSize={mmOf(pt)}
      fontFamily="'Times New Roman', Tinos, serif"
      fontWeight={bold ? 700 : 400}
      textAnchor={start ? 'start' : 'middle'}
      className="fill-ink"
    >
      {text}
    </text>
  )
}

/** Lines of text as bars of their height, so that indent, line height and the space between paragraphs are seen. */
function Body({
  from,
  layout,
  inner,
}: {
  readonly from: number
  readonly layout: Layout
  readonly inner: number
}): ReactNode {
  const { marginMm: margin, sizePt, firstLineMm, afterParagraphPt, lines } = layout
  const high = mmOf(sizePt.body)
  let y = from
  const bars = paragraphs.flatMap((shares, paragraph) => {
    const drawn = shares.map((share, at) => {
      const indent = at === 0 ? firstLineMm : 0
      const bar = { key: `${paragraph} ${at}`, x: margin.left + indent, y, width: Math.max(0, inner * share - indent) }
      y += high * 1.15 * lines
      return bar
    })
    y += mmOf(afterParagraphPt)
    return drawn
  })
  return bars.map(({ key, ...bar }) => (
    <rect key={key} {...bar} height={high * 0.55} rx={0.5} className="fill-mute-soft" />
  ))
}
