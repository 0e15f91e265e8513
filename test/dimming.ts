import type { Measure } from '#kit/serve/face.ts'
import type { MeasuredAgain, Recognises } from '#kit/serve/recognise.ts'

const said = (vi: string, en: string) => ({ vi, en })

/** What the invented activity still keeps of what it measured from; a test empties it. */
export const kept: { again: MeasuredAgain } = { again: { gone: ['readings'] } }

/** An invented activity: who dimmed their lamps when asked, by word and by meter. */
export const dimming: Recognises & { activity: string; facts: Record<string, Measure> } = {
  name: 'dimming',
  activity: 'blueprint',
  facts: {
    'dimming-took-part': { says: said('Đã tham gia', 'Took part'), unit: 'enterprises', duty: 'extra' },
    'dimming-measured': { says: said('Đã đo được', 'Measured'), unit: 'enterprises', duty: 'extra' },
  },
  says: said('Giảm đèn giờ cao điểm', 'Dimming at the peak'),
  grounds: {
    took_part: {
      says: said('Đã tham gia', 'Took part'),
      explains: said('Đã xác nhận thông báo.', 'Acknowledged the notice.'),
      measure: 'dimming-took-part',
      grade: 'recorded',
    },
    measured: {
      says: said('Giảm thật', 'Really reduced'),
      explains: said('Đo được mức giảm.', 'A reduction was measured.'),
      measure: 'dimming-measured',
      grade: 'proven',
    },
  },
  settings: {
    leastPct: {
      says: said('Mức giảm tối thiểu', 'Least reduction'),
      unit: 'percent',
      least: 0,
      most: 50,
      step: 1,
      usual: 10,
    },
    leastEvents: {
      says: said('Số lần tối thiểu', 'Least times'),
      unit: 'times',
      least: 1,
      most: 10,
      step: 1,
      usual: 1,
    },
  },
  figures: {
    acknowledged: { says: said('Lần xác nhận', 'Times acknowledged'), unit: 'times' },
    reductionPct: { says: said('Mức giảm', 'Reduction'), unit: 'percent', decimals: 1 },
    reducedKwh: { says: said('Điện giảm', 'Energy saved'), unit: 'kWh' },
  },
  verdicts: {
    reduced: { says: said('giảm thật', 'reduced'), tone: 'ok' },
    not_reduced: { says: said('không giảm', 'did not reduce'), tone: 'warn' },
    cannot_tell: { says: said('chưa đủ căn cứ', 'cannot tell'), tone: 'mute' },
  },
  reasons: {
    under_least: said('Dưới mức tối thiểu', 'Under the least'),
    too_few_days: said('Ít ngày so sánh', 'Too few days'),
  },
  energy: 'reducedKwh',
  judge: ({ figures, marks }, settings) => {
    const pct = figures.reductionPct ?? null
    const verdict = pct === null ? 'cannot_tell' : pct >= (settings.leastPct ?? 0) ? 'reduced' : 'not_reduced'
    const tookPart = (figures.acknowledged ?? 0) >= (settings.leastEvents ?? 1)
    return {
      verdict,
      grounds: [...(tookPart ? ['took_part'] : []), ...(verdict === 'reduced' ? ['measured'] : [])],
      reasons: [...marks, ...(verdict === 'not_reduced' ? ['under_least'] : [])],
      ...(pct === null ? {} : { score: pct }),
    }
  },
  recompute: async () => kept.again,
}
