import { declareWords } from '#kit/words'

export const factWords = declareWords({
  vi: {
    does: { figure: 'mở một con số ra từng hồ sơ', progress: 'xem tiến độ theo đơn vị' },
    grades: { declared: 'Mới kê khai', recorded: 'Đã ghi nhận', proven: 'Đã chứng minh' },
    refusals: {
      'facts.unknown_fact': 'Không có số liệu này trong các đơn vị được giao.',
      'facts.already_corrected': 'Số liệu này đã được đính chính; hãy đính chính bản mới nhất.',
    },
  },
  en: {
    does: { figure: 'opened a figure into its records', progress: 'looked at progress by unit' },
    grades: { declared: 'Declared', recorded: 'Recorded', proven: 'Proven' },
    refusals: {
      'facts.unknown_fact': 'There is no such fact in the units given to you.',
      'facts.already_corrected': 'This fact was corrected already; correct the newest one.',
    },
  },
})
