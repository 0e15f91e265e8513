import { declareWords } from '#kit/words'
import type { Kind } from './rules.ts'

const kinds = {
  vi: {
    group: 'Tập đoàn',
    corporation: 'Tổng công ty điện lực',
    company: 'Công ty điện lực',
    team: 'Đội quản lý',
    transmission: 'Đơn vị truyền tải',
    generation: 'Đơn vị phát điện',
    office: 'Văn phòng, trung tâm',
  },
  en: {
    group: 'Group',
    corporation: 'Power corporation',
    company: 'Power company',
    team: 'Field team',
    transmission: 'Transmission unit',
    generation: 'Generation unit',
    office: 'Office or centre',
  },
} as const satisfies Record<'vi' | 'en', Record<Kind, string>>

const dmy = (day: string): string => day.split('-').reverse().join('/')
type At = Readonly<Record<string, string>>
const kindIn = (lang: 'vi' | 'en', kind: string | undefined): string =>
  (kinds[lang] as Record<string, string>)[kind ?? '']?.toLowerCase() ?? ''

/** Every word of the organisation: what is refused, and what the screens say. */
export const orgWords = declareWords({
  vi: {
    kinds: { ...kinds.vi },
    refusals: {
      'org.no_such_unit': 'Không có đơn vị này.',
      'org.unit_closed': (at: At) => `Đơn vị ${at.code} đã đóng từ ngày ${dmy(at.day ?? '')}, không thay đổi được nữa.`,
      'org.unit_not_open_yet': (at: At) =>
        `Đơn vị ${at.code} đến ngày ${dmy(at.day ?? '')} mới mở. Hãy chọn ngày từ đó trở đi.`,
      'org.before_last_change': (at: At) =>
        `Đơn vị ${at.code} đã có thay đổi ghi cho ngày ${dmy(at.day ?? '')}. Chỉ ghi được thay đổi sau ngày đó.`,
      'org.later_change': (at: At) =>
        `Đơn vị ${at.code} còn đơn vị trực thuộc đã được ghi là sẽ chuyển đi ngày ${dmy(at.day ?? '')}. Hãy chọn ngày từ đó trở đi.`,
      'org.kind_does_not_fit': (at: At) =>
        `${kinds.vi[at.kind as Kind] ?? ''} không thể trực thuộc ${kindIn('vi', at.parentKind)} (${at.code}).`,
      'org.circle': (at: At) =>
        `Không thể đặt ${at.code} dưới ${at.parent}, vì ${at.parent} đang nằm trong ${at.code}.`,
      'org.same_parent': (at: At) => `Đơn vị ${at.code} đã trực thuộc ${at.parent}.`,
      'org.same_name': (at: At) => `Đơn vị ${at.code} đang mang đúng tên này.`,
      'org.has_open_units': (at: At) =>
        `Đơn vị ${at.code} còn ${at.count} đơn vị trực thuộc. Hãy chuyển hoặc đóng các đơn vị đó trước.`,
      'org.code_taken': (at: At) =>
        `Mã ${at.code} đã có đơn vị khác dùng. Mã không dùng lại, kể cả khi đơn vị đã đóng.`,
      'org.one_group': 'Cây đơn vị chỉ có một tập đoàn.',
      'org.group_stays': 'Tập đoàn là gốc của cây đơn vị nên không chuyển, sáp nhập, chia tách hay đóng được.',
      'org.merge_into_itself': (at: At) => `Không thể sáp nhập hoặc chia ${at.code} vào chính nó.`,
      'org.merge_kinds_differ': (at: At) => `${at.code} và ${at.into} không cùng loại đơn vị.`,
      'org.not_beneath': (at: At) => `Có đơn vị được chọn không trực thuộc ${at.code} vào ngày đó.`,
      'org.no_such_part': (at: At) => `Không có phần thứ ${at.part} để nhận đơn vị.`,
      'org.no_such_commune': (at: At) => `Không có xã, phường mang mã ${at.code} vào ngày ${dmy(at.day ?? '')}.`,
      'org.list_unreadable': 'Không đọc được danh mục. Cần tệp JSON hoặc CSV có các cột code, name, kind, province.',
      'org.list_differs': 'Danh mục nay cho kết quả khác với lúc xem trước. Hãy xem trước lại rồi mới nhập.',
      'org.not_whole_country': 'Chỉ quản trị của tập đoàn được nhập danh mục địa giới.',
    },
    rows: {
      bad_code: 'Mã không đúng dạng (tỉnh 2 chữ số, xã 5 chữ số)',
      no_name: 'Thiếu tên',
      bad_kind: 'Không rõ loại (tỉnh, thành phố, phường, xã, đặc khu)',
      unknown_province: 'Tỉnh của dòng này không có trong danh mục',
      twice: 'Mã có hai lần trong tệp',
      reused_code: 'Mã đã đóng; mã không được dùng lại',
      later_change: 'Đã có thay đổi ghi cho ngày này hoặc ngày sau đó',
      unknown_commune: 'Xã, phường mới của dòng ánh xạ không có trong danh mục',
    },
    provinceKinds: { province: 'Tỉnh', city: 'Thành phố' },
    communeKinds: { commune: 'Xã', ward: 'Phường', zone: 'Đặc khu' },
  },
  en: {
    kinds: { ...kinds.en },
    refusals: {
      'org.no_such_unit': 'There is no such unit.',
      'org.unit_closed': (at: At) =>
        `Unit ${at.code} has been closed since ${dmy(at.day ?? '')} and can no longer change.`,
      'org.unit_not_open_yet': (at: At) =>
        `Unit ${at.code} opens on ${dmy(at.day ?? '')}. Choose that day or a later one.`,
      'org.before_last_change': (at: At) =>
        `Unit ${at.code} already has a change dated ${dmy(at.day ?? '')}. Only later changes can be recorded.`,
      'org.later_change': (at: At) =>
        `A unit under ${at.code} is recorded to leave it on ${dmy(at.day ?? '')}. Choose that day or a later one.`,
      'org.kind_does_not_fit': (at: At) =>
        `${kinds.en[at.kind as Kind] ?? ''} cannot stand under ${kindIn('en', at.parentKind)} (${at.code}).`,
      'org.circle': (at: At) => `${at.code} cannot stand under ${at.parent}, which stands inside ${at.code}.`,
      'org.same_parent': (at: At) => `Unit ${at.code} already stands under ${at.parent}.`,
      'org.same_name': (at: At) => `Unit ${at.code} already has this name.`,
      'org.has_open_units': (at: At) => `${at.count} units still stand under ${at.code}. Move or close them first.`,
      'org.code_taken': (at: At) =>
        `Code ${at.code} belongs to another unit. A code is not used again, even after closing.`,
      'org.one_group': 'The tree has one group only.',
      'org.group_stays': 'The group is the root of the tree and cannot be moved, merged, split or closed.',
      'org.merge_into_itself': (at: At) => `${at.code} cannot be merged or split into itself.`,
      'org.merge_kinds_differ': (at: At) => `${at.code} and ${at.into} are not of the same kind.`,
      'org.not_beneath': (at: At) => `A chosen unit does not stand under ${at.code} on that day.`,
      'org.no_such_part': (at: At) => `There is no part ${at.part} to take a unit.`,
      'org.no_such_commune': (at: At) => `There is no commune with code ${at.code} on ${dmy(at.day ?? '')}.`,
      'org.list_unreadable':
        'The list cannot be read. It must be JSON, or CSV with the columns code, name, kind, province.',
      'org.list_differs':
        'The list now gives another result than the preview did. Preview it again before taking it in.',
      'org.not_whole_country': 'Only an administrator of the group may take in a list of places.',
    },
    rows: {
      bad_code: 'The code is malformed (2 digits for a province, 5 for a commune)',
      no_name: 'The name is missing',
      bad_kind: 'The kind is unclear (province, city, ward, commune, special zone)',
      unknown_province: 'The province of this row is not in the list',
      twice: 'The code stands twice in the file',
      reused_code: 'The code is closed, and codes are not used again',
      later_change: 'A change is already recorded for this day or a later one',
      unknown_commune: 'The new commune of this mapping is not in the list',
    },
    provinceKinds: { province: 'Province', city: 'City' },
    communeKinds: { commune: 'Commune', ward: 'Ward', zone: 'Special zone' },
  },
})
