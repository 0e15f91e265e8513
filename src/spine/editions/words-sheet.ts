import { declareWords } from '#kit/words'

type At = Readonly<Record<string, string | number>>

/** What the exported workbook says, and why a file or a cell of it is refused. */
export const sheetWords = declareWords({
  vi: {
    does: {
      exportPlan: 'tải kế hoạch về bảng tính',
      previewSheet: 'xem thử bảng tính kế hoạch trước khi nhập',
      applySheet: 'nhập kế hoạch từ bảng tính',
    },
    sheet: {
      file: (year: number, code: string) => `ke-hoach-${year}-${code}`,
      sheets: { help: 'Hướng dẫn', target: 'Chỉ tiêu', money: 'Kinh phí', reserve: 'Dự phòng', wanted: 'Đề nghị' },
      code: 'Mã đơn vị',
      unit: 'Đơn vị',
      state: 'Trạng thái kế hoạch',
      helpTitle: (name: string, unit: string) => `Kế hoạch ${name}: ${unit}`,
      help: [
        'Sửa số ở các bảng “Chỉ tiêu”, “Kinh phí”, “Dự phòng”, “Đề nghị”, rồi nhập lại tệp này. Ô trống nghĩa là không giao.',
        'Giữ nguyên mã đơn vị ở cột đầu và mã trong ngoặc vuông ở dòng đầu; thứ tự dòng, cột thì đổi được.',
        'Khi nhập lại, chỉ những ô khác lúc tải về mới được ghi, và được xem trước. Ô mà người khác đã sửa trong lúc đó sẽ bị từ chối, có nêu tên ô.',
        'Công thức được nhập bằng giá trị hiện có của nó. Số phải là số, không phải văn bản.',
        'Tổng lớn hơn số được giao vẫn nhập được như bản nháp, nhưng chưa gửi duyệt được.',
      ],
    },
    refusals: {
      'editions.sheet_foreign':
        'Tệp này không phải bảng kế hoạch tải về từ đây. Hãy tải bảng về, sửa trên bảng đó rồi nhập lại.',
      'editions.sheet_other_edition': (at: At) => `Tệp này là kế hoạch năm ${at.year}, không phải của đợt đang mở.`,
      'editions.sheet_other_units': (at: At) => `Cây đơn vị đã khác lúc tải tệp về (${at.units}). Hãy tải bảng mới.`,
      'editions.sheet_other_file': 'Tệp gửi lên khác tệp đã xem trước. Hãy xem trước lại.',
      'editions.sheet_other_version': (at: At) =>
        `${at.unit} đã có bản kế hoạch khác (bản ${at.n}) sau khi tải tệp về.`,
      'editions.sheet_missing': (at: At) => `Thiếu bảng “${at.sheet}”.`,
      'editions.sheet_no_code': 'Dòng này có số nhưng thiếu mã đơn vị.',
      'editions.sheet_unknown_unit': (at: At) => `Không có đơn vị mã “${at.unit}” trong tệp kế hoạch này.`,
      'editions.sheet_out_of_reach': (at: At) => `Đơn vị “${at.unit}” nằm ngoài các đơn vị được giao lập kế hoạch.`,
      'editions.sheet_unit_twice': (at: At) => `Đơn vị “${at.unit}” có hai dòng.`,
      'editions.sheet_unknown_measure': (at: At) =>
        `Cột “${at.measure}” không có mã chỉ tiêu nào của đợt này trong ngoặc vuông.`,
      'editions.sheet_measure_twice': (at: At) => `Chỉ tiêu “${at.measure}” có hai cột.`,
      'editions.sheet_not_number': (at: At) => `“${at.text}” không phải là số.`,
      'editions.sheet_refused': (at: At) => `Chưa nhập gì: ${at.count} chỗ trong tệp cần sửa.`,
    },
  },
  en: {
    does: {
      exportPlan: 'took the plan out as a workbook',
      previewSheet: "looked at what a plan's workbook would change",
      applySheet: 'took a plan in from a workbook',
    },
    sheet: {
      file: (year: number, code: string) => `plan-${year}-${code}`,
      sheets: { help: 'How to', target: 'Targets', money: 'Money', reserve: 'Reserve', wanted: 'Asked for' },
      code: 'Unit code',
      unit: 'Unit',
      state: 'State of the plan',
      helpTitle: (name: string, unit: string) => `Plan of ${name}: ${unit}`,
      help: [
        'Change figures in the sheets “Targets”, “Money”, “Reserve” and “Asked for”, then bring this file back. An empty cell assigns nothing.',
        'Leave the unit codes in the first column and the codes in square brackets in the first row as they are; rows and columns may be put in another order.',
        'Only cells that differ from when the file was taken out are written, and you see them first. A cell that somebody else changed meanwhile is refused by name.',
        'A formula comes in with the value that it has. A number must be a number, not text.',
        'A sum above what was assigned comes in as a draft, and cannot be submitted yet.',
      ],
    },
    refusals: {
      'editions.sheet_foreign':
        'This file is no plan that was taken out here. Take the workbook out, change that one and bring it back.',
      'editions.sheet_other_edition': (at: At) =>
        `This file is the plan of ${at.year}, not of the edition that is open.`,
      'editions.sheet_other_units': (at: At) =>
        `The tree of units is not what it was when the file was taken out (${at.units}). Take out a new one.`,
      'editions.sheet_other_file': 'This is not the file that was looked at. Look at it first.',
      'editions.sheet_other_version': (at: At) =>
        `${at.unit} has another version of its plan (version ${at.n}) since the file was taken out.`,
      'editions.sheet_missing': (at: At) => `The sheet “${at.sheet}” is missing.`,
      'editions.sheet_no_code': 'This row has figures but no unit code.',
      'editions.sheet_unknown_unit': (at: At) => `This plan's file has no unit with the code “${at.unit}”.`,
      'editions.sheet_out_of_reach': (at: At) => `The unit “${at.unit}” is not among those that you plan.`,
      'editions.sheet_unit_twice': (at: At) => `The unit “${at.unit}” has two rows.`,
      'editions.sheet_unknown_measure': (at: At) =>
        `The column “${at.measure}” has no code of a measure of this edition in square brackets.`,
      'editions.sheet_measure_twice': (at: At) => `The measure “${at.measure}” has two columns.`,
      'editions.sheet_not_number': (at: At) => `“${at.text}” is not a number.`,
      'editions.sheet_refused': (at: At) => `Nothing was taken in: ${at.count} places in the file to mend.`,
    },
  },
})
