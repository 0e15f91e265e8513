import type { ReactNode } from 'react'
import { showDay } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { Chip, type Tone } from '#kit/ui/chip.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import type { ListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { provinces } from '#kit/ui/map/provinces.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import type { GivesOf } from '#kit/wire'
import type { Measure, reportRoutes } from '../routes.ts'
import { type Grade, grades } from '../rules.ts'
import type { At } from './address.ts'
import { reports } from './client.ts'
import type { FigureOf } from './figure.tsx'
import { showFigure } from './tiles.tsx'
import { reportUiWords } from './words.ts'

type Row = GivesOf<typeof reportRoutes.records>['records'][number]
const tones: Readonly<Record<Grade, Tone>> = { proven: 'ok', recorded: 'accent', declared: 'mute' }

export function GradeChip({ grade }: { readonly grade: Grade }): ReactNode {
  const words = useWords(reportUiWords)
  return <Chip tone={tones[grade]}>{words.grades[grade]}</Chip>
}

/** The records that a figure is made of, newest first; each opens. */
export function Records(props: {
  readonly asked: At & { readonly activity: string; readonly measure: string }
  readonly measure: Measure
  readonly places: FigureOf['places']
  readonly list: ListState
}): ReactNode {
  const { asked, measure, places, list } = props
  const words = useWords(reportUiWords)
  const [grade, province] = [grades.find(one => one === list.get('grade')), list.get('province')]
  const narrowed = {
    ...asked,
    ...(grade ? { grade } : {}),
    ...(province ? { province } : {}),
    ...(list.after ? { after: list.after } : {}),
  }
  const load = useLoad(['reports', 'records', narrowed], signal => reports.records(narrowed, { signal }))
  const here = new Set(places.map(place => place.province))
  return (
    <Card flush={true} title={words.records}>
      <div className="grid items-end gap-3 px-4 pb-3 sm:max-w-xl sm:grid-cols-2">
        <Select
          name="grade"
          label={words.grade}
          empty={words.allGrades}
          value={grade ?? ''}
          options={grades.map(value => ({ value, label: words.grades[value] }))}
          onChange={value => list.set({ grade: value })}
        />
        <Select
          name="province"
          label={words.place}
          empty={words.allPlaces}
          value={province}
          options={provinces.filter(one => here.has(one.code)).map(one => ({ value: one.code, label: one.name }))}
          onChange={value => list.set({ province: value })}
        />
      </div>
      <Table
        caption={words.records}
        columns={useColumns(measure)}
        rows={load.data?.records}
        rowKey={row => row.id}
        href={row => `/counted/${row.id}`}
        list={list}
        loading={load.loading}
        error={load.error}
        retry={load.retry}
        empty={<EmptyState title={words.noRecords} why={words.noRecordsNext} />}
        footer={load.data && (load.data.next || list.after) && <Pagination list={list} next={load.data.next} />}
      />
    </Card>
  )
}

function useColumns(measure: Measure): readonly Column<Row>[] {
  const words = useWords(reportUiWords)
  const lang = useLang()
  return [
    { key: 'day', head: words.day, tight: true, cell: row => showDay(row.day, lang) },
    { key: 'unit', head: words.unit, strong: true, cell: row => row.unit },
    { key: 'place', head: words.placeShort, from: 'md', cell: row => row.place },
    { key: 'quantity', head: words.quantity, figure: true, cell: row => showFigure(row.quantity, measure, lang) },
    {
      key: 'grade',
      head: words.grade,
      cell: row => (
        <span className="flex flex-wrap gap-1">
          <GradeChip grade={row.grade} />
          {row.joint && <Chip tone="mute">{words.joint}</Chip>}
          {row.corrected && <Chip tone="warn">{words.corrected}</Chip>}
        </span>
      ),
    },
  ]
}
