/** Where a registration stands. `over`: came in at the door although no seat was left. */
export const guestStates = ['confirmed', 'waiting', 'cancelled', 'over'] as const

/** What a phone saw. `undoes` names the scan that was a mistake, which may arrive after this one. */
export type Scan = {
  readonly id: string
  readonly guest: string
  readonly kind: 'enter' | 'undo'
  readonly undoes: string | null
  readonly device: string
  /** By the phone's own clock. */
  readonly atMs: number
  readonly receivedAtMs: number
}
export type Guest = {
  readonly id: string
  readonly over: boolean
  readonly cancelledAtMs: number | null
  /** What somebody decided on a contradiction. */
  readonly counted: boolean | null
}

export const conflictKinds = ['double_entry', 'cancelled', 'over', 'clock'] as const
export type Conflict = {
  readonly kind: (typeof conflictKinds)[number]
  readonly guest: string
  readonly scans: readonly string[]
}
export type Attendance = { readonly present: readonly string[]; readonly conflicts: readonly Conflict[] }

const minuteMs = 60_000
/** One phone that reads the same ticket again so soon has only read it twice. */
const sameReadingMs = 5 * minuteMs
/** A phone's clock may be ahead of the server's by this much. */
const aheadMs = 5 * minuteMs

const byTime = (a: Scan, b: Scan): number => a.atMs - b.atMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
const ids = (scans: readonly Scan[]): string[] => scans.map(scan => scan.id)

function contradictions(guest: Guest, entries: readonly Scan[]): Conflict[] {
  const found: Conflict[] = []
  const add = (kind: Conflict['kind'], scans: readonly Scan[]): void => {
    if (scans.length > 0) found.push({ kind, guest: guest.id, scans: ids(scans) })
  }
  const [first, ...later] = entries
  if (!first) return []
  const again = later.filter(one => one.device !== first.device || one.atMs - first.atMs > sameReadingMs)
  if (again.length > 0) add('double_entry', [first, ...again])
  const { cancelledAtMs } = guest
  if (cancelledAtMs !== null)
    add(
      'cancelled',
      entries.filter(one => one.atMs >= cancelledAtMs),
    )
  if (guest.over) add('over', [first])
  add(
    'clock',
    entries.filter(one => one.atMs - one.receivedAtMs > aheadMs),
  )
  return found
}

/** Whether a guest was there: a decision counts first, then an entry that was not undone and not after a cancellation. */
function wasThere(guest: Guest, entries: readonly Scan[]): boolean {
  if (guest.counted !== null) return guest.counted && entries.length > 0
  const { cancelledAtMs } = guest
  return entries.some(one => cancelledAtMs === null || one.atMs < cancelledAtMs)
}

/**
 * Who was there, from everything that every phone saw. The order in which scans arrive does not matter, nor how often
 * one of them does.
 */
export function attendance(guests: readonly Guest[], scans: readonly Scan[]): Attendance {
  const once = [...new Map(scans.map(scan => [scan.id, scan])).values()].sort(byTime)
  const undone = new Set(once.flatMap(scan => (scan.undoes === null ? [] : [scan.undoes])))
  const entries = Map.groupBy(
    once.filter(scan => scan.kind === 'enter' && !undone.has(scan.id)),
    scan => scan.guest,
  )
  const inOrder = [...guests].sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    present: inOrder.filter(guest => wasThere(guest, entries.get(guest.id) ?? [])).map(guest => guest.id),
    conflicts: inOrder.flatMap(guest => contradictions(guest, entries.get(guest.id) ?? [])),
  }
}

/** Seats that can still be given. */
export function seatsLeft(of: {
  readonly capacity: number
  readonly confirmed: number
  readonly held: number
  readonly leased: number
}): number {
  return Math.max(0, of.capacity - of.confirmed - of.held - of.leased)
}

/** One line of a pasted list of guests: a name, and perhaps how many seats, after a tab, semicolon or comma. */
export function guestsFrom(pasted: string): { readonly name: string; readonly seats: number }[] {
  return pasted.split(/\r?\n/).flatMap(line => {
    const parts = /^\s*(.*?)(?:\s*[\t;,]\s*(\d{1,2}))?\s*$/.exec(line)
    const name = parts?.[1] ?? ''
    return name === '' ? [] : [{ name, seats: Math.max(1, Number(parts?.[2] ?? 1)) }]
  })
}
