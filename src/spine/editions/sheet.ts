import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { collected, mimeOf } from '#kit/files'
import type { Act } from '#kit/serve'
import { readXlsx, writeXlsx } from '#kit/sheets'
import { type GivesOf, Refusal, refuse, type TakesOf } from '#kit/wire'
import type { PlanTable, planRoutes } from './routes-plan.ts'
import type { sheetRoutes } from './routes-sheet.ts'
import type { EditionVerbs } from './service.ts'
import { cellVerbs } from './service-cells.ts'
import { planVerbs } from './service-plan.ts'
import { readTree, type Tree } from './service-tree.ts'
import { type Changed, type Facts, readFacts, readGrids, type SheetError, type Spot } from './sheet-in.ts'
import { sheetsOf } from './sheet-out.ts'
import { sheetWords } from './words-sheet.ts'

const shownChanges = 1000
const shownErrors = 500
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

type Told = Spot & { readonly code: string; readonly says: string }
type Edited = GivesOf<typeof planRoutes.edit>
type Judged = {
  readonly changed: readonly Changed[]
  readonly errors: readonly Told[]
  readonly edited: Edited | null
  readonly table: PlanTable
}

function sayIn(act: Act): (error: SheetError) => Told {
  const sentences = sheetWords[act.lang].refusals as Readonly<Record<string, string | ((at: object) => string)>>
  return ({ code, values, ...spot }) => {
    const sentence = sentences[code] ?? code
    return { ...spot, code, says: typeof sentence === 'string' ? sentence : sentence(values) }
  }
}

/** Refuses a file whose units are no longer those of the edition's tree: one is gone, or one stands under them that was not. */
function refuseOtherUnits({ versions }: Facts, { nodes }: Tree): void {
  const codes = new Set([...nodes.values()].map(({ code }) => code))
  const isNew = (code: string, parent: string | null): boolean =>
    !versions.has(code) && versions.has(nodes.get(parent ?? '')?.code ?? '')
  const apart = [
    ...[...versions.keys()].filter(code => !codes.has(code)),
    ...[...nodes.values()].filter(({ code, parentId }) => isNew(code, parentId)).map(({ code }) => code),
  ]
  if (apart.length > 0) refuse('editions.sheet_other_units', 409, { units: apart.slice(0, 5).join(', ') })
}

/** The unit whose plan holds a cell: what a unit is assigned stands in its parent's. */
const ownerOf = ({ units }: PlanTable, { unitAt, kind }: Changed): number => {
  const above = units.parent[unitAt] ?? -1
  return kind === 'target' && above >= 0 ? above : unitAt
}

/** A change of a plan that has gone on to another version since the file was taken out. */
function otherVersion(facts: Facts, table: PlanTable, change: Changed): SheetError | undefined {
  const owner = ownerOf(table, change)
  const [code, n] = [table.units.code[owner] ?? '', table.units.version[owner] ?? 0]
  const then = facts.versions.get(code) ?? 0
  // The first version begins with the first figure that is typed: that is no other plan.
  if (then === n || (then === 0 && n === 1)) return undefined
  const { sheet, row, column } = change
  return {
    sheet,
    row,
    column,
    code: 'editions.sheet_other_version',
    values: { unit: table.units.name[owner] ?? code, n },
  }
}

/** Types the file's changes into the plan by the verb of the screen, each cell by itself, and gathers what is refused. */
async function judge(act: Act, id: string, bytes: Buffer): Promise<Judged> {
  const sheets = await readXlsx(bytes)
  const facts = readFacts(sheets)
  if (facts.edition !== id) refuse('editions.sheet_other_edition', 409, { year: facts.year })
  refuseOtherUnits(facts, await readTree(act, id))
  const table = await planVerbs.plan(act, { id })
  const { changed, errors } = readGrids(sheets, facts, table)
  const stale = changed.map(change => otherVersion(facts, table, change)).filter(error => error !== undefined)
  const told = [...errors, ...stale].map(sayIn(act))
  if (changed.length === 0 || stale.length > 0) return { changed, errors: told, edited: null, table }
  const cells: TakesOf<typeof planRoutes.edit>['cells'] = changed.map(({ unitAt, columnAt, kind, value, was }) => ({
    unit: table.units.id[unitAt] ?? '',
    column: table.columns[columnAt]?.key ?? '',
    kind,
    value,
    was,
  }))
  const edited = await cellVerbs.edit(act, { id, cells, mode: 'each' })
  const refused = edited.refused.map(({ cell, code, says }): Told => {
    const { sheet, row, column } = changed[cell] as Changed
    return { sheet, row, column, code, says }
  })
  return { changed, errors: [...told, ...refused], edited, table }
}

type Preview = GivesOf<typeof sheetRoutes.previewSheet>

const changesOf = ({ changed, table }: Judged): Preview['changes'] =>
  changed.slice(0, shownChanges).map(({ unitAt, columnAt, kind, was, value, formula, ...spot }) => ({
    ...spot,
    unit: table.units.id[unitAt] ?? '',
    name: table.units.name[unitAt] ?? '',
    key: table.columns[columnAt]?.key ?? '',
    kind,
    before: was,
    after: value,
    formula,
  }))

export const sheetVerbs: EditionVerbs<keyof typeof sheetRoutes> = {
  exportPlan: async (act, { id, root }) => {
    const table = await planVerbs.plan(act, { id, ...(root ? { root } : {}) })
    const bytes = await collected(writeXlsx(sheetsOf(table, act.lang)))
    const name = sheetWords[act.lang].sheet.file(table.edition.year, table.units.code[0] ?? '')
    return { name: `${name}.xlsx`, type: mimeOf('xlsx'), sha256: sha256Of(bytes), bytes: bytes.toString('base64') }
  },

  previewSheet: async (act, { id, bytes: sent }) => {
    const bytes = Buffer.from(sent, 'base64')
    // What the file would do is found out by doing it; then all of it is undone.
    await sql`savepoint sheet_preview`.execute(act.tx)
    const judged = await judge(act, id, bytes)
    await sql`rollback to savepoint sheet_preview`.execute(act.tx)
    const { changed, errors, edited } = judged
    act.concerns({ record: id, values: { changes: changed.length, errors: errors.length } })
    return {
      sha256: sha256Of(bytes),
      changes: changesOf(judged),
      changeCount: changed.length,
      errors: errors.slice(0, shownErrors),
      errorCount: errors.length,
      problems: edited?.problems ?? [],
    }
  },

  applySheet: async (act, { id, bytes: sent, sha256 }) => {
    const bytes = Buffer.from(sent, 'base64')
    if (sha256Of(bytes) !== sha256) refuse('editions.sheet_other_file', 409)
    const { changed, errors, edited } = await judge(act, id, bytes)
    if (errors.length > 0)
      // The refusal undoes what was typed: all or nothing.
      throw new Refusal(
        'editions.sheet_refused',
        409,
        { count: errors.length },
        errors.slice(0, shownErrors).map(({ sheet, row, column, code, says }) => ({
          field: `${sheet}!${column}${row}`,
          code,
          message: says,
        })),
      )
    act.concerns({ record: id, values: { cells: changed.length } })
    return { changed: edited?.changed.length ?? 0, problems: edited?.problems ?? [] }
  },
}
