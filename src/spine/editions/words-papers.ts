import { declareWords } from '#kit/words'

/** What is said about papers on screens and in the audit; what papers themselves say stands in papers-wording. */
export const paperWords = declareWords({
  vi: {
    does: {
      papers: 'xem văn bản của một kế hoạch',
      makePaper: 'lập văn bản từ kế hoạch đã duyệt',
      layout: 'xem thể thức văn bản',
      tryLayout: 'in thử một thể thức văn bản',
      confirmLayout: 'xác nhận thể thức văn bản',
      paperFile: 'tải văn bản',
      signPaper: 'ghi số, ngày ký và bản quét của văn bản',
      scan: 'xem bản quét đã ký',
    },
    papers: {
      kinds: { proposal: 'Tờ trình', decision: 'Quyết định', appendix: 'Phụ lục' },
      unconfirmed: 'Thể thức và câu chữ mẫu chưa được văn phòng xác nhận. Hãy kiểm tra trước khi ký.',
      inForce: 'Bản đang có hiệu lực',
      replaced: 'Đã thay bằng bản khác',
    },
    refusals: {
      'editions.not_approved': 'Kế hoạch chưa được duyệt nên chưa lập văn bản được.',
      'editions.other_hash': 'Mã băm này không phải của bản kế hoạch nào đã duyệt. Hãy mở lại trang rồi lập văn bản.',
      'editions.nothing_on_paper':
        'Đơn vị không giao chỉ tiêu cho đơn vị nào bên dưới; số của đơn vị nằm trong phụ lục của cấp trên.',
      'editions.unknown_paper': 'Không có văn bản này.',
      'editions.file_gone': 'Tệp của văn bản không còn trong kho. Hãy báo quản trị.',
      'editions.signed_ahead': 'Ngày ký ở sau hôm nay.',
      'editions.signed_before_plan': 'Ngày ký trước ngày kế hoạch được duyệt.',
      'editions.already_signed':
        'Văn bản này đã có bản quét. Bản mới không tự thay bản cũ: hãy chọn thay và ghi lý do.',
      'editions.signing_replaced': 'Bản quét này đã được thay bằng bản khác. Hãy mở lại trang.',
      'editions.nothing_to_replace': 'Văn bản này chưa có bản quét nào để thay.',
    },
  },
  en: {
    does: {
      papers: "looked at a plan's papers",
      makePaper: 'made a paper from an approved plan',
      layout: 'looked at the layout of papers',
      tryLayout: 'drew a trial of a layout of papers',
      confirmLayout: 'confirmed the layout of papers',
      paperFile: 'downloaded a paper',
      signPaper: "kept a paper's number, day of signing and scan",
      scan: 'looked at a signed scan',
    },
    papers: {
      kinds: { proposal: 'Proposal', decision: 'Decision', appendix: 'Appendix' },
      unconfirmed: 'The office has not confirmed this layout and wording yet. Check both before signing.',
      inForce: 'In force',
      replaced: 'Replaced by another',
    },
    refusals: {
      'editions.not_approved': 'The plan is not approved yet, so no paper can be made from it.',
      'editions.other_hash':
        'This hash is of no approved version of the plan. Open the page again, then make the paper.',
      'editions.nothing_on_paper':
        'The unit assigns nothing to units beneath it; its figures stand in the appendix of the level above.',
      'editions.unknown_paper': 'There is no such paper.',
      'editions.file_gone': 'The file of this paper is no longer in the store. Tell the administrator.',
      'editions.signed_ahead': 'The day of signing lies after today.',
      'editions.signed_before_plan': 'The day of signing lies before the approval of the plan.',
      'editions.already_signed':
        'This paper has a scan already. A new one does not take its place by itself: choose to replace it and say why.',
      'editions.signing_replaced': 'This scan has been replaced by another. Open the page again.',
      'editions.nothing_to_replace': 'This paper has no scan yet that could be replaced.',
    },
  },
})
