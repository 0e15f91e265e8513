import type { ReactNode } from 'react'
import { showMoment } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import type { Load, LoadRow } from './client.ts'
import { StateChip } from './state.tsx'
import { loadWords } from './words-load.ts'

type Step = Load['steps'][number]

/** What became of the load, step by step, with who and when. */
export function History({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadWords)
  const lang = useLang()
  const numbers = (step: Step): string =>
    Object.entries(step.numbers)
      .map(([key, value]) => words.numbersOf[key as keyof typeof words.numbersOf]?.(showCount(value, lang)) ?? '')
      .join(' · ')
  const columns: readonly Column<Step>[] = [
    { key: 'state', head: words.state, cell: step => <StateChip state={step.state} /> },
    { key: 'at', head: words.at, cell: step => showMoment(step.at, lang), second: step => step.by ?? words.system },
    {
      key: 'more',
      head: words.more,
      from: 'sm',
      cell: step => [step.reason, numbers(step)].filter(Boolean).join(' · ') || null,
    },
  ]
  return (
    <Card title={words.history} flush={true}>
      <Table caption={words.history} columns={columns} rows={of.steps} rowKey={step => `${step.at} ${step.state}`} />
    </Card>
  )
}

/** Later loads that brought refused rows of this one again. */
export function Corrections({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadWords)
  const lang = useLang()
  if (of.corrections.length === 0) return null
  const columns: readonly Column<LoadRow>[] = [
    {
      key: 'name',
      head: words.file,
      strong: true,
      cell: row => row.name,
      second: row => showMoment(row.broughtAt, lang),
    },
    {
      key: 'rows',
      head: words.rows,
      figure: true,
      cell: row => (row.rows === null ? null : showCount(row.rows, lang)),
    },
    { key: 'state', head: words.state, cell: row => <StateChip state={row.state} /> },
  ]
  return (
    <Card title={words.corrections} flush={true}>
      <Table
        caption={words.corrections}
        columns={columns}
        rows={of.corrections}
        rowKey={row => row.id}
        href={row => `/imports/${row.id}`}
      />
    </Card>
  )
}
