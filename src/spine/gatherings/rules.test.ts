import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codeOf, readCode, showCode } from '#kit/text'
import { histories, scanOf, shuffledAndRepeated } from './gatherings.world.ts'
import { attendance, type conflictKinds, type Guest, guestsFrom, seatsLeft } from './rules.ts'
import { readTicket, ticketBytes, writeTicket } from './rules-ticket.ts'

const guest = (more: Partial<Guest> = {}): Guest => ({
  id: 'a',
  over: false,
  cancelledAtMs: null,
  counted: null,
  ...more,
})
const minute = 60_000

describe('who was there', () => {
  const at = (ms: number, more: Parameters<typeof scanOf>[1] = {}) => scanOf(ms, more)
  const cases: [string, Guest, ReturnType<typeof scanOf>[], boolean, (typeof conflictKinds)[number][]][] = [
    ['nobody who was not seen', guest(), [], false, []],
    ['whoever was seen once', guest(), [at(1)], true, []],
    ['once, whom one phone read twice', guest(), [at(1), at(minute)], true, []],
    ['once, whom two phones let in', guest(), [at(1), at(2, { device: 'p2' })], true, ['double_entry']],
    ['once, whom one phone let in again after an hour', guest(), [at(1), at(60 * minute)], true, ['double_entry']],
    ['nobody whose entry was undone', guest(), [at(1), at(2, { kind: 'undo', undoes: 's1' })], false, []],
    ['whoever came in again after that', guest(), [at(1), at(2, { kind: 'undo', undoes: 's1' }), at(3)], true, []],
    ['an undo of what is not there', guest(), [at(1), at(2, { kind: 'undo', undoes: 'elsewhere' })], true, []],
    ['not whoever had cancelled before', guest({ cancelledAtMs: 5 }), [at(6)], false, ['cancelled']],
    ['whoever cancelled only afterwards', guest({ cancelledAtMs: 5 }), [at(4)], true, []],
    ['whoever was decided to count', guest({ cancelledAtMs: 5, counted: true }), [at(6)], true, ['cancelled']],
    ['not whoever was decided not to', guest({ counted: false }), [at(6)], false, []],
    ['nobody by a decision alone', guest({ counted: true }), [], false, []],
    ['whoever came in over the seats', guest({ over: true }), [at(1)], true, ['over']],
    ['whom a fast clock saw', guest(), [at(90 * minute, { receivedAtMs: 0 })], true, ['clock']],
  ]
  test.each(cases)('%s', (_, one, scans, present, kinds) => {
    const found = attendance([one], scans)
    expect(found.present.length > 0).toBe(present)
    expect(found.conflicts.map(({ kind }) => kind)).toEqual(kinds)
  })

  test('does not depend on the order in which scans arrive, nor on how often one does', () => {
    const runs = Number(process.env.TRI_AN_HISTORIES ?? 300)
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), ({ guests, scans }, luck) => {
        const plain = attendance(guests, scans)
        expect(attendance([...guests].reverse(), shuffledAndRepeated(scans, luck))).toEqual(plain)
        // A second way of saying it: seen at least once, before any cancellation, by a scan that nobody took back.
        const undone = new Set(scans.map(scan => scan.undoes))
        const there = guests.filter(one => {
          const seen = scans.filter(scan => scan.guest === one.id && scan.kind === 'enter' && !undone.has(scan.id))
          if (one.counted !== null) return one.counted && seen.length > 0
          return seen.some(scan => scan.atMs < (one.cancelledAtMs ?? Number.POSITIVE_INFINITY))
        })
        expect(new Set(plain.present)).toEqual(new Set(there.map(one => one.id)))
      }),
      { numRuns: runs },
    )
  })
})

describe('codes and tickets', () => {
  test('a code is read however it was typed, and nothing else is', () => {
    const code = codeOf(Uint8Array.from({ length: 32 }, (_, at) => at * 7))
    expect(code).toHaveLength(12)
    expect(readCode(` ${showCode(code).toLowerCase()} `)).toBe(code)
    for (const wrong of ['', code.slice(1), `${code}2`, code.replace(/.$/, 'A'), code.replace(/.$/, 'Đ'), '%_\\'])
      expect(readCode(wrong)).toBeUndefined()
  })

  test('a ticket holds two ids and a signature, and says nothing when it is cut, longer or of others', () => {
    const [a, b] = ['0193a5b0-0000-7000-8000-00000000000a', '0193a5b0-0000-7000-8000-00000000000b']
    const text = writeTicket(ticketBytes(a, b), new Uint8Array(64).fill(7))
    expect(readTicket(text)).toMatchObject({ guest: a, session: b, signature: new Uint8Array(64).fill(7) })
    for (const wrong of [text.slice(0, -1), `${text}A`, text.replace('TA1', 'TA2'), text.replace(/.$/, '!'), ''])
      expect(readTicket(wrong)).toBeUndefined()
  })

  test('seats left are never below none', () => {
    expect(seatsLeft({ capacity: 40, confirmed: 30, held: 5, leased: 2 })).toBe(3)
    expect(seatsLeft({ capacity: 40, confirmed: 40, held: 0, leased: 0 })).toBe(0)
  })

  test('a pasted list of guests is read line by line', () => {
    expect(guestsFrom('Công ty A; 2\n\n  Hợp tác xã B \nTrường C\t3')).toEqual([
      { name: 'Công ty A', seats: 2 },
      { name: 'Hợp tác xã B', seats: 1 },
      { name: 'Trường C', seats: 3 },
    ])
  })
})
