/** Mobile numbers lost a digit from 15/09/2018; the old form stopped on 15/11/2018. Old prefix -> today's. */
export const phoneMoves: {
  readonly from: string
  readonly until: string
  readonly source: string
  readonly prefixes: Readonly<Record<string, string>>
} = {
  from: '2018-09-15',
  until: '2018-11-14',
  source: 'https://www.tienphong.vn/cong-nghe/hang-trieu-thue-bao-11-so-chuyen-ve-10-so-nhu-the-nao-1278266.tpo',
  prefixes: {
    '0120': '070',
    '0121': '079',
    '0122': '077',
    '0126': '076',
    '0128': '078',
    '0123': '083',
    '0124': '084',
    '0125': '085',
    '0127': '081',
    '0129': '082',
    '0162': '032',
    '0163': '033',
    '0164': '034',
    '0165': '035',
    '0166': '036',
    '0167': '037',
    '0168': '038',
    '0169': '039',
    '0186': '056',
    '0188': '058',
    '0199': '059',
  },
}

/**
 * A Vietnamese number. `national` starts with 0 (hotlines 1800 and 1900 do not), `e164` with +84 (hotlines have
 * none). `movedFrom` is the 11-digit form from before 2018 that was written down, when it was one.
 */
export type Phone = {
  readonly kind: 'mobile' | 'landline' | 'hotline'
  readonly national: string
  readonly e164?: string
  readonly movedFrom?: string
}

/** Digits with a leading 0, whatever stood before: +84, 0084, (0), or a zero eaten by a spreadsheet. */
function nationalDigits(text: string): string | undefined {
  const clean = text.normalize('NFKC').trim()
  if (!/^[+\d\s().\-\u00a0\u2010-\u2013]+$/.test(clean)) return undefined
  const digits = clean.replace(/\D/g, '')
  const abroad = /^(?:00)?84(0?\d{9,10})$/.exec(digits)
  if (abroad) return abroad[1]?.replace(/^0?/, '0')
  if (clean.includes('+')) return undefined
  return /^[35789]\d{8}$/.test(digits) ? `0${digits}` : digits
}

const mobile = /^0[35789]\d{8}$/
const known = (kind: 'mobile' | 'landline', national: string): Phone => ({
  kind,
  national,
  e164: `+84${national.slice(1)}`,
})

/** Reads a number the way people write it. Undefined when it is none of Vietnam's forms. */
export function readPhone(text: string): Phone | undefined {
  if (mobile.test(text)) return known('mobile', text)
  const digits = nationalDigits(text)
  if (digits === undefined) return undefined
  if (mobile.test(digits)) return known('mobile', digits)
  if (/^02\d{9}$/.test(digits)) return known('landline', digits)
  if (/^1[89]00\d{4}(?:\d{2})?$/.test(digits)) return { kind: 'hotline', national: digits }
  const moved = digits.length === 11 ? phoneMoves.prefixes[digits.slice(0, 4)] : undefined
  return moved ? { ...known('mobile', moved + digits.slice(4)), movedFrom: digits } : undefined
}

/** A number in groups, as it is read aloud: `0912 345 678`, `024 3825 1234`, `0236 3825 123`, `1900 6769`. */
export function showPhone(phone: Phone | string): string {
  const national = typeof phone === 'string' ? (readPhone(phone)?.national ?? phone) : phone.national
  if (/^02[48]\d{8}$/.test(national)) return national.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')
  return national.length > 8
    ? national.replace(/^(\d{4})(\d{3,4})(\d{3})$/, '$1 $2 $3')
    : national.replace(/^(\d{4})(\d+)$/, '$1 $2')
}
