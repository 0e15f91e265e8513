import { type ReactNode, useState } from 'react'
import { showDay } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { saveFile } from '#kit/ui/files.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { problemOf } from '#kit/ui/problem.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount, showNumber, showQuantity } from '#kit/units'
import { readingWords } from '../words-readings.ts'
import { type Load, readings } from './readings-client.ts'
import { loadUiWords } from './readings-load-words.ts'
import { readingUiWords } from './readings-words.ts'

/** What a load gave: control totals, what was marked or refused, and who is nobody's. */
export function Totals({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadUiWords)
  const held = useWords(readingUiWords)
  const lang = useLang()
  const mwh = (kwh: number): string => showNumber(kwh / 1000, lang, 1)
  const apart = of.kwhIn !== null && Math.abs((of.kwhStored ?? 0) - of.kwhIn) > 1e-6 * Math.abs(of.kwhIn)
  return (
    <>
      <FigureRow label={words.totals}>
        <Figure label={held.customers} value={showCount(of.customers ?? 0, lang)} />
        <Figure label={held.customerDays} value={showCount(of.days ?? 0, lang)} />
        {of.kwhIn !== null && <Figure label={words.kwhIn} value={mwh(of.kwhIn)} unit="MWh" />}
        <Figure label={words.kwhStored} value={mwh(of.kwhStored ?? 0)} unit="MWh" />
      </FigureRow>
      {apart && <p className="text-ink-2 text-table">{words.differs}</p>}
      <Findings of={of} />
      {of.people.length > 0 && <People of={of} />}
    </>
  )
}

function Findings({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadUiWords)
  const lang = useLang()
  const [wrong, setWrong] = useState<string>()
  const rows = Object.entries(of.findings).filter(([, many]) => many > 0)
  const take = async (): Promise<void> => {
    setWrong(undefined)
    await readings
      .refused({ id: of.id })
      .then(saveFile)
      .catch(error => setWrong(problemOf(error)?.title ?? words.failed))
  }
  const columns: readonly Column<(typeof rows)[number]>[] = [
    {
      key: 'kind',
      head: words.finding,
      strong: true,
      cell: ([kind]) => words.kinds[kind as keyof typeof words.kinds] ?? kind,
    },
    { key: 'many', head: words.many, figure: true, cell: ([, many]) => showCount(many, lang) },
  ]
  const download = ((of.refused ?? 0) > 0 || of.people.length > 0) && (
    <span className="flex flex-wrap items-center gap-2">
      {wrong && <span role="alert">{wrong}</span>}
      <Button size="small" onClick={() => void take()}>
        {words.download}
      </Button>
    </span>
  )
  return (
    <Card title={words.findings} flush={true} action={download}>
      <Table
        caption={words.findings}
        columns={columns}
        rows={rows}
        rowKey={([kind]) => kind}
        empty={<EmptyState why={words.noFindings} />}
      />
    </Card>
  )
}

type Person = Load['people'][number]
function People({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadUiWords)
  const held = useWords(readingUiWords)
  const { strangers } = useWords(readingWords)
  const lang = useLang()
  const columns: readonly Column<Person>[] = [
    {
      key: 'code',
      head: words.code,
      strong: true,
      cell: row => <span className="break-all">{row.code}</span>,
      second: row => strangers[row.why as keyof typeof strangers],
    },
    {
      key: 'span',
      head: held.span,
      from: 'sm',
      tight: true,
      cell: row => `${showDay(row.firstDay, lang)} – ${showDay(row.lastDay, lang)}`,
    },
    { key: 'readings', head: words.reading, figure: true, cell: row => showCount(row.readings, lang) },
    {
      key: 'kwh',
      head: held.energy,
      figure: true,
      from: 'md',
      cell: row => showQuantity(Math.round(row.kwh), 'kWh', lang),
    },
  ]
  return (
    <Card title={words.people} flush={true}>
      <Table caption={words.people} columns={columns} rows={of.people} rowKey={row => row.code} />
    </Card>
  )
}
