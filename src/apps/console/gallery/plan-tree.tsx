import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { NoteText } from '#kit/ui/cell-note.tsx'
import { Status } from '#kit/ui/chip.tsx'
import { ColumnPicker } from '#kit/ui/column-picker.tsx'
import { Icon } from '#kit/ui/icon.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useNarrow } from '#kit/ui/narrow.ts'
import { PastePreview } from '#kit/ui/paste-preview.tsx'
import { lateTone } from '#kit/ui/progress.tsx'
import { type PastedCell, TreeTable, type TreeValue } from '#kit/ui/tree-table.tsx'
import { readNumber, showCount } from '#kit/units'
import { achieved, cellKey, type SampleRow, samplePlan } from './plan-sample.ts'
import { galleryWords } from './words.ts'

const measures = Array.from({ length: 60 }, (_, at) => `m${at + 1}`)
const defaults = { m: 'm1.m2.m3' }

/** What was typed, by cell; text that is no number stays as it was typed. */
type Typed = ReadonlyMap<string, string>

function useSample() {
  const words = useWords(galleryWords).plan
  const sample = useMemo(() => samplePlan(words.units, measures), [words])
  const [typed, setTyped] = useState<Typed>(new Map())
  const [box, setBox] = useState<PastedCell<SampleRow>>()
  const [before, setBefore] = useState<readonly Typed[]>([])
  const now = useMemo(
    () => (box ? new Map(typed).set(cellKey(box.row.id, box.column.split(':')[0] ?? ''), box.text) : typed),
    [typed, box],
  )
  const target = useCallback(
    (row: string, measure: string) => {
      const text = now.get(cellKey(row, measure))
      return text === undefined ? (sample.targets.get(cellKey(row, measure)) ?? 0) : readNumber(text)
    },
    [now, sample],
  )
  const set = (next: Typed): void => {
    setBefore(old => [...old, typed])
    setTyped(next)
  }
  const undo = (): void => {
    setTyped(before.at(-1) ?? typed)
    setBefore(old => old.slice(0, -1))
  }
  return { sample, typed, now, set, undo, target, setBox }
}

/** A plan of 800 units and 60 measures with invented figures: edit a cell, exceed the parent, paste a block, undo. */
export function PlanTreeSample(): ReactNode {
  const words = useWords(galleryWords).plan
  const lang = useLang()
  const list = useListState(defaults)
  const narrow = useNarrow()
  const it = useSample()
  const [pasted, setPasted] = useState<{ cells: readonly PastedCell<SampleRow>[]; outside: number }>()
  const named = (measure: string): string => words.measure(measure.slice(1))
  const chosen = list
    .get('m')
    .split('.')
    .slice(0, narrow ? 1 : 6)
  const key = chosen.join('.')
  const groups = useMemo(
    () =>
      key.split('.').map(measure => ({
        key: measure,
        head: words.measure(measure.slice(1)),
        unit: words.unit,
        columns: (['target', 'done', 'progress'] as const).map(column => ({
          key: `${measure}:${column}`,
          head: words.heads[column],
          name: `${words.measure(measure.slice(1))}, ${words.heads[column]}`,
          figure: true,
          edits: column === 'target',
          widthPx: { target: narrow ? 76 : 70, done: 70, progress: narrow ? 64 : 104 }[column],
        })),
      })),
    [key, words, narrow],
  )
  const children = useMemo(() => Map.groupBy(it.sample.rows, row => row.parent), [it.sample])
  const over = useCallback(
    (parent: string, measure: string): number =>
      (children.get(parent) ?? []).reduce((sum, child) => sum + (it.target(child.id, measure) ?? 0), 0) -
      (it.target(parent, measure) ?? 0),
    [children, it.target],
  )
  const note = useCallback(
    (row: SampleRow, measure: string, target: number, excess: number): ReactNode => (
      <>
        <NoteText title={words.over(showCount(excess, lang))}>{words.left(showCount(target - excess, lang))}</NoteText>
        <div className="mt-2 flex flex-wrap gap-2 pl-6">
          <Button
            kind="primary"
            size="small"
            onClick={() => it.set(new Map(it.typed).set(cellKey(row.id, measure), String(target - excess)))}
          >
            {words.reset(showCount(target - excess, lang))}
          </Button>
          <Button size="small">{words.ask(showCount(excess, lang))}</Button>
        </div>
      </>
    ),
    [it, lang, words],
  )
  const progress = useCallback(
    (row: SampleRow, measure: string, what: string): TreeValue => {
      const target = it.target(row.id, measure) ?? 0
      const done = achieved(target, row.id, measure)
      if (what === 'done') return { shown: showCount(done, lang) }
      const percent = target ? (done / target) * 100 : 0
      return { shown: `${Math.round(percent)}\u00a0%`, percent, due: 60, tone: lateTone(percent, 60) }
    },
    [it.target, lang],
  )
  const value = useCallback(
    (row: SampleRow, column: string): TreeValue => {
      const [measure = '', what = ''] = column.split(':')
      if (what !== 'target') return progress(row, measure, what)
      const target = it.target(row.id, measure)
      const text = it.now.get(cellKey(row.id, measure))
      const excess = text !== undefined && row.parent ? over(row.parent, measure) : 0
      const breaks = row.level < 3 && over(row.id, measure) > 0
      return {
        shown: target === undefined ? text : showCount(target, lang),
        text: text ?? String(target ?? 0),
        strong: true,
        wrong: breaks || excess > 0 || target === undefined,
        changed: text !== undefined,
        ...(excess > 0 ? { says: note(row, measure, target ?? 0, excess) } : {}),
      }
    },
    [it.target, it.now, over, lang, note, progress],
  )
  const nameMark = useCallback(
    (row: SampleRow) =>
      key.split('.').some(measure => row.level < 3 && over(row.id, measure) > 0) && (
        <Icon name="alert" className="text-bad" />
      ),
    [key, over],
  )
  const mark = useCallback(
    (row: SampleRow) => <Status kind={row.level < 2 ? 'approved' : row.id.endsWith('1') ? 'draft' : 'waiting'} />,
    [],
  )
  const folded = useMemo(
    () => it.sample.rows.filter(row => row.level > 0 && row.level < 3).map(row => row.id),
    [it.sample],
  )
  return (
    <Card
      flush={true}
      title={words.title}
      action={
        <ColumnPicker
          label={words.picks}
          most={6}
          chosen={chosen}
          groups={[
            { name: words.title, options: measures.map(value => ({ value, label: named(value), hint: words.unit })) },
          ]}
          onChange={values => list.set({ m: values.join('.') })}
        />
      }
    >
      <TreeTable
        caption={words.title}
        nameHead={words.unitHead}
        markHead={words.mark}
        groups={groups}
        rows={it.sample.rows}
        value={value}
        mark={mark}
        nameMark={nameMark}
        foldedAtFirst={folded}
        narrow={narrow}
        onType={it.setBox}
        onEdit={(row, column, text) => {
          const measure = column.split(':')[0] ?? ''
          it.set(new Map(it.typed).set(cellKey(row.id, measure), text))
          return row.parent && over(row.parent, measure) > 0 ? 'stay' : undefined
        }}
        onUndo={it.undo}
        onPaste={(cells, outside) => setPasted({ cells, outside })}
        footer={words.rows(showCount(it.sample.rows.length, lang))}
      />
      <PastePreview
        open={pasted !== undefined}
        outside={pasted?.outside ?? 0}
        changes={(pasted?.cells ?? []).map(cell => ({
          key: cellKey(cell.row.id, cell.column),
          where: cell.row.name,
          column: named(cell.column.split(':')[0] ?? ''),
          before: showCount(it.target(cell.row.id, cell.column.split(':')[0] ?? '') ?? 0, lang),
          after: cell.text,
          ...(readNumber(cell.text) === undefined ? { refusal: words.noNumber } : {}),
        }))}
        onClose={() => setPasted(undefined)}
        onApply={() => {
          const next = new Map(it.typed)
          for (const cell of pasted?.cells ?? [])
            if (readNumber(cell.text) !== undefined)
              next.set(cellKey(cell.row.id, cell.column.split(':')[0] ?? ''), cell.text)
          it.set(next)
          setPasted(undefined)
        }}
      />
    </Card>
  )
}
