import type { IntakeColumn, StageType } from '#kit/serve/intake.ts'
import type { Said } from '#kit/words'

const say = (vi: string, en: string): Said => ({ vi, en })

/** The columns of a list of customers, in the order in which a rule sees them. */
export const customerColumns = [
  {
    name: 'code',
    says: say('Mã khách hàng', 'Customer code'),
    also: ['makh', 'ma kh', 'ma_khang'],
    kind: 'code',
    required: true,
    most: 30,
  },
  {
    name: 'name',
    says: say('Tên khách hàng', 'Name'),
    also: ['ho ten', 'ho va ten', 'ten kh', 'ten_khang'],
    kind: 'text',
    required: true,
  },
  {
    name: 'kind',
    says: say('Nhóm khách hàng', 'Group'),
    also: ['nhom', 'muc dich su dung', 'doi tuong'],
    kind: 'choice',
    choices: {
      household: ['sinh hoat', 'sh', 'ho gia dinh', 'sinh hoat ho gia dinh'],
      production: ['san xuat', 'sx', 'cong nghiep', 'cong nghiep xay dung'],
      business: ['kinh doanh', 'kd', 'kinh doanh dich vu', 'thuong mai dich vu'],
      administrative: ['hanh chinh', 'hcsn', 'hanh chinh su nghiep', 'co quan'],
      other: ['khac', 'hoat dong khac', 'nong nghiep'],
    },
  },
  {
    name: 'unit',
    says: say('Mã đơn vị', 'Unit'),
    also: ['ma dviqly', 'don vi', 'dien luc', 'don vi quan ly'],
    kind: 'text',
  },
  {
    name: 'address',
    says: say('Địa chỉ', 'Address'),
    also: ['dia chi dung dien', 'dchi', 'dia_chi'],
    kind: 'text',
    most: 300,
  },
  {
    name: 'commune',
    says: say('Xã, phường', 'Commune'),
    also: ['ma xa', 'xa phuong', 'phuong xa', 'xa'],
    kind: 'text',
    most: 100,
  },
  {
    name: 'district',
    says: say('Quận, huyện cũ', 'Former district'),
    also: ['quan huyen', 'huyen', 'quan'],
    kind: 'text',
    most: 100,
  },
  {
    name: 'province',
    says: say('Tỉnh, thành phố', 'Province'),
    also: ['tinh', 'tinh thanh', 'thanh pho'],
    kind: 'text',
    most: 100,
  },
  {
    name: 'formerAddress',
    says: say('Địa chỉ cũ', 'Former address'),
    also: ['dia chi truoc sap nhap', 'dchi cu'],
    kind: 'text',
    most: 300,
  },
  {
    name: 'formerCode',
    says: say('Mã khách hàng cũ', 'Former code'),
    also: ['ma kh cu', 'makh cu'],
    kind: 'code',
    most: 30,
  },
  {
    name: 'phone',
    says: say('Điện thoại', 'Phone'),
    also: ['so dien thoai', 'dthoai', 'sdt', 'di dong'],
    kind: 'phone',
  },
  { name: 'email', says: say('Thư điện tử', 'E-mail'), also: ['email', 'thu dien tu'], kind: 'text', most: 120 },
  { name: 'taxCode', says: say('Mã số thuế', 'Tax code'), also: ['mst', 'ma so thue'], kind: 'text', most: 20 },
  {
    name: 'enterprise',
    says: say('Tên doanh nghiệp', 'Enterprise'),
    also: ['doanh nghiep', 'ten cong ty'],
    kind: 'text',
  },
  { name: 'site', says: say('Cơ sở', 'Site'), also: ['co so', 'chi nhanh', 'nha may'], kind: 'text' },
  { name: 'since', says: say('Ngày bắt đầu', 'Since'), also: ['ngay ky', 'ngay hieu luc'], kind: 'day' },
  { name: 'until', says: say('Ngày kết thúc', 'Until'), also: ['ngay cham dut', 'ngay thanh ly'], kind: 'day' },
  {
    name: 'yearlyKwh',
    says: say('Điện năng một năm', 'Use in a year'),
    also: ['san luong nam', 'kwh nam'],
    kind: 'whole',
    sum: 'kWh',
  },
  { name: 'asOf', says: say('Ngày cập nhật', 'As of'), also: ['ngay so lieu', 'ngay cap nhat'], kind: 'day' },
] as const satisfies readonly IntakeColumn[]

/** What the rule finds out about a customer's row, after the columns. */
export const customerDerived = {
  unit_id: 'uuid',
  commune_code: 'text',
  folded: 'text',
  phone_found: 'uuid',
  phone_sealed: 'text',
  phone_shown: 'text',
  email_found: 'uuid',
  email_sealed: 'text',
  email_shown: 'text',
  tax: 'text',
} as const satisfies Readonly<Record<string, StageType>>

export const contractColumns = [
  {
    name: 'number',
    says: say('Số hợp đồng', 'Contract number'),
    also: ['so hd', 'hop dong', 'ma hop dong'],
    kind: 'code',
    required: true,
    most: 40,
  },
  {
    name: 'customer',
    says: say('Mã khách hàng', 'Customer code'),
    also: ['makh', 'ma kh'],
    kind: 'code',
    required: true,
    most: 30,
  },
  {
    name: 'agreedKw',
    says: say('Công suất đăng ký', 'Agreed power'),
    also: ['cong suat', 'pmax', 'cong suat kw'],
    kind: 'decimal',
    sum: 'kW',
  },
  { name: 'since', says: say('Ngày ký', 'From'), also: ['ngay hieu luc', 'tu ngay'], kind: 'day', required: true },
  { name: 'until', says: say('Ngày kết thúc', 'Until'), also: ['ngay thanh ly', 'den ngay'], kind: 'day' },
  { name: 'asOf', says: say('Ngày cập nhật', 'As of'), also: ['ngay so lieu'], kind: 'day' },
] as const satisfies readonly IntakeColumn[]

export const pointColumns = [
  {
    name: 'code',
    says: say('Mã điểm đo', 'Metering point'),
    also: ['diem do', 'ma ddo'],
    kind: 'code',
    required: true,
    most: 40,
  },
  {
    name: 'customer',
    says: say('Mã khách hàng', 'Customer code'),
    also: ['makh', 'ma kh'],
    kind: 'code',
    required: true,
    most: 30,
  },
  {
    name: 'contract',
    says: say('Số hợp đồng', 'Contract number'),
    also: ['so hd', 'hop dong'],
    kind: 'code',
    most: 40,
  },
  {
    name: 'meter',
    says: say('Số công tơ', 'Meter number'),
    also: ['so cto', 'cong to', 'serial'],
    kind: 'code',
    most: 40,
  },
  { name: 'multiplier', says: say('Hệ số nhân', 'Multiplier'), also: ['hsn', 'he so'], kind: 'decimal' },
  { name: 'multiplierFrom', says: say('Hệ số nhân từ ngày', 'Multiplier from'), also: ['hsn tu ngay'], kind: 'day' },
  { name: 'since', says: say('Ngày treo', 'From'), also: ['ngay treo thao', 'tu ngay'], kind: 'day', required: true },
  { name: 'until', says: say('Ngày tháo', 'Until'), also: ['den ngay'], kind: 'day' },
  { name: 'asOf', says: say('Ngày cập nhật', 'As of'), also: ['ngay so lieu'], kind: 'day' },
] as const satisfies readonly IntakeColumn[]
