import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

const family = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Huỳnh',
  'Hoàng',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
]
const middle = [
  'Văn',
  'Thị',
  'Hoàng',
  'Ngọc',
  'Đức',
  'Minh',
  'Thanh',
  'Xuân',
  'Hữu',
  'Kim',
  'Quang',
  'Thu',
  'Mỹ',
  'Bảo',
  'Anh',
  'Công',
]
const given = [
  'An',
  'Bình',
  'Châu',
  'Dũng',
  'Giang',
  'Hạnh',
  'Khoa',
  'Linh',
  'Nga',
  'Phúc',
  'Quỳnh',
  'Sơn',
  'Tâm',
  'Uyên',
  'Vinh',
  'Yến',
]
const second = [
  '',
  '',
  '',
  '',
  ' Như',
  ' Gia',
  ' Tuyết',
  ' Khánh',
  ' Diễm',
  ' Trường',
  ' Hải',
  ' Bích',
  ' Phương',
  ' Cẩm',
  ' Đình',
  ' Trúc',
]
const street = [
  'Lý Thường Kiệt',
  'Trần Hưng Đạo',
  'Nguyễn Huệ',
  'Lê Lợi',
  'Phan Bội Châu',
  'Hai Bà Trưng',
  'Quang Trung',
  'Cách Mạng Tháng Tám',
]
const kinds = ['Sinh hoạt', 'Sinh hoạt', 'Sinh hoạt', 'Sinh hoạt', 'Sinh hoạt', 'Sinh hoạt', 'Kinh doanh', 'Sản xuất']

/** Spreads neighbouring numbers, the same at every run. */
const spread = (n: number, salt: number): number => (Math.imul(n ^ salt, 2654435761) ^ (n >>> 7)) >>> 0
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T

export type BenchCustomer = {
  readonly code: string
  readonly name: string
  readonly phone: string
  readonly address: string
}

/** The `n`th invented customer. */
export function benchCustomer(n: number): BenchCustomer {
  const [a, b] = [spread(n, 0x9e37), spread(n, 0x51ed)]
  return {
    code: `PB14${String(n).padStart(9, '0')}`,
    name: `${pick(family, a)} ${pick(middle, a >>> 5)}${pick(second, a >>> 9)} ${pick(given, a >>> 13)}`,
    phone: `09${String(b % 100_000_000).padStart(8, '0')}`,
    address: `${1 + (b % 999)} đường ${pick(street, b >>> 10)}, khóm ${1 + ((b >>> 14) % 9)}`,
  }
}

/** Writes customers `from` to `until` as an export of a billing system: 9 columns, about 130 bytes a row. */
export async function writeCustomerFile(
  path: string,
  from: number,
  until: number,
  communes: readonly { readonly name: string; readonly province: string }[],
): Promise<void> {
  const out = createWriteStream(path)
  let text =
    'Mã khách hàng;Tên khách hàng;Nhóm khách hàng;Địa chỉ;Xã, phường;Tỉnh, thành phố;Điện thoại;Ngày bắt đầu;Ngày cập nhật\r\n'
  for (let n = from; n < until; n++) {
    const { code, name, phone, address } = benchCustomer(n)
    const { name: commune, province } = pick(communes, spread(n, 0x77))
    const day = `${String(1 + (n % 28)).padStart(2, '0')}/0${1 + (n % 9)}/20${10 + (n % 15)}`
    text += `${code};${name};${pick(kinds, spread(n, 3))};${address};${commune};${province};${phone};${day};01/11/2026\r\n`
    if (text.length < 1_000_000) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
  }
  out.end(text)
  await once(out, 'finish')
}
