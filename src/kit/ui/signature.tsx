import { type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

/** A signature as strokes of points, in thousandths of the box's width: small, sharp at any size, no picture needed. */
export type Strokes = readonly (readonly (readonly [x: number, y: number])[])[]

const heightPx = 92
const unit = 1000

/** The SVG path of a signature, in thousandths of the width. */
export function strokesPath(strokes: Strokes): string {
  return strokes
    .map(stroke =>
      stroke.length === 1
        ? stroke.map(([x, y]) => `M${x} ${y}h1`).join('')
        : stroke.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join(''),
    )
    .join('')
}

/**
 * Where a receiver signs with a finger, a pen or a mouse. The thumbprint with a witness is an equal path beside it.
 * Plain React only: the field app builds it with preact/compat.
 */
export function SignaturePad(props: {
  readonly label: string
  readonly onChange: (strokes: Strokes) => void
  readonly onThumbprint?: () => void
}): ReactNode {
  const words = useWords(uiWords)
  const [strokes, setStrokes] = useState<Strokes>([])
  const drawing = useRef(false)
  const set = (next: Strokes): void => {
    setStrokes(next)
    props.onChange(next)
  }
  const start = (event: PointerEvent<HTMLElement>): void => {
    drawing.current = true
    event.currentTarget.setPointerCapture(event.pointerId)
    set([...strokes, [pointOf(event)]])
  }
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (!drawing.current) return
    const last = strokes.at(-1) ?? []
    set([...strokes.slice(0, -1), [...last, pointOf(event)]])
  }
  const end = (): void => {
    drawing.current = false
  }
  return (
    <section aria-label={props.label} className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-4">
        <h2 className="font-semibold text-section">{props.label}</h2>
        <button
          type="button"
          onClick={() => set([])}
          className="min-h-target text-accent text-body underline-offset-4 hover:underline"
        >
          {words.signature.again}
        </button>
      </div>
      <div
        role="img"
        aria-label={`${words.signature.label}: ${strokes.length > 0 ? words.signature.signed : words.signature.unsigned}`}
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
        className="relative h-[92px] touch-none select-none rounded-control border border-line-strong bg-surface"
      >
        <span
          aria-hidden="true"
          className="absolute right-[10%] bottom-5 left-[10%] border-line-strong border-t border-dashed"
        />
        <SignatureDrawing strokes={strokes} />
      </div>
      {props.onThumbprint && (
        <button
          type="button"
          onClick={props.onThumbprint}
          className="min-h-target self-start text-left text-accent text-body underline-offset-4 hover:underline"
        >
          {words.signature.thumb}
        </button>
      )}
    </section>
  )
}

/** A signature as it was given, for review and for paper. */
export function SignatureDrawing({ strokes }: { readonly strokes: Strokes }): ReactNode {
  return (
    <svg
      viewBox={`0 0 ${unit} ${unit}`}
      preserveAspectRatio="xMinYMin slice"
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 size-full"
    >
      <path
        d={strokesPath(strokes)}
        fill="none"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

function pointOf(event: PointerEvent<HTMLElement>): readonly [number, number] {
  const box = event.currentTarget.getBoundingClientRect()
  const scale = unit / Math.max(box.width, heightPx)
  return [Math.round((event.clientX - box.left) * scale), Math.round((event.clientY - box.top) * scale)]
}
