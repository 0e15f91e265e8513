import type { Lang } from '#kit/words'
import type { Layout } from './layout.ts'

type Align = 'left' | 'center' | 'right'
/** `share` is the column's part of the width beside the others'. */
export type PaperColumn = { readonly title: string; readonly share: number; readonly align?: Align }
/** `bold` for totals; `depth` indents the row's first text, 0 to 5. */
export type PaperRow = { readonly cells: readonly string[]; readonly bold?: boolean; readonly depth?: number }

/** One part of an official document, from top to bottom. */
export type Block =
  /** The issuing bodies on the left with the number beneath; the state's name and motto on the right with place and day. */
  | {
      readonly kind: 'letterhead'
      readonly superior: string | null
      readonly issuer: string
      readonly number: string
      readonly placeAndDay: string
    }
  /** The name of the document and what it is about; `by` is who decides ("GIÁM ĐỐC …"), above the legal grounds. */
  | { readonly kind: 'title'; readonly name: string; readonly abstract: string; readonly by?: string }
  | { readonly kind: 'to'; readonly label: string; readonly names: readonly string[] }
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'line'
      readonly text: string
      readonly align: Align
      readonly bold?: boolean
      readonly italic?: boolean
    }
  /** `label` stands in bold before the text: "Điều 1." */
  | { readonly kind: 'paragraph'; readonly label?: string; readonly text: string; readonly italic?: boolean }
  /** The head row is repeated on every page. `caption` names the table above it. */
  | {
      readonly kind: 'table'
      readonly caption?: string
      readonly columns: readonly PaperColumn[]
      readonly rows: readonly PaperRow[]
    }
  /** Who gets it, on the left; on the right the authority and title lines ("TM. …", "KT. GIÁM ĐỐC"), room to sign, the name. */
  | {
      readonly kind: 'closing'
      readonly receiversLabel: string
      readonly receivers: readonly string[]
      readonly signature: readonly string[]
      readonly name: string | null
    }
export type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>

export type Section = { readonly landscape?: boolean; readonly blocks: readonly Block[] }

/**
 * A whole official document. The same description gives the same bytes, so `at` is the moment that it stands for (an
 * approval's, say), never the moment of drawing.
 */
export type Paper = {
  readonly lang: Lang
  /** What programs show as the document's title. */
  readonly title: string
  readonly author: string
  readonly at: Date
  readonly layout: Layout
  readonly sections: readonly Section[]
  /** Stands small at the foot of every page: what the document was made from. */
  readonly foot: string
  /** Stands across every page, for what is not real. */
  readonly watermark: string | null
}

type Tree = string | number | boolean | null | undefined | Date | readonly Tree[] | { readonly [key: string]: Tree }

function composed(value: Tree): Tree {
  if (typeof value === 'string') return value.normalize('NFC').toWellFormed()
  if (Array.isArray(value)) return value.map(composed)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, composed(item)]))
}

/** The same paper with every text composed (NFC): marks that stand apart are drawn beside their letters. */
export function composedPaper(paper: Paper): Paper {
  return composed(paper as unknown as Tree) as unknown as Paper
}
