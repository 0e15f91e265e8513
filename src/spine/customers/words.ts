import { declareWords } from '#kit/words'

export const customerWords = declareWords({
  vi: {
    does: { mine: 'xem hợp đồng của mình' },
    title: 'Hợp đồng của quý khách',
    none: 'Chưa có hợp đồng nào gắn với số điện thoại này.',
    noneNext: 'Quý khách có thể nhờ điểm giao dịch gắn số điện thoại với mã khách hàng.',
    code: 'Mã khách hàng',
  },
  en: {
    does: { mine: 'looked at their own contracts' },
    title: 'Your contracts',
    none: 'No contract is tied to this phone number yet.',
    noneNext: 'A service counter can tie the number to your customer code.',
    code: 'Customer code',
  },
})
