import { describe, expect, test } from 'vitest'
import { countsAsAcknowledged, eventRefused, eventState } from './rules.ts'
import { readAgreements, readPastEvents } from './rules-paste.ts'

const at = (time: string): Date => new Date(`2026-06-${time}:00+07:00`)
const now = at('16T09:00')

describe('when an event may be called', () => {
  const cases: [string, string, string, boolean, string | undefined][] = [
    ['17T13:30', '17T15:30', '16T09:00', false, undefined],
    ['17T22:00', '18T00:00', '16T09:00', false, undefined],
    ['17T15:30', '17T13:30', '16T09:00', false, 'load-shift.ends_before_start'],
    ['17T13:30', '17T13:30', '16T09:00', false, 'load-shift.ends_before_start'],
    ['17T23:00', '18T01:00', '16T09:00', false, 'load-shift.over_midnight'],
    ['16T08:59', '16T10:00', '16T08:00', false, 'load-shift.event_in_past'],
    ['17T13:30', '17T15:30', '17T13:31', false, 'load-shift.notice_after_start'],
    ['17T13:30', '17T15:30', '15T09:00', false, 'load-shift.notice_in_past'],
    ['15T13:30', '15T15:30', '14T09:00', true, undefined],
    ['16T08:00', '16T09:01', '15T09:00', true, 'load-shift.event_not_over'],
  ]
  test.each(cases)('from %s to %s, noticed %s, past %s: %s', (startsAt, endsAt, noticedAt, past, refused) => {
    expect(eventRefused({ startsAt: at(startsAt), endsAt: at(endsAt), noticedAt: at(noticedAt), past }, now)).toBe(
      refused,
    )
  })

  test('an event is planned, under way, over, or cancelled whenever that is', () => {
    const of = { startsAt: at('16T09:00'), endsAt: at('16T11:00'), cancelled: false }
    expect(['16T08:59', '16T09:00', '16T10:59', '16T11:00'].map(time => eventState(of, at(time)))).toEqual([
      'planned',
      'under_way',
      'under_way',
      'over',
    ])
    expect(eventState({ ...of, cancelled: true }, now)).toBe('cancelled')
  })

  test('what was said after the end came too late', () => {
    expect([at('17T15:30'), at('17T15:31')].map(said => countsAsAcknowledged(said, at('17T15:30')))).toEqual([
      true,
      false,
    ])
  })
})

describe('what a spreadsheet puts on the clipboard', () => {
  test('past events are read in both ways of writing, for one customer or for all', () => {
    const { rows, wrong } = readPastEvents(
      'event,starts_at,ends_at,customer\nSK-1,2026-06-17T13:30:00+07:00,2026-06-17T15:30:00+07:00,\n\nSK-2,18/06/2026 9h00,18/06/2026 11:00,PB14010000001',
    )
    expect(wrong).toEqual([])
    expect(rows.map(({ line, event, startsAt, customer }) => [line, event, startsAt.toISOString(), customer])).toEqual([
      [2, 'SK-1', '2026-06-17T06:30:00.000Z', ''],
      [4, 'SK-2', '2026-06-18T02:00:00.000Z', 'PB14010000001'],
    ])
  })

  test('what cannot be read is told by line and column, all at once', () => {
    const { rows, wrong } = readPastEvents(
      'Sự kiện\tBắt đầu\tKết thúc\nSK-1\tmai\t17/06/2026 15:30\n\t17/06/2026 13:30\t31/02/2026 9:00',
    )
    expect(rows).toEqual([])
    expect(wrong).toEqual([
      { line: 2, column: 'starts_at', why: 'no_moment' },
      { line: 3, column: 'event', why: 'missing' },
      { line: 3, column: 'ends_at', why: 'no_moment' },
    ])
  })

  test('agreements are read with Vietnamese headings and numbers', () => {
    const { rows, wrong } = readAgreements(
      'Mã khách hàng;Số thoả thuận;Ngày ký;Công suất đăng ký;Máy phát;Kênh báo;Người liên hệ;Số điện thoại\n"PB14010000001 PB14010000002";12/TT;14/3/2026;1.240,5;x;Gọi điện;Lê "Ba";0912345678\nX;;1/1/2026;0;;bồ câu;;1',
    )
    expect(rows).toEqual([
      expect.objectContaining({
        customer: 'PB14010000001 PB14010000002',
        number: '12/TT',
        signedOn: '2026-03-14',
        registeredKw: 1240.5,
        standby: true,
        channel: 'call',
        contactName: 'Lê "Ba"',
      }),
    ])
    expect(wrong.map(({ line, column }) => `${line} ${column}`)).toEqual(['3 number', '3 registered_kw', '3 channel'])
  })
})
