import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { classes } from './class.ts'
import { Icon } from './icon.tsx'

type Place = { readonly top: number; readonly left: number; readonly above: boolean; readonly arrow: number }

const gapPx = 8
const edgePx = 8

/** Below the cell when the window has room, above it otherwise; never wider than the table in sight. */
function placeOf(box: HTMLElement, cell: HTMLElement, note: HTMLElement): Place {
  const [frame, at, own] = [box.getBoundingClientRect(), cell.getBoundingClientRect(), note.getBoundingClientRect()]
  const above = at.bottom + gapPx + own.height > innerHeight && at.top - own.height - gapPx > 0
  const middle = (at.left + at.right) / 2
  const left = Math.max(frame.left + edgePx, Math.min(frame.right - own.width - edgePx, middle - 40))
  return {
    top: above ? at.top - own.height - gapPx : at.bottom + gapPx,
    left,
    above,
    arrow: Math.min(own.width - 20, Math.max(12, middle - left - 6)),
  }
}

/**
 * What is wrong in a cell, beside it: the excess, the room left, the ways out. It follows the table in the page, so
 * that Tab leads from the cell into it; it stands over everything, whatever cuts the table off.
 */
export function CellNote(props: {
  readonly box: RefObject<HTMLElement | null>
  readonly spot: string
  readonly children: ReactNode
}): ReactNode {
  const { box, spot, children } = props
  const note = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it says may change its height
  useLayoutEffect(() => {
    const look = (): void => {
      const cell = box.current?.querySelector<HTMLElement>(`[data-spot="${spot}"]`)
      if (box.current && cell && note.current) setPlace(placeOf(box.current, cell, note.current))
    }
    look()
    addEventListener('scroll', look, { capture: true, passive: true })
    addEventListener('resize', look)
    return () => {
      removeEventListener('scroll', look, { capture: true })
      removeEventListener('resize', look)
    }
  }, [box, spot, children])
  return (
    <div
      ref={note}
      role="alert"
      style={{ top: place?.top ?? 0, left: place?.left ?? 0 }}
      className={classes(
        'no-print fixed z-20 w-md max-w-[calc(100vw-3rem)] rounded-card border border-bad bg-surface p-3 text-body text-ink shadow-float',
        !place && 'invisible',
      )}
    >
      <span
        aria-hidden="true"
        style={{ left: place?.arrow ?? 12 }}
        className={classes(
          'absolute size-3 rotate-45 border-bad bg-surface',
          place?.above ? '-bottom-[7px] border-r border-b' : '-top-[7px] border-t border-l',
        )}
      />
      {children}
    </div>
  )
}

/** The sentence of a note and what explains it. */
export function NoteText(props: { readonly title: ReactNode; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="flex gap-2">
      <Icon name="alert" className="mt-[3px] text-bad" />
      <div className="min-w-0">
        <p className="font-semibold">{props.title}</p>
        {props.children && <p className="mt-0.5 text-ink-2">{props.children}</p>}
      </div>
    </div>
  )
}
