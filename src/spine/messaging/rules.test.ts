import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextOpening } from './rules.ts'
import { lint, longest, render, sampleValues, smsText, type Texts } from './rules-text.ts'

const texts = (sms: string, more: Partial<Texts> = {}): Texts => ({ sms, plain: true, ...more })

describe('the linter', () => {
  test.each([
    ['Xem tại https://evn.com.vn/tri-an', 'link'],
    ['Truy cập evncskh.vn để nhận quà', 'link'],
    ['Bam bit.ly/abc', 'link'],
    ['Vui lòng gửi mã xác thực cho nhân viên', 'asks_code'],
    ['Xin cho biết mật khẩu', 'asks_code'],
    ['Điền số tài khoản để nhận tiền', 'asks_bank'],
    ['Kính gửi {{constructor}}', 'unknown_value'],
  ])('%s is refused as %s', (sms, flaw) => {
    expect(lint(texts(sms), [], 'service').map(found => found.flaw)).toContain(flaw)
  })

  test.each([
    'Điện lực không bao giờ hỏi mật khẩu hay mã OTP.',
    'Đừng đưa số tài khoản cho người lạ. Gọi 19001006 nếu nghi ngờ.',
    'Từ 1.12 đến 31.12, ngắt điện khi vắng nhà.',
  ])('a warning is no question: %s', sms => {
    expect(lint(texts(sms), [], 'service')).toEqual([])
  })

  test('an advert is labelled, Zalo has its template, an e-mail its subject of one line', () => {
    const all = { zalo: 'a', email: 'b', emailSubject: 'x\nBcc: y' }
    expect(lint(texts('Uu dai', all), [], 'advert').map(({ field, flaw }) => `${field} ${flaw}`)).toEqual([
      'zaloTemplate no_zalo_template',
      'emailSubject line_in_subject',
      'sms no_label',
      'emailSubject no_label',
    ])
    expect(lint({ plain: true }, ['name'], 'care').map(found => found.flaw)).toEqual(['no_text', 'unused_value'])
  })
})

describe('a text with its values', () => {
  test('is counted at its longest, and shorter without diacritics', () => {
    const sms = 'Kính gửi {{name}}: khi mưa bão, quý khách ngắt cầu dao tổng và gọi 19001006 khi cần giúp.'
    expect(longest({ sms, plain: false })).toMatchObject({ encoding: 'UCS-2', segments: 3 })
    expect(longest({ sms, plain: true })).toMatchObject({ encoding: 'GSM-7', segments: 1 })
    expect(smsText('Kính gửi {{ name }}', true, sampleValues)).toBe('Kinh gui Nguyen Thi Hoa')
  })

  test('takes values as data: no slot, no new line, no mark of direction comes out of one', () => {
    expect(render('A {{name}} B', { ...sampleValues, name: '{{code}}\r\nBcc: x\u202e' })).toBe('A {{code}} Bcc: x B')
  })
})

describe('the hours', () => {
  const evening = { opens: '07:00', closes: '22:00' }
  test.each([
    ['2026-12-10T14:59:59.900Z', '2026-12-10T14:59:59.900Z'],
    ['2026-12-10T15:00:00.000Z', '2026-12-11T00:00:00.000Z'],
    ['2026-12-09T23:59:59.999Z', '2026-12-10T00:00:00.000Z'],
    ['2026-12-10T00:00:00.000Z', '2026-12-10T00:00:00.000Z'],
  ])('at %s the next moment is %s', (now, next) => {
    expect(nextOpening(evening, new Date(now)).toISOString()).toBe(next)
  })

  test('is never in the past, at most a day away, and lies in the hours', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }), now => {
        const next = nextOpening(evening, now)
        expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime())
        expect(next.getTime() - now.getTime()).toBeLessThan(86_400_000)
        expect(nextOpening(evening, next)).toEqual(next)
      }),
    )
  })
})
