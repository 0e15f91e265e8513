import { declareWords } from '#kit/words'

export const customerWords = declareWords({
  vi: {
    does: { mine: 'xem hợp đồng của mình' },
    title: 'Hợp đồng của quý khách',
    none: 'Chưa có hợp đồng nào gắn với số điện thoại này.',
    noneNext: 'Quý khách có thể nhờ điểm giao dịch gắn số điện thoại với mã khách hàng.',
    code: 'Mã khách hàng',
    refusals: {
      'customers.load_built_on': 'Đã có việc khác dựa trên số liệu của lần nhập này nên không gỡ được.',
    },
  },
  en: {
    does: { mine: 'looked at their own contracts' },
    title: 'Your contracts',
    none: 'No contract is tied to this phone number yet.',
    noneNext: 'A service counter can tie the number to your customer code.',
    code: 'Customer code',
    refusals: {
      'customers.load_built_on': 'Other work builds on what this load brought, so it cannot be taken back.',
    },
  },
})
