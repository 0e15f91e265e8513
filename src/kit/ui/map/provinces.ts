/** A province or centrally run city of today, and the former ones it was made of. */
export type Province = {
  /** The statistical code of the list in force ("96"). */
  readonly code: string
  readonly name: string
  /** Ids of the outlines (former provinces) that it is drawn from. */
  readonly from: readonly string[]
}

const province = (code: string, name: string, ...from: readonly string[]): Province => ({ code, name, from })

/** The 34 provinces and cities that stand since 01/07/2025 (Resolution 202/2025/QH15), north to south as the codes run, drawn from the outlines of the former 63. */
export const provinces: readonly Province[] = [
  province('01', 'Hà Nội', 'hanoi'),
  province('04', 'Cao Bằng', 'caobang'),
  province('08', 'Tuyên Quang', 'tuyenquang', 'hagiang'),
  province('11', 'Điện Biên', 'dienbien'),
  province('12', 'Lai Châu', 'laichau'),
  province('14', 'Sơn La', 'sonla'),
  province('15', 'Lào Cai', 'laocai', 'yenbai'),
  province('19', 'Thái Nguyên', 'thainguyen', 'backan'),
  province('20', 'Lạng Sơn', 'langson'),
  province('22', 'Quảng Ninh', 'quangninh'),
  province('24', 'Bắc Ninh', 'bacninh', 'bacgiang'),
  province('25', 'Phú Thọ', 'phutho', 'vinhphuc', 'hoabinh'),
  province('31', 'Hải Phòng', 'haiphong', 'haiduong'),
  province('33', 'Hưng Yên', 'hungyen', 'thaibinh'),
  province('37', 'Ninh Bình', 'ninhbinh', 'hanam', 'namdinh'),
  province('38', 'Thanh Hóa', 'thanhhoa'),
  province('40', 'Nghệ An', 'nghean'),
  province('42', 'Hà Tĩnh', 'hatinh'),
  province('44', 'Quảng Trị', 'quangtri', 'quangbinh'),
  province('46', 'Huế', 'tthue'),
  province('48', 'Đà Nẵng', 'danang', 'quangnam'),
  province('51', 'Quảng Ngãi', 'quangngai', 'kontum'),
  province('52', 'Gia Lai', 'gialai', 'binhdinh'),
  province('56', 'Khánh Hòa', 'khanhhoa', 'ninhthuan'),
  province('66', 'Đắk Lắk', 'daklak', 'phuyen'),
  province('68', 'Lâm Đồng', 'lamdong', 'daknong', 'binhthuan'),
  province('75', 'Đồng Nai', 'dongnai', 'binhphuoc'),
  province('79', 'TP Hồ Chí Minh', 'hcm', 'binhduong', 'baria'),
  province('80', 'Tây Ninh', 'tayninh', 'longan'),
  province('82', 'Đồng Tháp', 'dongthap', 'tiengiang'),
  province('86', 'Vĩnh Long', 'vinhlong', 'bentre', 'travinh'),
  province('91', 'An Giang', 'angiang', 'kiengiang'),
  province('92', 'Cần Thơ', 'cantho', 'haugiang', 'soctrang'),
  province('96', 'Cà Mau', 'camau', 'baclieu'),
]

/** The two archipelagos stand on every national map: each with the province that it belongs to. */
export const archipelagos = [
  { id: 'hoangsa', province: '48', box: [529, 374, 91, 72] },
  { id: 'truongsa', province: '56', box: [380, 645, 432, 227] },
] as const
