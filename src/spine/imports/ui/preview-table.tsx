import type { ReactNode } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import type { Reading } from '../rules.ts'
import type { Kind, Preview } from './client.ts'
import { importUiWords } from './words.ts'

/** The first rows of the file as they would be read, by the columns that were chosen. */
export function PreviewTable(props: {
  readonly kind: Kind
  readonly preview: Preview
  readonly columns: Reading['columns']
}): ReactNode {
  const { kind, preview, columns } = props
  const words = useWords(importUiWords)
  const shown = kind.columns.filter(column => columns[column.name] !== undefined)
  if (shown.length === 0) return <p className="text-ink-2">{words.noColumnsYet}</p>
  const figure = (of: Kind['columns'][number]): boolean => ['whole', 'decimal', 'vnd'].includes(of.kind)
  return (
    <section aria-label={words.firstRows} className="overflow-x-auto rounded-control border border-line">
      <table className="w-full border-collapse text-table">
        <caption className="aural">{words.firstRows}</caption>
        <thead>
          <tr className="bg-mute-soft text-left">
            {shown.map(column => (
              <th
                key={column.name}
                scope="col"
                className={`whitespace-nowrap px-3 py-2 font-semibold ${figure(column) ? 'text-right' : ''}`}
              >
                {column.says}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, no) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name than their place
            <tr key={no} className="border-line border-t">
              {shown.map(column => (
                <td
                  key={column.name}
                  className={`max-w-64 truncate whitespace-nowrap px-3 py-1.5 ${figure(column) ? 'tabular text-right' : ''}`}
                >
                  {row[columns[column.name] ?? -1] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
