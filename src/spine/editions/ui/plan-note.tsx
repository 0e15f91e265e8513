import type { ReactNode } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { NoteText } from '#kit/ui/cell-note.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import type { Problem } from '../rules-plan.ts'
import { editionWords } from '../words.ts'
import { type Book, type Cell, figureAt, type Spot } from './plan-book.ts'
import { sayFigure, showFigure } from './plan-figures.ts'
import { saidOf } from './plan-say.ts'
import { type Way, waysOut } from './plan-ways.ts'
import type { Draft } from './use-plan.ts'
import { planUiWords } from './words.ts'

export type NoteActs = {
  readonly save: (cells: readonly Cell[]) => void
  readonly drop: (spot: Spot) => void
  readonly reason: (spot: Spot) => void
}

/** What is wrong in a cell and how to get out of it: the excess, the room left, two or three buttons. */
export function ProblemNote(props: {
  readonly book: Book
  readonly spot: Spot
  readonly problem: Problem
  readonly acts: NoteActs
}): ReactNode {
  const words = useWords(editionWords)
  const lang = useLang()
  const { book, spot, problem, acts } = props
  const column = book.data.columns[spot.column]
  if (!column) return null
  const said = saidOf(book, problem, lang)
  const ways = waysOut(book, spot, problem)
  const room = ways.find(way => way.key === 'setBack')?.figure
  const isExcess = problem.code === 'excess'
  const text = words.problems[problem.code](said)
  return (
    <>
      <NoteText title={isExcess ? words.ways.excessTitle(said) : said.measure}>
        {room === undefined ? firstUp(text) : words.ways.excessText({ ...said, room: sayFigure(room, column, lang) })}
      </NoteText>
      {ways.length > 0 && (
        <div className="mt-2.5 flex flex-wrap gap-2 pl-6">
          {ways.map((way, i) => (
            <Button
              key={way.key}
              size="small"
              kind={i === 0 ? 'primary' : 'secondary'}
              onClick={() => (way.key === 'reason' ? acts.reason(spot) : acts.save(way.cells))}
            >
              <WayWords way={way} show={value => showFigure(value, column, lang)} />
            </Button>
          ))}
        </div>
      )}
    </>
  )
}

const firstUp = (text: string): string => `${text.charAt(0).toLocaleUpperCase('vi')}${text.slice(1)}.`

function WayWords({ way, show }: { readonly way: Way; readonly show: (value: number) => string }): ReactNode {
  const words = useWords(planUiWords)
  const { ways } = useWords(editionWords)
  const figure = show(way.figure ?? 0)
  const nothing = { unit: '', measure: '', assigned: '', sum: '', by: '', room: '', above: '', low: '', high: '' }
  const says: Readonly<Record<Way['key'], string>> = {
    setBack: ways.setBack({ ...nothing, room: figure }),
    ownReserve: words.ownReserve(figure),
    reserveAbove: ways.fromReserveAbove({ ...nothing, by: figure }),
    askAbove: words.askAbove(figure),
    intoReserve: ways.intoReserve({ ...nothing, by: figure }),
    clear: ways.clear,
    setLeast: words.setLeast(figure),
    acceptWish: words.acceptWish(figure),
    accept: ways.accept({ ...nothing, assigned: figure }),
    reason: ways.giveReason,
  }
  return (
    <>
      {says[way.key]}
      {way.left !== undefined && (
        <span className="font-normal opacity-80">{ways.leftAbove({ ...nothing, above: show(way.left) })}</span>
      )}
    </>
  )
}

/** What was typed and could not be kept, and how to go on. */
export function DraftNote(props: {
  readonly book: Book
  readonly spot: Spot
  readonly draft: Draft
  readonly acts: NoteActs
}): ReactNode {
  const words = useWords(planUiWords)
  const lang = useLang()
  const { book, spot, draft, acts } = props
  const column = book.data.columns[spot.column]
  if (!column) return null
  const value = figureAt(book, spot)
  const show = (figure: number | null | undefined): string =>
    figure === null || figure === undefined ? '·' : showFigure(figure, column, lang)
  return (
    <>
      <NoteText title={draft.says} />
      <div className="mt-2.5 flex flex-wrap gap-2 pl-6">
        {draft.now === undefined ? (
          <Button size="small" kind="primary" onClick={() => acts.drop(spot)}>
            {words.restore(show(value))}
          </Button>
        ) : (
          <>
            <Button size="small" kind="primary" onClick={() => acts.drop(spot)}>
              {words.takeTheirs(show(draft.now))}
            </Button>
            <Button size="small" onClick={() => acts.save([{ ...spot, value: draft.mine ?? null }])}>
              {words.keepMine(show(draft.mine))}
            </Button>
          </>
        )}
      </div>
    </>
  )
}
