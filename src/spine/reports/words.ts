import { declareWords } from '#kit/words'

export const reportWords = declareWords({
  vi: {
    purpose: 'Cộng việc đã đếm thành báo cáo; mọi con số mở ra được hồ sơ của nó',
    does: {
      overview: 'xem tổng quan đợt tri ân',
      figure: 'mở một con số',
      records: 'xem các hồ sơ của một con số',
      record: 'xem một hồ sơ đã đếm',
      corrections: 'xem nhật ký đính chính',
    },
    jobs: { fold: 'gộp việc mới đếm vào các tổng' },
    refusals: {
      'reports.no_edition': 'Chưa có đợt tri ân này.',
      'reports.unknown_unit': 'Không có đơn vị này trong phạm vi được giao.',
      'reports.unknown_record': 'Không có hồ sơ này trong phạm vi được giao.',
    },
  },
  en: {
    purpose: 'Adds up what was counted into reports; every figure opens into its records',
    does: {
      overview: 'looked at the overview of an edition',
      figure: 'opened a figure',
      records: 'looked at the records of a figure',
      record: 'looked at one counted record',
      corrections: 'looked at the log of corrections',
    },
    jobs: { fold: 'folded what was newly counted into the sums' },
    refusals: {
      'reports.no_edition': 'There is no such edition yet.',
      'reports.unknown_unit': 'There is no such unit within your reach.',
      'reports.unknown_record': 'There is no such record within your reach.',
    },
  },
})
