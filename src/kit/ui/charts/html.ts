import type { Chart } from './chart.ts'
import { legendMark } from './chart.ts'
import { escapeText, svgText } from './svg.ts'

/** A chart as the server writes it: title, legend, picture, and the table behind a `details` that needs no script. */
export function chartHtml(chart: Chart, options: { readonly widthPx: number; readonly tableWord: string }): string {
  const legend = chart.legend.map(item => `<li>${svgText(legendMark(item))}${escapeText(item.label)}</li>`).join('')
  return [
    '<figure class="chart">',
    `<figcaption>${escapeText(chart.title)}</figcaption>`,
    legend && `<ul class="chart-legend">${legend}</ul>`,
    `<div class="chart-box">${svgText(chart.draw(options.widthPx))}</div>`,
    chart.note && `<p class="chart-note">${escapeText(chart.note)}</p>`,
    `<details class="chart-table"><summary>${escapeText(options.tableWord)}</summary>`,
    `<p>${escapeText(chart.summary)}</p>${tableHtml(chart)}</details></figure>`,
  ].join('')
}

function tableHtml({ title, table }: Chart): string {
  const cells = (row: readonly string[], i: 'th' | 'td'): string =>
    row
      .map((cell, at) =>
        at === 0 && i === 'td' ? `<th scope="row">${escapeText(cell)}</th>` : `<${i}>${escapeText(cell)}</${i}>`,
      )
      .join('')
  const head = table.head.map(cell => `<th scope="col">${escapeText(cell)}</th>`).join('')
  const rows = table.rows.map(row => `<tr>${cells(row, 'td')}</tr>`).join('')
  return `<div class="chart-scroll"><table><caption>${escapeText(title)}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`
}
