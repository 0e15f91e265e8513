import { declareWords } from '#kit/words'

export const evidenceWords = declareWords({
  vi: {
    does: { keep: 'lưu một ảnh minh chứng', see: 'mở một ảnh minh chứng' },
    refusals: {
      'evidence.not_a_photo': 'Tệp này không phải ảnh JPEG.',
      'evidence.unit_out_of_scope': 'Đơn vị này nằm ngoài các đơn vị được giao.',
      'evidence.unknown': 'Không có minh chứng này trong các đơn vị được giao.',
    },
  },
  en: {
    does: { keep: 'kept a photo as evidence', see: 'opened a photo of evidence' },
    refusals: {
      'evidence.not_a_photo': 'This file is not a JPEG photo.',
      'evidence.unit_out_of_scope': 'This unit is outside the units given to you.',
      'evidence.unknown': 'There is no such evidence in the units given to you.',
    },
  },
})
