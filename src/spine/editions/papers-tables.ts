import type { Block, PaperColumn, PaperRow } from '#kit/papers'
import { showNumber, unitName, units } from '#kit/units'
import type { Lang } from '#kit/words'
import type { Line, PlanOnPaper } from './papers-plan.ts'
import { englishTexts, type Sums, tableTexts as texts } from './papers-wording.ts'
import { blocks } from './rules.ts'
import { addUp, chunks, isFund, unitsAcross } from './rules-papers.ts'
import { planWords } from './words-plan.ts'

const shown = (line: Line, value: number | null | undefined, lang: Lang = 'vi'): string =>
  value === null || value === undefined ? '' : showNumber(value, lang, units[line.unit].decimals)

/** A paper spells money out. */
const unitOf = (key: Line['unit']): string => (key === 'VND' ? texts.vnd : unitName(key, 'vi'))

/** What counts money by its source has a table of its own. */
const isTarget = (line: Line): boolean => line.role !== 'money'
const isMoney = (line: Line): boolean => line.role === 'money' && line.unit === 'VND' && isFund(line.source)

export function sumsOf(plan: PlanOnPaper): Sums {
  const money = addUp(plan.lines.filter(isMoney).map(line => line.total)) ?? 0
  return { measures: plan.lines.filter(isTarget).length, units: plan.units.length, moneyVnd: BigInt(Math.round(money)) }
}

const order: PaperColumn = { title: texts.order, share: 1.7, align: 'center' }
const measure: PaperColumn = { title: texts.measure, share: 7 }
const unit: PaperColumn = { title: texts.unit, share: 2.2, align: 'center' }
const figure = (title: string, share = 2.8): PaperColumn => ({ title, share, align: 'right' })

/** A row for each measure under the name of its block, numbered through. */
function rowsOf(plan: PlanOnPaper, figures: (line: Line) => readonly string[]): PaperRow[] {
  let number = 0
  return blocks.flatMap(block => {
    const lines = plan.lines.filter(line => line.block === block && isTarget(line))
    if (lines.length === 0) return []
    const [first] = lines as [Line]
    const empty = figures(first).map(() => '')
    const head: PaperRow = { cells: ['', planWords.vi.blocks[block], '', ...empty], bold: true }
    return [
      head,
      ...lines.map((line): PaperRow => {
        number += 1
        return {
          cells: [String(number), line.name.vi, unitOf(line.unit), ...figures(line)],
          depth: line.role === 'cost' ? 1 : 0,
        }
      }),
    ]
  })
}

/** All measures with their totals: what a proposal shows on its own pages. */
export function sumTable(plan: PlanOnPaper): Block {
  return {
    kind: 'table',
    columns: [order, measure, unit, figure(texts.total)],
    rows: rowsOf(plan, line => [shown(line, line.total)]),
  }
}

function targetTables(plan: PlanOnPaper): Block[] {
  return chunks(plan.units, unitsAcross).map((some, part): Block => {
    const sums = part === 0 ? [figure(texts.total), figure(texts.reserve)] : []
    return {
      kind: 'table',
      caption: texts.caption(part + 1, texts.targets(part)),
      columns: [order, measure, unit, ...sums, ...some.map(({ name }) => figure(name))],
      rows: rowsOf(plan, line => [
        ...(part === 0 ? [shown(line, line.total), shown(line, line.reserve)] : []),
        ...some.map(({ id }) => shown(line, line.byUnit.get(id))),
      ]),
    }
  })
}

function fundTable(plan: PlanOnPaper, at: number): Block[] {
  const lines = plan.lines.filter(line => line.role === 'money')
  if (lines.length === 0) return []
  const money = lines.filter(isMoney)
  const kind = lines.filter(line => !isMoney(line))
  const row = (name: string, of: (line: Line) => number | null | undefined, bold = false): PaperRow => {
    const sum = addUp(money.map(of))
    return {
      bold,
      cells: [
        '',
        name,
        ...money.map(line => shown(line, of(line))),
        sum === null ? '' : showNumber(sum, 'vi', 0),
        ...kind.map(line => shown(line, of(line))),
      ],
    }
  }
  const rows = [
    row(texts.total, line => line.total, true),
    row(texts.reserve, line => line.reserve),
    ...plan.units.map(({ id, name }) => row(name, line => line.byUnit.get(id))),
  ]
  return [
    {
      kind: 'table',
      caption: texts.caption(at, texts.funds),
      columns: [
        order,
        { title: texts.units, share: 6 },
        ...money.map(({ name }) => figure(name.vi, 3.2)),
        figure(texts.sumVnd, 3.4),
        ...kind.map(({ name, unit: key }) => figure(`${name.vi} (${unitOf(key)})`, 3.2)),
      ],
      rows: rows.map((one, index) => ({ ...one, cells: [index < 2 ? '' : String(index - 1), ...one.cells.slice(1)] })),
    },
  ]
}

/** The tables of the appendix: targets by unit, as many units as fit beside each other, then money by unit and source. */
export function appendixTables(plan: PlanOnPaper): Block[] {
  const targets = targetTables(plan)
  return [...targets, ...fundTable(plan, targets.length + 1)]
}

export function englishBlocks(plan: PlanOnPaper): Block[] {
  const said = englishTexts(plan, sumsOf(plan))
  return [
    { kind: 'title', name: said.title, abstract: said.about },
    { kind: 'paragraph', text: said.text },
    {
      kind: 'table',
      columns: [
        { title: '', share: 1, align: 'center' },
        { title: said.measure, share: 8 },
        { title: said.unit, share: 3, align: 'center' },
        { title: said.total, share: 3, align: 'right' },
      ],
      rows: plan.lines.map((line, at) => ({
        cells: [String(at + 1), line.name.en, unitName(line.unit, 'en'), shown(line, line.total, 'en')],
      })),
    },
  ]
}
