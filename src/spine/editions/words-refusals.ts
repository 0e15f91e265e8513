import { declareWords } from '#kit/words'

type At = Readonly<Record<string, string | number>>

/** What is refused, why, and what can be done. */
export const refusalWords = declareWords({
  vi: {
    'editions.unknown_edition': 'Không có đợt tri ân này.',
    'editions.group_only': 'Đợt tri ân là của cả tập đoàn: chỉ người được giao cả tập đoàn mới lập hoặc sửa được.',
    'editions.year_taken': (at: At) => `Năm ${at.year} đã có đợt tri ân.`,
    'editions.number_taken': (at: At) => `Đợt thứ ${at.number} đã có. Hãy xem lại số thứ tự.`,
    'editions.ends_before': 'Ngày kết thúc trước ngày bắt đầu.',
    'editions.tet_before_end': 'Ngày kéo dài đến Tết phải từ ngày kết thúc trở đi.',
    'editions.window_too_long': 'Thời gian của đợt, kể cả kéo dài đến Tết, dài hơn sáu tháng.',
    'editions.outside_window': 'Thời gian riêng của đơn vị nằm ngoài thời gian của đợt (kể cả phần kéo dài đến Tết).',
    'editions.reference_day_fixed': (at: At) =>
      `Ngày chốt cây đơn vị không đổi được nữa: đã có ${at.plans} kế hoạch lập theo cây của ngày đó.`,
    'editions.closed': 'Đợt tri ân này đã đóng, không thay đổi được nữa.',
    'editions.wrong_state': 'Đợt tri ân chỉ đi từ nháp sang mở, rồi đóng.',
    'editions.plans_waiting': (at: At) =>
      `Còn ${at.plans} kế hoạch đang chờ duyệt. Hãy duyệt hoặc trả lại trước khi đóng.`,
    'editions.unknown_unit': 'Đơn vị này không có trong cây đơn vị của đợt.',
    'editions.unit_closed': (at: At) => `${at.unit} đã đóng từ ngày ${at.day}. Hãy giao chỉ tiêu cho đơn vị kế thừa.`,
    'editions.not_yours': 'Chỉ tiêu này do cấp trên giao. Hãy đề nghị số khác ở cột đề nghị của đơn vị.',
    'editions.unknown_measure': (at: At) => `Đợt này không có chỉ tiêu “${at.measure}”.`,
    'editions.unknown_activity': 'Danh mục không có hoạt động này.',
    'editions.measure_planned': (at: At) => `Chỉ tiêu “${at.measure}” đã có số trong kế hoạch nên không bỏ được.`,
    'editions.measure_fixed': (at: At) =>
      `Chỉ tiêu “${at.measure}” đã có số trong kế hoạch: không đổi được đơn vị tính, cách cộng hay hoạt động. Hãy thêm chỉ tiêu mới.`,
    'editions.cost_of_itself': 'Chi phí phải của một chỉ tiêu đếm được, cùng hoạt động.',
    'editions.usual_turned': 'Đơn giá thường gặp: mức thấp lớn hơn mức cao.',
    'editions.no_reserve': 'Đơn vị không có cấp dưới thì không giữ dự phòng.',
    'editions.group_asks_nobody': 'Tập đoàn tự đặt chỉ tiêu của mình nên không có cấp trên để đề nghị.',
    'editions.not_taking_part': (at: At) => `${at.unit} không tham gia hoạt động này theo danh mục.`,
    'editions.negative': 'Số âm không phải là chỉ tiêu.',
    'editions.fraction': (at: At) => `Không chia nhỏ được đơn vị tính “${at.measure}”. Hãy nhập số nguyên.`,
    'editions.too_large': 'Số lớn quá mức nhập được.',
    'editions.same_cell_twice': 'Ô này có hai lần trong số vừa gửi.',
    'editions.changed_meanwhile': (at: At) => `${at.by} vừa đổi ô này thành ${at.now}. Số của anh/chị chưa được ghi.`,
    'editions.cells_refused': (at: At) => `Chưa ghi số nào: ${at.count} ô cần sửa.`,
    'editions.is_waiting': 'Kế hoạch đang chờ duyệt. Hãy rút về trước khi sửa.',
    'editions.is_approved': 'Bản đã duyệt không sửa được; hãy lập bản điều chỉnh.',
    'editions.nothing_planned': 'Chưa có chỉ tiêu nào để gửi duyệt.',
    'editions.not_balanced': (at: At) => `Chưa gửi duyệt được: ${at.count} chỗ cần sửa.`,
    'editions.approve_not_balanced': (at: At) => `Chưa duyệt được: ${at.count} chỗ chưa đúng. Hãy trả lại để sửa.`,
    'editions.not_waiting': 'Kế hoạch này không còn chờ duyệt.',
    'editions.not_amendable': 'Chỉ lập được bản điều chỉnh của kế hoạch đã duyệt.',
    'editions.changed_since': 'Kế hoạch đã đổi sau khi anh/chị mở. Hãy xem lại bản mới rồi quyết định.',
    'editions.own_plan': 'Không ai duyệt kế hoạch mà chính mình có tham gia lập.',
    'editions.own_plan_lent':
      'Vai trò phê duyệt được mượn của người đã tham gia lập kế hoạch này, nên không dùng để duyệt được.',
    'editions.not_level_above': 'Kế hoạch của một đơn vị do cấp trên trực tiếp của đơn vị đó duyệt.',
    'editions.above_not_approved': (at: At) =>
      `Kế hoạch của ${at.above} chưa được duyệt, nên chưa duyệt được kế hoạch của cấp dưới.`,
    'editions.too_little_money': (at: At) =>
      `${at.unit} không đủ tiền nguồn ${at.source} để chuyển: phần đã giữ hoặc đã chi không rút lại được.`,
    'editions.nobody_before': 'Không có đợt nào của năm trước để chép.',
    'editions.unknown_version': 'Không có bản kế hoạch này.',
  },
  en: {
    'editions.unknown_edition': 'There is no such edition.',
    'editions.group_only':
      'An edition belongs to the whole group: only somebody given the whole group makes or changes one.',
    'editions.year_taken': (at: At) => `There is an edition of ${at.year} already.`,
    'editions.number_taken': (at: At) => `Edition number ${at.number} is taken. Look at the number again.`,
    'editions.ends_before': 'It ends before it begins.',
    'editions.tet_before_end': 'The extension to Tết must not end before the edition does.',
    'editions.window_too_long': 'The edition, with its extension to Tết, is longer than six months.',
    'editions.outside_window': "The unit's own days lie outside the edition (with its extension to Tết).",
    'editions.reference_day_fixed': (at: At) =>
      `The day of the tree cannot change any more: ${at.plans} plans were made on the tree of that day.`,
    'editions.closed': 'This edition is closed and cannot be changed any more.',
    'editions.wrong_state': 'An edition goes from draft to open, then to closed.',
    'editions.plans_waiting': (at: At) => `${at.plans} plans still wait. Decide on them before you close.`,
    'editions.unknown_unit': "This unit is not in the edition's tree.",
    'editions.unit_closed': (at: At) => `${at.unit} has been closed since ${at.day}. Assign to its successor.`,
    'editions.not_yours': 'This target is assigned from above. Ask for another figure in the column of wishes.',
    'editions.unknown_measure': (at: At) => `This edition has no measure “${at.measure}”.`,
    'editions.unknown_activity': 'The catalogue has no such activity.',
    'editions.measure_planned': (at: At) => `The measure “${at.measure}” has figures in plans and cannot be taken out.`,
    'editions.measure_fixed': (at: At) =>
      `The measure “${at.measure}” has figures in plans: its unit, its way of adding up and its activity stay. Add a new measure.`,
    'editions.cost_of_itself': 'A cost belongs to a measure that is counted, of the same activity.',
    'editions.usual_turned': 'The usual cost: the low end is above the high end.',
    'editions.no_reserve': 'A unit with nobody beneath it keeps no reserve.',
    'editions.group_asks_nobody': 'The group sets its own targets and has nobody above to ask.',
    'editions.not_taking_part': (at: At) => `${at.unit} does not take part in this activity by the catalogue.`,
    'editions.negative': 'Less than nothing is no target.',
    'editions.fraction': (at: At) => `“${at.measure}” is counted in whole units. Enter a whole number.`,
    'editions.too_large': 'The number is larger than can be entered.',
    'editions.same_cell_twice': 'This cell is there twice in what was sent.',
    'editions.changed_meanwhile': (at: At) =>
      `${at.by} has just changed this cell to ${at.now}. Your figure was not kept.`,
    'editions.cells_refused': (at: At) => `Nothing was kept: ${at.count} cells to mend.`,
    'editions.is_waiting': 'The plan is waiting for approval. Take it back before you change it.',
    'editions.is_approved': 'An approved plan cannot be edited; make an amendment.',
    'editions.nothing_planned': 'There is no target to submit yet.',
    'editions.not_balanced': (at: At) => `Cannot submit yet: ${at.count} things to mend.`,
    'editions.approve_not_balanced': (at: At) => `Cannot approve: ${at.count} things are not right. Send it back.`,
    'editions.not_waiting': 'This plan is no longer waiting.',
    'editions.not_amendable': 'Only an approved plan is amended.',
    'editions.changed_since': 'The plan changed after you opened it. Look at the new version, then decide.',
    'editions.own_plan': 'Nobody approves a plan that they had a hand in.',
    'editions.own_plan_lent':
      'The approver role is lent by somebody who had a hand in this plan, so it cannot approve it.',
    'editions.not_level_above': "A unit's plan is approved by the level right above it.",
    'editions.above_not_approved': (at: At) =>
      `The plan of ${at.above} is not approved yet, so no plan beneath it can be.`,
    'editions.too_little_money': (at: At) =>
      `${at.unit} has too little money of the source ${at.source} to move: what is held or spent cannot be taken back.`,
    'editions.nobody_before': 'There is no edition of an earlier year to copy from.',
    'editions.unknown_version': 'There is no such version of the plan.',
  },
})
