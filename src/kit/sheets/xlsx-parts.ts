import { refuse } from '#kit/wire'
import { walk } from './xml.ts'
import type { Archive } from './zip.ts'

/** A sheet as the workbook lists it; `part` is its name in the archive. */
export type Listed = { readonly name: string; readonly hidden: boolean; readonly part: string }
export type Workbook = { readonly sheets: readonly Listed[]; readonly from1904: boolean }

const workbookPart = 'xl/workbook.xml'
const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'

/** Targets are relative to `xl/`, or absolute with a slash in front. */
const partOf = (target: string): string => (target.startsWith('/') ? target.slice(1) : `xl/${target}`)

async function relationships(archive: Archive): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  await walk(archive.read('xl/_rels/workbook.xml.rels'), {
    open: (name, at) => {
      if (name === 'Relationship' && at.Id && at.Target && at.TargetMode !== 'External')
        found.set(at.Id, partOf(at.Target))
    },
  })
  return found
}

/** Refuses an archive that is no workbook (kit.sheet_not_xlsx). */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.has(workbookPart) || !archive.has('xl/_rels/workbook.xml.rels')) refuse('kit.sheet_not_xlsx', 415)
  const parts = await relationships(archive)
  const sheets: Listed[] = []
  let from1904 = false
  await walk(archive.read(workbookPart), {
    open: (name, at) => {
      if (name === 'workbookPr') from1904 = isTrue(at.date1904)
      const part = name === 'sheet' ? parts.get(at.id ?? '') : undefined
      if (part && archive.has(part) && /worksheets\//.test(part))
        sheets.push({ name: (at.name ?? '').normalize('NFC'), hidden: (at.state ?? 'visible') !== 'visible', part })
    },
  })
  return { sheets, from1904 }
}

/** Texts that many cells share. Readings for other scripts (`rPh`) are not text of the cell. */
export async function readSharedTexts(archive: Archive, most: number): Promise<string[]> {
  const texts: string[] = []
  if (!archive.has('xl/sharedStrings.xml')) return texts
  let [text, inText, aside] = ['', false, false]
  await walk(archive.read('xl/sharedStrings.xml'), {
    open: name => {
      if (name === 'si') text = ''
      if (name === 'rPh') aside = true
      inText = name === 't' && !aside
    },
    text: more => {
      if (inText) text += more
    },
    close: name => {
      inText = false
      if (name === 'rPh') aside = false
      if (name === 'si' && texts.push(text.normalize('NFC')) > most)
        refuse('kit.sheet_too_many_cells', 413, { limit: most })
    },
  })
  return texts
}

/** Numbers of built-in formats that show a day or a time of day (ECMA-376, 18.8.30). */
const builtIn = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
])

/** Whether a format shows a day or a time: letters of a date outside quotes, escapes and brackets. */
const showsDate = (code: string): boolean => /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, ''))

/** For each style number, whether its cells are dates. */
export async function readDateStyles(archive: Archive): Promise<boolean[]> {
  const styles: boolean[] = []
  if (!archive.has('xl/styles.xml')) return styles
  const own = new Map<number, boolean>()
  let inCells = false
  await walk(archive.read('xl/styles.xml'), {
    open: (name, at) => {
      if (name === 'numFmt') own.set(Number(at.numFmtId), showsDate(at.formatCode ?? ''))
      if (name === 'cellXfs') inCells = true
      const format = Number(at.numFmtId)
      if (name === 'xf' && inCells) styles.push(own.get(format) ?? builtIn.has(format))
    },
    close: name => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}
