import { declareWords } from '#kit/words'

export const householdWords = declareWords({
  vi: {
    does: {
      household: 'xem người trong hộ và diện chính sách của hộ',
      addPerson: 'ghi một người trong hộ',
      endPerson: 'ghi một người không còn trong hộ',
      addMark: 'ghi diện chính sách của hộ hoặc người trong hộ',
      endMark: 'chấm dứt một diện chính sách đã ghi',
    },
    refusals: {
      'customers.not_a_household': 'Chỉ khách hàng sinh hoạt mới có người trong hộ.',
      'customers.day_ahead': 'Ngày này chưa tới.',
      'customers.person_there': 'Người này đã được ghi trong hộ.',
      'customers.unknown_person': 'Không có người này trong hộ.',
      'customers.person_ended': 'Người này đã được ghi là không còn trong hộ.',
      'customers.category_of_whom':
        'Hộ nghèo, cận nghèo, gia đình chính sách là của cả hộ; các diện khác cần chọn một người.',
      'customers.unknown_mark': 'Không có diện chính sách này trong phạm vi được giao.',
      'customers.mark_ended': 'Diện chính sách này đã được chấm dứt.',
    },
    relations: {
      head: 'Chủ hộ',
      spouse: 'Vợ hoặc chồng',
      parent: 'Cha hoặc mẹ',
      grandparent: 'Ông hoặc bà',
      child: 'Con',
      grandchild: 'Cháu',
      sibling: 'Anh, chị hoặc em',
      other: 'Người khác',
    },
    categories: {
      poor: 'Hộ nghèo',
      near_poor: 'Hộ cận nghèo',
      policy_family: 'Gia đình chính sách',
      heroic_mother: 'Mẹ Việt Nam Anh hùng',
      war_invalid: 'Thương binh, bệnh binh',
      lonely_elderly: 'Người già neo đơn',
      orphan: 'Trẻ mồ côi',
      disabled: 'Người khuyết tật',
    },
  },
  en: {
    does: {
      household: 'looked at the people of a household and its legal categories',
      addPerson: 'recorded a person of a household',
      endPerson: 'recorded that a person is of a household no more',
      addMark: 'recorded a legal category of a household or a person',
      endMark: 'ended a recorded legal category',
    },
    refusals: {
      'customers.not_a_household': 'Only a household has people in it.',
      'customers.day_ahead': 'This day is still to come.',
      'customers.person_there': 'This person is recorded in the household already.',
      'customers.unknown_person': 'There is no such person in the household.',
      'customers.person_ended': 'This person is recorded as gone already.',
      'customers.category_of_whom':
        'Poor, near-poor and policy family are said of the whole household; any other category needs a person.',
      'customers.unknown_mark': 'There is no such legal category among your units.',
      'customers.mark_ended': 'This legal category has been ended.',
    },
    relations: {
      head: 'Head',
      spouse: 'Wife or husband',
      parent: 'Father or mother',
      grandparent: 'Grandparent',
      child: 'Child',
      grandchild: 'Grandchild',
      sibling: 'Brother or sister',
      other: 'Other',
    },
    categories: {
      poor: 'Poor household',
      near_poor: 'Near-poor household',
      policy_family: 'Policy family',
      heroic_mother: 'Heroic Vietnamese Mother',
      war_invalid: 'War invalid',
      lonely_elderly: 'Lonely elderly person',
      orphan: 'Orphan',
      disabled: 'Disabled person',
    },
  },
})
