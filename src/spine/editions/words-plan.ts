import { declareWords } from '#kit/words'

/** Figures and names as they are shown: quantities with their unit. */
type Shown = {
  readonly unit: string
  readonly measure: string
  readonly assigned: string
  readonly sum: string
  readonly by: string
  readonly room: string
  readonly above: string
  readonly low: string
  readonly high: string
}

/** The names of things in a plan, and what is wrong with it. A screen's own words stand in its folder. */
export const planWords = declareWords({
  vi: {
    states: { draft: 'Nháp', open: 'Đang mở', closed: 'Đã đóng' },
    planStates: {
      none: 'Chưa lập',
      draft: 'Bản nháp',
      waiting: 'Chờ duyệt',
      sent_back: 'Trả lại',
      approved: 'Đã duyệt',
      amending: 'Đang điều chỉnh',
    },
    moves: {
      submitted: 'Đã gửi duyệt',
      withdrawn: 'Đã rút về',
      sent_back: 'Đã trả lại',
      approved: 'Đã duyệt',
      discarded: 'Đã bỏ bản điều chỉnh',
    },
    blocks: { business: 'Kinh doanh, dịch vụ khách hàng', social: 'An sinh xã hội', money: 'Ngân sách theo nguồn' },
    gathers: {
      sum: 'Cộng lại',
      distinct: 'Cộng lại, mỗi đối tượng một lần',
      max: 'Lấy mức lớn nhất',
      rate: 'Tỷ lệ, không cộng',
    },
    duties: { statutory: 'Nghĩa vụ theo quy định', extra: 'Thêm của chương trình' },
    sources: {
      company: 'Chi phí của đơn vị',
      union: 'Công đoàn',
      youth: 'Đoàn Thanh niên',
      partner: 'Đối tác',
      community: 'Cộng đồng góp bằng hiện vật',
    },
    kinds: { target: 'Giao', reserve: 'Dự phòng', wanted: 'Đề nghị' },
    queue: {
      waiting: 'Kế hoạch chờ duyệt',
      sent_back: 'Kế hoạch bị trả lại',
      asked: 'Cấp dưới đề nghị số khác',
      assignment_changed: 'Cấp trên đã đổi số giao',
    },
    groups: {
      'poor-households': 'Hộ nghèo',
      'near-poor-households': 'Hộ cận nghèo',
      'policy-families': 'Gia đình chính sách',
      'lonely-elderly': 'Người già neo đơn',
      orphans: 'Trẻ mồ côi',
      'heroic-mothers': 'Mẹ Việt Nam Anh hùng',
      'storm-and-flood': 'Khách hàng vùng bão lũ',
      'large-customers': 'Khách hàng lớn, doanh nghiệp sản xuất',
    },
    unsourced: 'chưa có nguồn, cần kiểm tra',
    problems: {
      excess: (at: Shown) => `các đơn vị dưới và dự phòng cộng lại ${at.sum}, được giao ${at.assigned}, vượt ${at.by}`,
      short: (at: Shown) => `được giao ${at.assigned}, mới chia ${at.sum}, còn ${at.by} chưa giao`,
      unassigned: (at: Shown) => `các đơn vị dưới và dự phòng cộng lại ${at.sum}, cấp trên chưa giao chỉ tiêu này`,
      nothing: () => 'chỉ tiêu bằng 0; hãy xoá ô nếu không giao',
      below_least: (at: Shown) => `giao ${at.assigned}, mức tối thiểu là ${at.room}`,
      unsettled: (at: Shown) => `đơn vị đề nghị ${at.sum}, được giao ${at.assigned}, hai bên chưa thống nhất`,
      cost_high: (at: Shown) =>
        `mỗi đơn vị tính ${at.by}, cao hơn mức thường gặp ${at.low} đến ${at.high}; cần ghi lý do`,
      cost_low: (at: Shown) =>
        `mỗi đơn vị tính ${at.by}, thấp hơn mức thường gặp ${at.low} đến ${at.high}; cần ghi lý do`,
    },
    ways: {
      excessTitle: (at: Shown) => `Vượt ${at.by}`,
      excessText: (at: Shown) => `${at.unit} còn ${at.room} để giao ở ô này.`,
      setBack: (at: Shown) => `Đặt lại ${at.room}`,
      fromReserveAbove: (at: Shown) => `Xin ${at.by} từ dự phòng cấp trên`,
      leftAbove: (at: Shown) => `còn ${at.above}`,
      intoReserve: (at: Shown) => `Đưa ${at.by} vào dự phòng`,
      giveReason: 'Ghi lý do',
      clear: 'Xoá ô',
      accept: (at: Shown) => `Nhận ${at.assigned}`,
    },
  },
  en: {
    states: { draft: 'Draft', open: 'Open', closed: 'Closed' },
    planStates: {
      none: 'Not begun',
      draft: 'Draft',
      waiting: 'Waiting',
      sent_back: 'Sent back',
      approved: 'Approved',
      amending: 'Amending',
    },
    moves: {
      submitted: 'Submitted',
      withdrawn: 'Taken back',
      sent_back: 'Sent back',
      approved: 'Approved',
      discarded: 'Amendment thrown away',
    },
    blocks: { business: 'Business and customer service', social: 'Social welfare', money: 'Budget by source' },
    gathers: {
      sum: 'Added up',
      distinct: 'Added up, each subject once',
      max: 'The largest',
      rate: 'A rate, not added up',
    },
    duties: { statutory: 'Statutory duty', extra: 'Extra of the programme' },
    sources: {
      company: "The unit's own costs",
      union: 'Trade union',
      youth: 'Youth Union',
      partner: 'Partner',
      community: 'Community, in kind',
    },
    kinds: { target: 'Assigned', reserve: 'Reserve', wanted: 'Asked for' },
    queue: {
      waiting: 'Plans that wait',
      sent_back: 'Plans sent back',
      asked: 'Asked for otherwise from below',
      assignment_changed: 'Assigned otherwise from above',
    },
    groups: {
      'poor-households': 'Poor households',
      'near-poor-households': 'Near-poor households',
      'policy-families': 'Policy families',
      'lonely-elderly': 'Lonely elderly people',
      orphans: 'Orphans',
      'heroic-mothers': 'Heroic Mothers',
      'storm-and-flood': 'Customers in storm and flood areas',
      'large-customers': 'Large customers and producers',
    },
    unsourced: 'no source yet, to be checked',
    problems: {
      excess: (at: Shown) =>
        `units beneath and reserve add up to ${at.sum}, assigned ${at.assigned}, ${at.by} too many`,
      short: (at: Shown) => `assigned ${at.assigned}, given out ${at.sum}, ${at.by} still to assign`,
      unassigned: (at: Shown) => `units beneath and reserve add up to ${at.sum}, nothing is assigned from above`,
      nothing: () => 'the target is 0; clear the cell if nothing is assigned',
      below_least: (at: Shown) => `assigned ${at.assigned}, at least ${at.room} are due`,
      unsettled: (at: Shown) => `the unit asks for ${at.sum}, ${at.assigned} is assigned, not settled yet`,
      cost_high: (at: Shown) => `${at.by} each, above the usual ${at.low} to ${at.high}; say why`,
      cost_low: (at: Shown) => `${at.by} each, below the usual ${at.low} to ${at.high}; say why`,
    },
    ways: {
      excessTitle: (at: Shown) => `${at.by} too many`,
      excessText: (at: Shown) => `${at.unit} has ${at.room} left to assign in this cell.`,
      setBack: (at: Shown) => `Set back to ${at.room}`,
      fromReserveAbove: (at: Shown) => `Ask for ${at.by} from the reserve above`,
      leftAbove: (at: Shown) => `${at.above} left`,
      intoReserve: (at: Shown) => `Put ${at.by} into the reserve`,
      giveReason: 'Say why',
      clear: 'Clear the cell',
      accept: (at: Shown) => `Accept ${at.assigned}`,
    },
  },
})
