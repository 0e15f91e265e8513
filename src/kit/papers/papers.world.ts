import { officialLayout, type Paper, type PaperRow, type Section } from './index.ts'

const decision: Section = {
  blocks: [
    {
      kind: 'letterhead',
      superior: 'TẬP ĐOÀN ĐIỆN LỰC VIỆT NAM',
      issuer: 'TỔNG CÔNG TY ĐIỆN LỰC THÀNH PHỐ HÀ NỘI',
      number: 'Số:          /QĐ-EVNHANOI',
      placeAndDay: 'Hà Nội, ngày       tháng       năm 2026',
    },
    {
      kind: 'title',
      name: 'QUYẾT ĐỊNH',
      abstract: 'Về việc phê duyệt kế hoạch Tháng Tri ân khách hàng năm 2026',
      by: 'TỔNG GIÁM ĐỐC TỔNG CÔNG TY ĐIỆN LỰC THÀNH PHỐ HÀ NỘI',
    },
    {
      kind: 'paragraph',
      italic: true,
      text: 'Căn cứ Điều lệ tổ chức và hoạt động của Tổng công ty Điện lực thành phố Hà Nội;',
    },
    { kind: 'paragraph', italic: true, text: 'Xét đề nghị của Trưởng ban Kinh doanh.' },
    { kind: 'line', text: 'QUYẾT ĐỊNH:', align: 'center', bold: true },
    {
      kind: 'paragraph',
      label: 'Điều 1.',
      text: 'Phê duyệt kế hoạch Tháng Tri ân khách hàng năm 2026 với các chỉ tiêu, kinh phí giao cho từng đơn vị, theo nguồn, tại Phụ lục kèm theo Quyết định này. Thắp sáng đường quê, nghĩa tình, thuỷ chung; ưu tiên vùng bị ảnh hưởng bởi thiên tai.',
    },
    { kind: 'heading', text: 'I. TỔ CHỨC THỰC HIỆN' },
    {
      kind: 'paragraph',
      label: 'Điều 2.',
      text: 'Các đơn vị tổ chức thực hiện, báo cáo kết quả hằng ngày trên hệ thống.',
    },
    {
      kind: 'closing',
      receiversLabel: 'Nơi nhận:',
      receivers: ['Như Điều 3;', 'Tập đoàn Điện lực Việt Nam (để báo cáo);', 'Lưu: VT, KD.'],
      signature: ['KT. TỔNG GIÁM ĐỐC', 'PHÓ TỔNG GIÁM ĐỐC'],
      name: 'Nguyễn Thị Ánh Nguyệt',
    },
  ],
}

const rows = Array.from(
  { length: 60 },
  (_, at): PaperRow => ({
    cells: [
      String(at + 1),
      `Chỉ tiêu thứ ${at + 1}: số hộ gia đình chính sách được sửa chữa, lắp đặt đường điện`,
      'hộ',
      '1.234',
      '120',
      '56',
      '1.410',
    ],
    depth: at % 3,
    bold: at % 10 === 0,
  }),
)

const money = (title: string) => ({ title, share: 3, align: 'right' as const })

const appendix: Section = {
  landscape: true,
  blocks: [
    { kind: 'title', name: 'PHỤ LỤC', abstract: 'Chỉ tiêu và kinh phí theo đơn vị và theo nguồn' },
    {
      kind: 'table',
      caption: 'Bảng 1. Chỉ tiêu giao',
      columns: [
        { title: 'STT', share: 1.2, align: 'center' },
        { title: 'Chỉ tiêu', share: 10 },
        { title: 'Đơn vị tính', share: 2, align: 'center' },
        money('Công ty Điện lực Ba Đình'),
        money('Công ty Điện lực Hoàn Kiếm'),
        money('Dự phòng'),
        money('Tổng'),
      ],
      rows,
    },
  ],
}

/** An invented decision with a long appendix, for looking at and for tests. */
export function samplePaper(changes: Partial<Paper> = {}): Paper {
  return {
    lang: 'vi',
    title: 'Quyết định phê duyệt kế hoạch Tháng Tri ân khách hàng 2026',
    author: 'Công ty Điện lực Hà Nội',
    at: new Date('2026-11-20T02:00:00Z'),
    layout: officialLayout,
    foot: `Kế hoạch số 3 · SHA-256 ${'0123456789abcdef'.repeat(4)}`,
    watermark: null,
    sections: [decision, appendix],
    ...changes,
  }
}
