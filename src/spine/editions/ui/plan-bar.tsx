import type { ReactNode } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { ColumnPicker } from '#kit/ui/column-picker.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import type { ListState } from '#kit/ui/link.tsx'
import { Menu, type MenuItem } from '#kit/ui/menu.tsx'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { blocks } from '../rules.ts'
import { editionWords } from '../words.ts'
import type { Book } from './plan-book.ts'
import { unitOf } from './plan-figures.ts'
import { nameOf } from './plan-view.ts'
import { planUiWords } from './words.ts'

export const filters = ['all', 'wrong', 'waiting', 'late'] as const
export type Filter = (typeof filters)[number]

type BarProps = {
  readonly book: Book
  readonly list: ListState
  readonly unit: number
  readonly chosen: readonly string[]
  readonly filter: Filter
  readonly late: boolean
  readonly narrow: boolean
  readonly lastYear: number
  readonly onUndo: (() => void) | undefined
}

/** What the table shows: whose plan, which units, which measures. All of it stands in the address. */
export function PlanBar(props: BarProps): ReactNode {
  const words = useWords(planUiWords)
  const { list, filter } = props
  return (
    <div className="no-print flex flex-wrap items-center gap-3">
      <SearchBox
        key={list.get('q')}
        label={words.searchUnit}
        placeholder={words.searchUnit}
        defaultValue={list.get('q')}
        onSearch={q => list.set({ q })}
        className="min-w-0 flex-1 basis-56 sm:max-w-72"
      />
      <Segmented
        label={words.filter}
        name="filter"
        value={filter}
        options={filters
          .filter(it => it !== 'late' || props.late)
          .map(value => ({ value, label: words.filters[value] }))}
        onChange={value => list.set({ f: value === 'all' ? '' : value })}
      />
      <div className="flex flex-wrap items-center gap-3 sm:ml-auto">
        {props.onUndo && (
          <Button kind="quiet" onClick={props.onUndo}>
            {words.undo}
          </Button>
        )}
        <ViewMenu {...props} />
        {props.narrow ? null : <Measures {...props} />}
      </div>
      {props.narrow && <OneMeasure {...props} />}
    </div>
  )
}

function ViewMenu({ book, list, lastYear }: BarProps): ReactNode {
  const words = useWords(planUiWords)
  const shown = new Set(list.get('show').split('.'))
  const turn = (part: string) => (): void => {
    const next = new Set([...shown].filter(it => it !== ''))
    if (!next.delete(part)) next.add(part)
    list.set({ show: [...next].join('.') })
  }
  const { code } = book.data.units
  const items: MenuItem[] = [
    { label: words.compare(String(lastYear)), checked: shown.has('last'), onSelect: turn('last') },
    { label: words.showWanted, checked: shown.has('wanted'), onSelect: turn('wanted') },
    {
      label: words.openAll,
      apart: true,
      onSelect: () => list.set({ open: 'all' }),
    },
    { label: words.foldAll, onSelect: () => list.set({ open: code[0] ?? '' }) },
  ]
  return <Menu label={words.columnsShown} items={items} />
}

function Measures({ book, list, chosen }: BarProps): ReactNode {
  const words = useWords(planUiWords)
  const { blocks: names } = useWords(editionWords)
  const lang = useLang()
  const { columns } = book.data
  return (
    <ColumnPicker
      label={words.measures}
      most={6}
      chosen={chosen}
      groups={blocks.map(block => ({
        name: names[block],
        options: columns
          .filter(it => it.block === block)
          .map(it => ({ value: it.key, label: nameOf(it, lang), hint: unitOf(it, lang) })),
      }))}
      onChange={keys => list.set({ m: keys.join('.') })}
    />
  )
}

/** On a phone one measure is in sight at a time. */
function OneMeasure({ book, list, chosen }: BarProps): ReactNode {
  const words = useWords(planUiWords)
  const lang = useLang()
  return (
    <div className="w-full">
      <Select
        name="measure"
        label={words.measureOne}
        value={chosen[0] ?? ''}
        options={book.data.columns.map(it => ({
          value: it.key,
          label: `${nameOf(it, lang)} · ${unitOf(it, lang)}`,
        }))}
        onChange={key => list.set({ m: key })}
      />
    </div>
  )
}
