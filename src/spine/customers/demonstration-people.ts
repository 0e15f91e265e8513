/** Names as they are met in Vietnam, each with how often in a thousand; every person made of them is invented. */
const families =
  'Nguyễn 384,Trần 110,Lê 95,Phạm 71,Hoàng 26,Huỳnh 51,Phan 45,Vũ 20,Võ 39,Đặng 21,Bùi 20,Đỗ 14,Hồ 13,Ngô 13,Dương 10,Lý 5,Đinh 8,Mai 6,Trương 12,Lâm 8,Trịnh 5,Đào 6,Đoàn 6,Lương 5,Lưu 3,Tạ 2,Cao 4,Châu 3,Tô 3,Thạch 4,Sơn 2,Kim 2'
const women =
  'Thị 560,Ngọc 90,Thị Ngọc 60,Thị Kim 50,Thuý 40,Kim 40,Thị Thu 40,Mỹ 30,Thanh 30,Thị Mỹ 30,Phương 20,Bích 10'
const men = 'Văn 420,Minh 70,Hoàng 60,Thanh 60,Quốc 60,Hữu 60,Đức 50,Ngọc 40,Công 40,Tấn 40,Xuân 40,Trọng 30,Tuấn 30'
const womenGiven =
  'Hoa,Lan,Hồng,Hương,Thảo,Trang,Linh,Mai,Nga,Ngân,Nhung,Oanh,Phượng,Quyên,Quỳnh,Tâm,Thu,Thuỷ,Thương,Trâm,Trinh,Tuyền,Tuyết,Uyên,Vân,Xuân,Yến,Hạnh,Hiền,Huệ,Diễm,Dung,Duyên,Giang,Hà,Hằng,Hoà,Kiều,Liên,Loan,Ly,Lý,Mỹ,Nguyệt,Nhi,Như,Sương,Thắm,Út,Bé,Ánh,Ái,Bích,Cúc,Chi'
const menGiven =
  'An,Anh,Bảo,Bình,Cường,Chiến,Công,Dũng,Duy,Đạt,Đức,Giàu,Hải,Hào,Hiếu,Hoà,Hùng,Hưng,Huy,Khánh,Khoa,Kiên,Kiệt,Lâm,Long,Lộc,Mạnh,Minh,Nam,Nghĩa,Nguyên,Nhân,Phát,Phong,Phú,Phúc,Phước,Quang,Quân,Sang,Sơn,Tài,Tâm,Tân,Thành,Thắng,Thịnh,Tiến,Toàn,Trí,Trung,Trường,Tuấn,Tùng,Việt,Vinh,Vũ,Út'
const streets =
  'Trần Hưng Đạo,Lê Lợi,Nguyễn Huệ,Lý Thường Kiệt,Phan Bội Châu,Hai Bà Trưng,Quang Trung,Lê Duẩn,Nguyễn Trãi,Hùng Vương,Cách Mạng Tháng Tám,Điện Biên Phủ,Phạm Ngũ Lão,Ngô Quyền,Lê Hồng Phong,Bạch Đằng,Nguyễn Tất Thành,Tô Hiến Thành,Võ Thị Sáu,Phan Chu Trinh'
const trades =
  'Thuỷ sản,Chế biến gỗ,May mặc,Nước đá,Gạch ngói,Bao bì,Cơ khí,Xay xát lúa gạo,Thức ăn chăn nuôi,Nhựa,Dệt,Giày da,Vật liệu xây dựng,Điện tử,Cà phê,Chè,Hạt điều,Cao su'
const shops =
  'Tạp hoá,Quán cơm,Khách sạn,Nhà nghỉ,Hiệu thuốc,Tiệm vàng,Cửa hàng xăng dầu,Cơ sở nước đá,Quán cà phê,Siêu thị'
const proper =
  'Hồng Phát,Thành Đạt,Phú Quý,An Khang,Đại Lợi,Tân Tiến,Minh Tâm,Hoà Bình,Kim Ngân,Bình Minh,Sông Trăng,Đồng Xanh,Biển Bạc,Hương Quê,Nam Phong,Việt Hưng'

/** A stream of numbers from 0 to 1 that a seed fixes, so that every demonstration is the same one. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
type Numbers = () => number

export function oneOf<T>(next: Numbers, list: readonly T[]): T {
  return list[Math.floor(next() * list.length)] as T
}
const plain = (text: string): readonly string[] => text.split(',')
/** Each name as often as its figure says, so that picking is one step. */
const weighed = (text: string): readonly string[] =>
  text.split(',').flatMap(part => {
    const at = part.lastIndexOf(' ')
    return Array.from({ length: Number(part.slice(at + 1)) }, () => part.slice(0, at))
  })

const lists = {
  families: weighed(families),
  women: weighed(women),
  men: weighed(men),
  womenGiven: plain(womenGiven),
  menGiven: plain(menGiven),
  streets: plain(streets),
  trades: plain(trades),
  shops: plain(shops),
  proper: plain(proper),
}

export function personName(next: Numbers): string {
  const family = oneOf(next, lists.families)
  return next() < 0.5
    ? `${family} ${oneOf(next, lists.women)} ${oneOf(next, lists.womenGiven)}`
    : `${family} ${oneOf(next, lists.men)} ${oneOf(next, lists.menGiven)}`
}

/** Where somebody lives within a commune: a street in a town, a hamlet elsewhere. */
export function homeLine(next: Numbers): string {
  const number = 1 + Math.floor(next() * 400)
  if (next() < 0.45) return `Số ${number}, Đường ${oneOf(next, lists.streets)}, Khóm ${1 + Math.floor(next() * 9)}`
  return `Tổ ${1 + Math.floor(next() * 20)}, Ấp ${oneOf(next, lists.proper)}`
}

export function enterpriseName(next: Numbers): string {
  const form = next() < 0.6 ? 'Công ty TNHH' : next() < 0.7 ? 'Công ty CP' : 'Doanh nghiệp tư nhân'
  return `${form} ${oneOf(next, lists.trades)} ${oneOf(next, lists.proper)}`
}

export function shopName(next: Numbers): string {
  return `${oneOf(next, lists.shops)} ${oneOf(next, lists.proper)}`
}

export function officeName(next: Numbers, commune: string): string {
  return `${oneOf(next, ['Uỷ ban nhân dân', 'Trạm y tế', 'Trường Tiểu học', 'Trường Mầm non', 'Trường THCS'])} ${commune}`
}

/** A tax code that nobody has: the check digit is right unless `usual` is false. */
export function taxCode(next: Numbers, usual: boolean): string {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
  for (;;) {
    const digits = ['9', '9', ...Array.from({ length: 7 }, () => String(Math.floor(next() * 10)))]
    const check = 10 - (weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11)
    if (check < 10) return `${digits.join('')}${usual ? check : (check + 1) % 10}`
  }
}
