import { fold } from '#kit/text'
import { momentOf, readDay, readTime } from '#kit/time'
import { readNumber } from '#kit/units'
import type { NoticeChannel } from './rules.ts'

/** Why a pasted row cannot be read; `line` counts from 1, the heading included. */
export type RowProblem = { readonly line: number; readonly column: string; readonly why: PasteProblem }
export type PasteProblem = 'missing' | 'no_day' | 'no_moment' | 'no_number' | 'no_choice'
export type Pasted<T> = { readonly rows: readonly (T & { readonly line: number })[]; readonly wrong: RowProblem[] }

const separators = ['\t', ';', ',']

/** The cells of one line; quotes hold what has a separator in it, a doubled one stands for itself. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = []
  let [cell, quoted] = ['', false]
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] as string
    if (sign === '"' && quoted && line[at + 1] === '"') cell += line[++at]
    else if (sign === '"' && (quoted || cell === '')) quoted = !quoted
    else if (sign === separator && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += sign
  }
  return [...cells, cell].map(one => one.trim())
}

/** What a spreadsheet puts on the clipboard, or a small CSV: rows of cells by the names of the first line. */
function tableOf(
  text: string,
  columns: Readonly<Record<string, readonly string[]>>,
): { cell: (row: readonly string[], column: string) => string; rows: { line: number; cells: string[] }[] } {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const head = lines[0] ?? ''
  const separator = separators.find(one => head.includes(one)) ?? ','
  const names = cellsOf(head, separator).map(name => fold(name).replace(/[\s_]+/g, ' '))
  const at = new Map(
    Object.entries(columns).map(([column, also]) => [
      column,
      names.findIndex(name => name === fold(column).replaceAll('_', ' ') || also.includes(name)),
    ]),
  )
  const rows = lines
    .map((line, index) => ({ line: index + 1, cells: cellsOf(line, separator) }))
    .slice(1)
    .filter(({ cells }) => cells.some(cell => cell !== ''))
  return { cell: (row, column) => row[at.get(column) ?? -1] ?? '', rows }
}

/** `2026-06-17T13:30:00+07:00`, `2026-06-17 13:30` or `17/06/2026 13:30`, in Vietnam's time unless it says otherwise. */
export function readMoment(text: string): Date | undefined {
  if (/T.*(Z|[+-]\d\d:?\d\d)$/.test(text)) {
    const at = new Date(text)
    return Number.isNaN(at.getTime()) ? undefined : at
  }
  const [day = '', time = ''] = text.trim().split(/[\sT]+/)
  const [readableDay, readableTime] = [readDay(day), readTime(time.slice(0, 5))]
  return readableDay && readableTime ? momentOf(readableDay, readableTime) : undefined
}

export type PastEvent = {
  readonly event: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly noticedAt: Date | undefined
  /** A customer code, an agreement's number, or nobody: then all are meant. */
  readonly customer: string
}

/** Past events as they come from other systems: `event,starts_at,ends_at[,customer][,noticed_at]`. */
export function readPastEvents(text: string): Pasted<PastEvent> {
  const { cell, rows } = tableOf(text, {
    event: ['su kien', 'ma su kien'],
    starts_at: ['bat dau', 'tu'],
    ends_at: ['ket thuc', 'den'],
    customer: ['khach hang', 'ma khach hang', 'makh'],
    noticed_at: ['bao luc', 'thong bao luc'],
  })
  const wrong: RowProblem[] = []
  const read = rows.flatMap(({ line, cells }) => {
    const event = cell(cells, 'event')
    const [startsAt, endsAt] = [readMoment(cell(cells, 'starts_at')), readMoment(cell(cells, 'ends_at'))]
    if (event === '') wrong.push({ line, column: 'event', why: 'missing' })
    if (!startsAt) wrong.push({ line, column: 'starts_at', why: 'no_moment' })
    if (!endsAt) wrong.push({ line, column: 'ends_at', why: 'no_moment' })
    const noticed = cell(cells, 'noticed_at')
    const noticedAt = noticed === '' ? undefined : readMoment(noticed)
    if (noticed !== '' && !noticedAt) wrong.push({ line, column: 'noticed_at', why: 'no_moment' })
    if (event === '' || !startsAt || !endsAt) return []
    return [{ line, event, startsAt, endsAt, noticedAt, customer: cell(cells, 'customer') }]
  })
  return { rows: read, wrong }
}

export type PastedAgreement = {
  readonly customer: string
  readonly number: string
  readonly signedOn: string
  readonly registeredKw: number
  readonly standby: boolean
  readonly channel: NoticeChannel
  readonly trade: string
  readonly contactName: string
  readonly contact: string
}

const yes = ['x', 'co', 'yes', 'true', '1']
const channelNames: Readonly<Record<string, NoticeChannel>> = {
  '': 'sms',
  sms: 'sms',
  email: 'email',
  call: 'call',
  'tin nhan': 'sms',
  'thu dien tu': 'email',
  'goi dien': 'call',
  'dien thoai': 'call',
}

/** One pasted agreement; nothing when a cell of it is wrong. */
function agreementOf(
  of: (column: string) => string,
  bad: (column: string, why: PasteProblem) => void,
): PastedAgreement | undefined {
  const [signedOn, registeredKw] = [readDay(of('signed_on')), readNumber(of('registered_kw'))]
  const channel = channelNames[fold(of('channel'))]
  const missing = ['customer', 'number', 'contact'].filter(column => of(column) === '')
  for (const column of missing) bad(column, 'missing')
  if (!signedOn) bad('signed_on', 'no_day')
  if (!registeredKw || registeredKw <= 0) bad('registered_kw', 'no_number')
  if (!channel) bad('channel', 'no_choice')
  if (!signedOn || !registeredKw || registeredKw <= 0 || !channel || missing.length > 0) return undefined
  return {
    customer: of('customer'),
    number: of('number'),
    signedOn,
    registeredKw,
    standby: yes.includes(fold(of('standby'))),
    channel,
    trade: of('trade'),
    contactName: of('contact_name'),
    contact: of('contact'),
  }
}

/** Agreements from a spreadsheet, a row each; several customer codes of one enterprise are parted by spaces. */
export function readAgreements(text: string): Pasted<PastedAgreement> {
  const { cell, rows } = tableOf(text, {
    customer: ['ma khach hang', 'khach hang', 'makh'],
    number: ['so thoa thuan', 'so van ban', 'so'],
    signed_on: ['ngay ky'],
    registered_kw: ['cong suat dang ky', 'kw', 'kw dang ky', 'cong suat dang ky kw'],
    standby: ['may phat', 'may phat du phong'],
    channel: ['kenh bao', 'kenh'],
    trade: ['nganh', 'nganh nghe'],
    contact_name: ['nguoi lien he', 'dau moi'],
    contact: ['so dien thoai', 'dien thoai', 'lien he', 'email'],
  })
  const wrong: RowProblem[] = []
  const read = rows.flatMap(({ line, cells }) => {
    const one = agreementOf(
      column => cell(cells, column),
      (column, why) => void wrong.push({ line, column, why }),
    )
    return one ? [{ line, ...one }] : []
  })
  return { rows: read, wrong }
}
