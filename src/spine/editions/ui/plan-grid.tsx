import { type ReactNode, type RefObject, useCallback, useMemo, useState } from 'react'
import { Icon } from '#kit/ui/icon.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { PastePreview } from '#kit/ui/paste-preview.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { type PastedCell, type TreeGroup, type TreeHandle, TreeTable, type TreeValue } from '#kit/ui/tree-table.tsx'
import { showCount } from '#kit/units'
import { editionWords } from '../words.ts'
import { boxText, type Read, readFigure } from './plan-figures.ts'
import { DraftNote, type NoteActs, ProblemNote } from './plan-note.tsx'
import { type Judged, judgePasted } from './plan-paste.ts'
import type { PlanRow } from './plan-rows.ts'
import { PlanStatus } from './plan-state.tsx'
import { figureIn, spotOf, type View, wrongAt } from './plan-view.ts'
import { cellKey } from './use-plan.ts'
import { planUiWords } from './words.ts'

type GridProps = {
  readonly view: View
  readonly groups: readonly TreeGroup[]
  readonly rows: readonly PlanRow[]
  readonly folded: ReadonlySet<string>
  readonly onFold: (rows: readonly string[], fold: boolean) => void
  readonly onUnit: (unit: number) => void
  readonly acts: NoteActs
  readonly narrow: boolean
  readonly title: string
  readonly ref: RefObject<TreeHandle | null>
}

/** Why a figure is refused before it is sent. */
function useFigureSentence(): (refused: Extract<Read, { refused: unknown }>['refused'], measure: string) => string {
  const words = useWords(planUiWords)
  const { refusals } = useWords(editionWords)
  return useCallback(
    (refused, measure) => {
      if (refused === 'noNumber') return words.noNumber
      const sentence = refusals[refused]
      return typeof sentence === 'function' ? sentence({ measure }) : sentence
    },
    [words, refusals],
  )
}

/** The plan as a grid: every cell of the units in sight, what is wrong in it, and what is typed or pasted into it. */
export function PlanGrid(props: GridProps): ReactNode {
  const { view, rows, narrow } = props
  const words = useWords(planUiWords)
  const lang = useLang()
  const { plan } = view
  const value = useGridValue(props)
  const { edit, type } = useGridEdit(view)
  const [pasted, setPasted] = useState<readonly PastedCell<PlanRow>[]>()
  const [outside, setOutside] = useState(0)
  const marks = useMarks(props)
  const all = plan.book.data.units.id.length
  const shown = rows.filter(row => row.kind !== 'reserve').length
  // Back to where the block was pasted, so that the next key meets the table: Ctrl+Z takes the paste back.
  const closePasted = (): void => {
    const [first] = pasted ?? []
    setPasted(undefined)
    if (first) requestAnimationFrame(() => props.ref.current?.show(first.row.id, first.column))
  }
  return (
    <>
      <TreeTable
        ref={props.ref}
        caption={props.title}
        nameHead={words.unit}
        markHead={words.approval}
        groups={props.groups}
        rows={rows}
        value={value}
        mark={marks.mark}
        nameMark={marks.nameMark}
        markWidthPx={142}
        folded={props.folded}
        onFold={props.onFold}
        narrow={narrow}
        onType={type}
        onEdit={edit}
        onUndo={plan.undo}
        onPaste={(cells, beyond) => {
          setPasted(cells)
          setOutside(beyond)
        }}
        footer={
          <>
            <span aria-live="polite">{plan.pending ? words.saving : plan.touched.size > 0 && words.kept}</span>
            {plan.touched.size > 0 && ' · '}
            {words.rows(showCount(shown, lang), showCount(all, lang))}
            <span className="max-sm:hidden">{` · ${words.inAddress}`}</span>
          </>
        }
      />
      {pasted && <Paste view={view} cells={pasted} outside={outside} onClose={closePasted} />}
    </>
  )
}

function useGridValue({ view, acts }: GridProps): (row: PlanRow, column: string) => TreeValue {
  return useCallback(
    (row, name) => {
      const value = figureIn(view, row, name)
      const spot = spotOf(view.plan.book, row, name)
      if (!spot) return value
      const draft = view.plan.drafts.get(cellKey(spot))
      const { book } = view.plan
      if (draft) return { ...value, says: <DraftNote book={book} spot={spot} draft={draft} acts={acts} /> }
      const [problem] = wrongAt(view, spot)
      if (!problem) return value
      return { ...value, says: <ProblemNote book={book} spot={spot} problem={problem} acts={acts} /> }
    },
    [view, acts],
  )
}

/** Takes what was typed: kept at once when it can stand, or left in the cell with the reason. */
function useGridEdit(view: View) {
  const sentence = useFigureSentence()
  const { plan } = view
  const edit = (row: PlanRow, name: string, text: string): 'stay' | undefined => {
    const { book } = plan
    const spot = spotOf(book, row, name)
    const column = spot && book.data.columns[spot.column]
    if (!spot || !column) return undefined
    const read = readFigure(text, column)
    if ('refused' in read) {
      plan.refuse(spot, { text, says: sentence(read.refused, column.name[view.lang]) })
      return 'stay'
    }
    const before = plan.kept(spot)
    if (text === boxText(before, column) || read.value === before) {
      plan.drop(spot)
      return undefined
    }
    void plan.save([{ ...spot, value: read.value }])
    return wrongAt(view, spot).some(it => it.code === 'excess') ? 'stay' : undefined
  }
  const type = (cell: PastedCell<PlanRow> | undefined): void => {
    const spot = cell && spotOf(plan.book, cell.row, cell.column)
    const column = spot && plan.book.data.columns[spot.column]
    const read = cell && column && readFigure(cell.text, column)
    plan.setTyping(spot && read && 'value' in read ? { ...spot, value: read.value } : undefined)
  }
  return { edit, type }
}

function useMarks({ view, onUnit }: GridProps) {
  const { units } = view.plan.book.data
  const { problems } = view
  const words = useWords(editionWords)
  const broken = useMemo(
    () => new Set([...problems.values()].flat().flatMap(it => (it.code === 'excess' ? [it.unit] : []))),
    [problems],
  )
  const mark = useCallback(
    (row: PlanRow) => {
      const state = units.state[row.unit] ?? 'none'
      if (row.kind === 'reserve' || state === 'none') return null
      return (
        <button
          type="button"
          tabIndex={-1}
          title={`${row.name}: ${words.planStates[state]}`}
          onClick={() => onUnit(row.unit)}
          className="flex rounded-chip"
        >
          <PlanStatus state={state} />
        </button>
      )
    },
    [units, onUnit, words],
  )
  const nameMark = useCallback(
    (row: PlanRow) => row.kind !== 'reserve' && broken.has(row.id) && <Icon name="alert" className="text-bad" />,
    [broken],
  )
  return { mark, nameMark }
}

function Paste(props: {
  readonly view: View
  readonly cells: readonly PastedCell<PlanRow>[]
  readonly outside: number
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(planUiWords)
  const lang = useLang()
  const toast = useToast()
  const sentence = useFigureSentence()
  const { plan } = props.view
  const judged: readonly Judged[] = useMemo(
    () => judgePasted(plan.book, props.cells, lang, sentence, words.notYours),
    [plan.book, props.cells, lang, sentence, words],
  )
  const cells = judged.flatMap(it => it.cell ?? [])
  const apply = (): void => {
    void plan.save(cells).then(() =>
      toast({
        title: words.saved(showCount(cells.length, lang)),
        action: { label: words.undo, run: () => plan.undo() },
      }),
    )
    props.onClose()
  }
  return (
    <PastePreview
      open={true}
      changes={judged.map(it => it.change)}
      outside={props.outside}
      onApply={apply}
      onClose={props.onClose}
    />
  )
}
