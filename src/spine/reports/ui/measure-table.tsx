import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { ProgressBar } from '#kit/ui/progress.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showPercent, units } from '#kit/units'
import type { Overview } from '../routes.ts'
import { type At, figureAt } from './address.ts'
import { GradeBar } from './grade-bar.tsx'
import { showFigure } from './tiles.tsx'
import { reportUiWords } from './words.ts'

type Line = Overview['measures'][number]

/** Every measure beside its plan and the year before; a press opens its records. */
export function MeasureTable({ of, at }: { readonly of: Overview; readonly at: At }): ReactNode {
  const words = useWords(reportUiWords)
  const said = useSaid()
  const lang = useLang()
  const figure = (key: string, head: string, pick: (line: Line) => number | null): Column<Line> => ({
    key,
    head,
    figure: true,
    cell: line => {
      const value = pick(line)
      return value === null ? null : showFigure(value, line, lang)
    },
  })
  const columns: readonly Column<Line>[] = [
    {
      key: 'measure',
      head: words.measure,
      strong: true,
      cell: line => said(line.name),
      second: line => said(line.group),
    },
    { ...figure('plan', words.plan, line => line.plan), from: 'sm' },
    {
      ...figure('counted', words.counted, line => line.counted.total),
      second: line => units[line.unit].says[lang],
    },
    {
      key: 'done',
      head: words.done,
      from: 'md',
      width: '9rem',
      cell: line =>
        line.done !== null && (
          <ProgressBar label={said(line.name)} percent={line.done * 100} due={of.pace.share * 100} />
        ),
    },
    {
      key: 'share',
      head: words.share,
      figure: true,
      cell: line => (line.plan ? showPercent(Math.floor((line.counted.total / line.plan) * 1000) / 1000, lang) : null),
    },
    { ...figure('before', words.before, line => line.before), from: 'lg' },
    {
      key: 'how',
      head: words.how,
      from: 'lg',
      width: '8rem',
      cell: line => <GradeBar of={line.counted} label={said(line.name)} />,
    },
  ]
  return (
    <Card flush={true} title={words.measures}>
      <Table
        caption={words.measures}
        columns={columns}
        rows={of.measures}
        rowKey={line => line.key}
        href={line => figureAt(line.key, at)}
        empty={<EmptyState title={words.noMeasures} why={words.noMeasuresNext} />}
      />
    </Card>
  )
}
