import type { Said } from '#kit/words'

const say = (vi: string, en: string): Said => ({ vi, en })

/** What a row may be refused or noted for, in the words of whoever brought the file. */
export const intakeReasons = {
  code_bad: say(
    'Mã khách hàng chỉ gồm chữ và số, dài tối đa 30 ký tự.',
    'A customer code has letters and digits only, 30 at most.',
  ),
  code_unusual: say(
    'Mã khách hàng không theo mẫu 13 ký tự bắt đầu bằng P.',
    'The customer code is not of the usual 13 signs that begin with P.',
  ),
  unit_unknown: say('Không có đơn vị này trong phạm vi được giao.', 'There is no such unit among those given to you.'),
  commune_former: say(
    'Xã, phường trước sắp xếp đã được đổi sang xã, phường hiện nay.',
    'The former commune was taken as the one of today.',
  ),
  commune_unknown: say(
    'Không tìm được xã, phường; địa chỉ được giữ nguyên.',
    'The commune was not found; the address is kept as it is.',
  ),
  tax_bad: say('Mã số thuế có 10 hoặc 13 chữ số.', 'A tax code has 10 or 13 digits.'),
  tax_unusual: say('Chữ số kiểm tra của mã số thuế không khớp.', 'The check digit of the tax code does not fit.'),
  enterprise_needed: say('Có mã số thuế thì cần tên doanh nghiệp.', 'A tax code needs the name of the enterprise.'),
  email_bad: say('Thư điện tử không đúng dạng.', 'The e-mail address is not in the right form.'),
  until_before: say('Ngày kết thúc trước ngày bắt đầu.', 'The last day is before the first.'),
  code_elsewhere: say('Mã này đã thuộc đơn vị khác.', 'This code belongs to another unit already.'),
  customer_unknown: say(
    'Không có khách hàng mang mã này trong phạm vi được giao.',
    'No customer of this code is among your units.',
  ),
  contract_unknown: say('Không có hợp đồng số này của khách hàng.', 'The customer has no contract of this number.'),
  multiplier_bad: say('Hệ số nhân phải lớn hơn 0.', 'The multiplier must be more than 0.'),
  older: say('Dòng này cũ hơn số liệu đang có.', 'This row is older than what is there.'),
} as const
