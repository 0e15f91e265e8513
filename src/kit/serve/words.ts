import { declareWords } from '#kit/words'

type At = {
  readonly field?: string | number
  readonly limit?: string | number
  readonly seconds?: string | number
  readonly file?: string | number
}

/** What the kit itself refuses, and what is wrong with a field, in both languages. */
export const kitWords = declareWords({
  vi: {
    refusals: {
      'kit.sign_in_needed': 'Cần đăng nhập để làm việc này.',
      'kit.not_permitted': 'Tài khoản này không được giao quyền làm việc này.',
      'kit.read_only': 'Tài khoản kiểm tra chỉ được xem, không thay đổi dữ liệu.',
      'kit.out_of_scope': 'Việc này nằm ngoài đơn vị được giao.',
      'kit.cross_site': 'Yêu cầu đến từ trang khác nên không được nhận. Hãy mở lại trang và thử lại.',
      'kit.too_many': (at: At) => `Quá nhiều yêu cầu. Hãy thử lại sau ${at.seconds} giây.`,
      'kit.bad_json': 'Nội dung gửi lên không phải JSON đúng.',
      'kit.not_json': 'Nội dung gửi lên phải là JSON (application/json).',
      'kit.too_large': (at: At) => `Nội dung gửi lên lớn hơn ${at.limit} KiB.`,
      'kit.too_deep': 'Nội dung gửi lên lồng nhau quá nhiều tầng.',
      'kit.invalid': 'Có chỗ chưa đúng. Hãy xem từng mục.',
      'kit.key_needed': 'Thiếu mã lệnh (Idempotency-Key, UUID phiên bản 7).',
      'kit.key_reused': 'Mã lệnh này đã dùng cho một việc khác.',
      'kit.not_found': 'Không có gì ở địa chỉ này.',
      'kit.unknown_reference': 'Một mục được nhắc tới không tồn tại hoặc đã bị xoá.',
      'kit.already_there': 'Mục này đã có rồi.',
      'kit.against_rule': 'Dữ liệu gửi lên trái với một quy tắc của hệ thống.',
      'kit.file_too_large': (at: At) => `Tệp lớn hơn ${at.limit} KiB.`,
      'kit.file_empty': 'Tệp không có nội dung.',
      'kit.file_damaged': 'Tệp nhận được khác tệp đã gửi. Hãy gửi lại.',
      'kit.file_type': 'Loại tệp này không được nhận ở đây.',
      'kit.file_differs': 'Nội dung tệp không đúng với loại tệp ghi kèm.',
      'kit.sheet_not_xlsx': 'Tệp này không phải bảng tính Excel (.xlsx). Hãy mở bằng Excel rồi lưu lại dạng .xlsx.',
      'kit.sheet_too_many_cells': (at: At) =>
        `Bảng tính có hơn ${Number(at.limit).toLocaleString('vi-VN')} ô nên không được nhận. Dữ liệu lớn hãy gửi dạng CSV.`,
      'kit.sheet_swells': (at: At) =>
        `Bảng tính nén bất thường, hoặc khi mở ra lớn hơn ${at.limit} MiB, nên không được nhận. Hãy mở bằng Excel rồi lưu lại; dữ liệu lớn hãy gửi dạng CSV.`,
      'kit.sheet_broken': 'Bảng tính bị hỏng nên không đọc được. Hãy mở bằng Excel, lưu lại rồi gửi lại.',
      'kit.no_room': 'Máy chủ hết chỗ lưu tệp. Tệp chưa được lưu; hãy báo quản trị.',
      'kit.broken': 'Hệ thống gặp lỗi. Việc vừa gửi chưa được ghi; hãy thử lại hoặc báo quản trị.',
      'db.role_too_strong': 'Tài khoản cơ sở dữ liệu của ứng dụng có quyền quá mạnh, nên hệ thống không khởi động.',
      'db.newer_than_code': (at: At) =>
        `Cơ sở dữ liệu mới hơn phần mềm (có ${at.file}). Hãy dùng bản phần mềm mới hơn.`,
      'db.migration_changed': (at: At) => `Tệp ${at.file} đã đổi sau khi áp dụng vào cơ sở dữ liệu này.`,
    },
    fields: {
      required: 'Cần điền mục này.',
      wrong_type: 'Giá trị không đúng kiểu.',
      too_small: (at: At) => `Giá trị nhỏ hơn mức cho phép (${at.limit}).`,
      too_big: (at: At) => `Giá trị lớn hơn mức cho phép (${at.limit}).`,
      too_short: (at: At) => `Cần ít nhất ${at.limit} ký tự.`,
      too_long: (at: At) => `Dài quá ${at.limit} ký tự.`,
      unknown_key: 'Mục này không có trong mẫu.',
      bad_format: 'Giá trị không đúng dạng.',
      not_listed: 'Giá trị không nằm trong danh sách.',
      bad_text: 'Văn bản có ký tự không đọc được.',
      invalid: 'Giá trị chưa đúng.',
    },
  },
  en: {
    refusals: {
      'kit.sign_in_needed': 'Sign in to do this.',
      'kit.not_permitted': 'This account has not been given the right to do this.',
      'kit.read_only': 'An auditor account may look but not change anything.',
      'kit.out_of_scope': 'This lies outside the units given to this account.',
      'kit.cross_site': 'The request came from another site and was not taken. Open the page again and retry.',
      'kit.too_many': (at: At) => `Too many requests. Try again in ${at.seconds} seconds.`,
      'kit.bad_json': 'What was sent is not valid JSON.',
      'kit.not_json': 'What is sent must be JSON (application/json).',
      'kit.too_large': (at: At) => `What was sent is larger than ${at.limit} KiB.`,
      'kit.too_deep': 'What was sent is nested too deeply.',
      'kit.invalid': 'Something is not right yet. See each field.',
      'kit.key_needed': 'The command key is missing (Idempotency-Key, a UUID of version 7).',
      'kit.key_reused': 'This command key was used for something else.',
      'kit.not_found': 'There is nothing at this address.',
      'kit.unknown_reference': 'Something that is referred to does not exist or is gone.',
      'kit.already_there': 'This exists already.',
      'kit.against_rule': 'What was sent goes against a rule of the system.',
      'kit.file_too_large': (at: At) => `The file is larger than ${at.limit} KiB.`,
      'kit.file_empty': 'The file is empty.',
      'kit.file_damaged': 'The file that arrived is not the one that was sent. Send it again.',
      'kit.file_type': 'This kind of file is not taken here.',
      'kit.file_differs': 'The file is not of the type that it was sent as.',
      'kit.sheet_not_xlsx': 'This file is not an Excel workbook (.xlsx). Open it in Excel and save it as .xlsx.',
      'kit.sheet_too_many_cells': (at: At) =>
        `The workbook has more than ${Number(at.limit).toLocaleString('en-GB')} cells and is not taken. Send large data as CSV.`,
      'kit.sheet_swells': (at: At) =>
        `The workbook is packed in an unusual way, or takes more than ${at.limit} MiB when opened, and is not taken. Open it in Excel and save it again; send large data as CSV.`,
      'kit.sheet_broken': 'The workbook is damaged and cannot be read. Open it in Excel, save it and send it again.',
      'kit.no_room': 'The server has no room for files. This one was not kept; tell the administrator.',
      'kit.broken': 'The system failed. What was just sent has not been recorded; retry or tell the administrator.',
      'db.role_too_strong': 'The database role of the application is too powerful, so the system does not start.',
      'db.newer_than_code': (at: At) =>
        `The database is newer than the software (it has ${at.file}). Use a newer release.`,
      'db.migration_changed': (at: At) => `The file ${at.file} changed after it was applied to this database.`,
    },
    fields: {
      required: 'This is needed.',
      wrong_type: 'The value has the wrong type.',
      too_small: (at: At) => `The value is below what is allowed (${at.limit}).`,
      too_big: (at: At) => `The value is above what is allowed (${at.limit}).`,
      too_short: (at: At) => `At least ${at.limit} characters are needed.`,
      too_long: (at: At) => `Longer than ${at.limit} characters.`,
      unknown_key: 'The form has no such field.',
      bad_format: 'The value is not in the right form.',
      not_listed: 'The value is not in the list.',
      bad_text: 'The text holds unreadable characters.',
      invalid: 'The value is not right.',
    },
  },
})
