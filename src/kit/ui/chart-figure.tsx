import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type Chart, legendMark } from './charts/chart.ts'
import { Drawing } from './drawing.tsx'
import { useWords } from './lang.tsx'
import { uiWords } from './words.ts'

/**
 * A chart with its legend, and its table one press away. The card around it usually bears the title; `titled` writes it
 * here. The picture is drawn anew at each width, so that letters never shrink.
 */
export function ChartFigure({ chart, titled }: { readonly chart: Chart; readonly titled?: boolean }): ReactNode {
  const words = useWords(uiWords)
  const { box, widthPx } = useWidth()
  return (
    <figure className="m-0 flex min-w-0 flex-col gap-2">
      <figcaption className={titled ? 'font-semibold text-section' : 'aural'}>{chart.title}</figcaption>
      {chart.legend.length > 0 && (
        <ul className="chart-legend">
          {chart.legend.map(item => (
            <li key={item.label}>
              <Drawing of={legendMark(item)} />
              {item.label}
            </li>
          ))}
        </ul>
      )}
      <div ref={box} className="chart-box">
        {widthPx > 0 && <Drawing of={chart.draw(widthPx)} />}
      </div>
      {chart.note && <p className="chart-note">{chart.note}</p>}
      <details className="chart-table">
        <summary>{words.chart.table}</summary>
        <p>{chart.summary}</p>
        <ChartTable chart={chart} />
      </details>
    </figure>
  )
}

function ChartTable({ chart }: { readonly chart: Chart }): ReactNode {
  const { head, rows } = chart.table
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keys
    <section className="chart-scroll" tabIndex={0} aria-label={chart.title}>
      <table>
        <caption>{chart.title}</caption>
        <thead>
          <tr>
            {head.map(cell => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a row are told apart by their column only
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The width of a box on this screen, in whole px; 0 before it is known. */
export function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [widthPx, setWidthPx] = useState(0)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(([entry]) => setWidthPx(Math.floor(entry?.contentRect.width ?? 0)))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return { box, widthPx }
}
