import { type ReactNode, useMemo, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { CountBadge } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Table, type Column as TableColumn } from '#kit/ui/table.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { Lang } from '#kit/words'
import type { editionRoutes } from '../routes.ts'
import { readKey } from '../rules.ts'
import { editionWords } from '../words.ts'
import { sayFigure } from './plan-figures.ts'
import { approvalWords } from './words-approvals.ts'

export type Version = GivesOf<typeof editionRoutes.version>
type Cell = Version['cells'][number]
export type Measures = ReadonlyMap<string, GivesOf<typeof editionRoutes.catalogue>['measures'][number]>

/** A measure's name with its month, from the catalogue. */
export function measureName(measures: Measures, key: string, lang: Lang): string {
  const { measure, month } = readKey(key)
  const [year, number] = month?.split('-') ?? []
  const name = measures.get(measure)?.name[lang] ?? measure
  return number ? `${name}, ${number}/${year}` : name
}

/** A figure with its unit; money in millions, as the plan is typed. */
export function sayCell(measures: Measures, key: string, value: number, lang: Lang): string {
  const measure = measures.get(readKey(key).measure)
  return measure ? sayFigure(value, measure, lang) : String(value)
}

const first = 40

/** Cell by cell, what the version changes of the one it replaces. */
export function ChangesCard(props: { readonly version: Version; readonly measures: Measures }): ReactNode {
  const words = useWords(approvalWords)
  const lang = useLang()
  const [all, setAll] = useState(false)
  const [most, setMost] = useState(first)
  const { version, measures } = props
  const changed = useMemo(() => version.cells.filter(it => it.value !== it.before), [version])
  const isFirst = version.replaces === null
  const rows = all || isFirst ? version.cells : changed
  return (
    <Card
      flush={true}
      title={isFirst ? words.firstVersion : words.changes}
      mark={<CountBadge>{words.cells(showCount(rows.length, lang))}</CountBadge>}
      action={
        !isFirst && (
          <Segmented
            label={words.show}
            name="cells"
            value={all ? 'all' : 'changed'}
            options={[
              { value: 'changed', label: words.onlyChanged },
              { value: 'all', label: words.everything },
            ]}
            onChange={value => setAll(value === 'all')}
          />
        )
      }
    >
      <Table
        caption={words.changes}
        columns={useColumns(measures, isFirst)}
        rows={rows.slice(0, most)}
        rowKey={row => `${row.unit} ${row.column} ${row.kind}`}
        empty={<p className="px-4 py-6 text-ink-2">{isFirst ? words.takesOnly : words.nothingChanged}</p>}
        footer={
          rows.length > most && (
            <Button size="small" onClick={() => setMost(most + 200)}>
              {words.more(showCount(rows.length - most, lang))}
            </Button>
          )
        }
      />
    </Card>
  )
}

function useColumns(measures: Measures, isFirst: boolean): readonly TableColumn<Cell>[] {
  const words = useWords(approvalWords)
  const { kinds } = useWords(editionWords)
  const lang = useLang()
  const figure = (key: string, value: number | null): string | null =>
    value === null ? null : sayCell(measures, key, value, lang)
  const compared: readonly TableColumn<Cell>[] = [
    { key: 'before', head: words.before, figure: true, from: 'sm', cell: row => figure(row.column, row.before) },
  ]
  const differs: readonly TableColumn<Cell>[] = [
    {
      key: 'difference',
      head: words.difference,
      figure: true,
      cell: row => {
        const by = (row.value ?? 0) - (row.before ?? 0)
        return by === 0 ? null : `${by > 0 ? '+' : ''}${sayCell(measures, row.column, by, lang)}`
      },
    },
  ]
  return [
    {
      key: 'unit',
      head: words.unit,
      cell: row => row.name,
      second: row => `${measureName(measures, row.column, lang)} · ${kinds[row.kind].toLocaleLowerCase('vi')}`,
    },
    ...(isFirst ? [] : compared),
    { key: 'after', head: words.after, figure: true, strong: true, cell: row => figure(row.column, row.value) },
    ...(isFirst ? [] : differs),
  ]
}
