import { readNumber, showNumber, unitName } from '#kit/units'
import type { Lang } from '#kit/words'
import { type FigureRefused, judgeFigure } from '../rules.ts'
import type { Column as PlanColumn } from './client.ts'
import { decimalsOf, scaleOf } from './plan-book.ts'

/** All that a figure needs to know of its column. */
type Column = Pick<PlanColumn, 'unit'>

const million = { vi: 'triệu ₫', en: 'million ₫' } as const

/** The unit over a column: money in millions. */
export function unitOf(column: Column, lang: Lang): string {
  return column.unit === 'VND' ? million[lang] : unitName(column.unit, lang)
}

/** A figure of a column as it stands in a cell: money to the million, a small sum to the tenth; its box has the rest. */
export function showFigure(value: number, column: Column, lang: Lang): string {
  const shown = value / scaleOf(column)
  return showNumber(shown, lang, column.unit === 'VND' ? (Math.abs(shown) < 1000 ? 1 : 0) : decimalsOf(column))
}

/** A figure with its unit, inside a sentence; exact. */
export function sayFigure(value: number, column: Column, lang: Lang): string {
  return `${showNumber(value / scaleOf(column), lang, decimalsOf(column))}\u00a0${unitOf(column, lang)}`
}

export type Read = { readonly value: number | null } | { readonly refused: FigureRefused | 'noNumber' }

/** What was typed, the Vietnamese way in both languages: "1.200" is twelve hundred, "1,5" one and a half; "" is none. */
export function readFigure(text: string, column: Column): Read {
  if (text.trim() === '') return { value: null }
  const number = readNumber(text)
  if (number === undefined) return { refused: 'noNumber' }
  const value = Math.round(number * scaleOf(column) * 1000) / 1000
  const refused = judgeFigure(value, column.unit)
  return refused ? { refused } : { value }
}

/** A figure as it stands in the box to be edited: no thousands, a decimal comma. */
export function boxText(value: number | null, column: Column | undefined): string {
  return value === null || !column ? '' : String(value / scaleOf(column)).replace('.', ',')
}
