import { type RefObject, useCallback, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

const ahead = 12
/** The window moves in steps, so that most scrolling draws nothing. */
const step = 6
/** Below this many rows everything is drawn. */
const drawAll = 80

type Part = { readonly first: number; readonly last: number }

/** Which rows of a scrolled list are worth drawing; all of them on paper. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, total: number, rowPx: number) {
  const [part, setPart] = useState<Part>({ first: 0, last: drawAll })
  const [paper, setPaper] = useState(false)
  const [slid, setSlid] = useState(false)
  const look = useCallback(() => {
    const box = scroller.current
    if (!box) return
    const top = Math.floor(box.scrollTop / rowPx / step) * step
    const height = Math.ceil(box.clientHeight / rowPx)
    const next = { first: Math.max(0, top - ahead), last: top + height + step + ahead }
    setPart(old => (old.first === next.first && old.last === next.last ? old : next))
    setSlid(box.scrollLeft > 0)
  }, [scroller, rowPx])
  useEffect(() => {
    look()
    const box = scroller.current
    if (!box) return
    const watch = new ResizeObserver(look)
    watch.observe(box)
    return () => watch.disconnect()
  }, [look, scroller])
  useEffect(() => {
    const print = (on: boolean) => () => flushSync(() => setPaper(on))
    const [before, after] = [print(true), print(false)]
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  const whole = paper || total <= drawAll
  return { first: whole ? 0 : part.first, last: whole ? total : Math.min(total, part.last), look, slid }
}
