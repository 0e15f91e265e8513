import { fold } from '#kit/text'
import {
  enterpriseName,
  homeLine,
  numbersFrom,
  officeName,
  oneOf,
  personName,
  shopName,
  taxCode,
} from './demonstration-people.ts'
import type { Kind } from './rules.ts'

/** A commune of today with the unit that serves it, and what it was before 2025. */
export type DemoPlace = {
  readonly unit: string
  readonly prefix: string
  readonly commune: string
  readonly name: string
  readonly province: string
  readonly former: readonly string[]
}
export type DemoEnterprise = {
  readonly taxCode: string
  readonly name: string
  readonly place: DemoPlace
  readonly sites: readonly string[]
}
export type DemoCustomer = {
  readonly code: string
  readonly name: string
  readonly kind: Kind
  readonly place: DemoPlace
  readonly address: string
  readonly formerAddress?: string
  readonly phone?: string
  readonly since: string
  readonly until?: string
  readonly enterprise?: { readonly at: number; readonly site: string }
  readonly yearlyKwh?: number
}
export type Demo = { readonly enterprises: readonly DemoEnterprise[]; readonly customers: readonly DemoCustomer[] }

const reform = '2025-07-01'
/** The number of somebody who pays for a whole street: it stands behind far more contracts than identify anybody. */
const agentPhone = '0908123456'
/** How many customers of the company that the demonstration's clerk works for have the numbers 0900 000 001 and on. */
export const known = 30

const day = (next: () => number, from: number, years: number): string => {
  const at = new Date(Date.UTC(from, 0, 1) + Math.floor(next() * years * 365.25) * 86_400_000)
  return at.toISOString().slice(0, 10)
}
const newPhone = (next: () => number): string =>
  `0${oneOf(next, ['32', '35', '38', '70', '77', '83', '86', '90', '91', '94', '97', '98'])}${String(Math.floor(next() * 1e7)).padStart(7, '0')}`

function makeEnterprises(next: () => number, many: number, places: readonly DemoPlace[]): DemoEnterprise[] {
  return Array.from({ length: many }, (_, at) => {
    const name = enterpriseName(next)
    const sites = Array.from({ length: next() < 0.7 ? 1 : 1 + Math.floor(next() * 4) }, (__, index) =>
      index === 0 ? 'Trụ sở chính' : `Nhà máy ${index}`,
    )
    return { taxCode: taxCode(next, at % 40 !== 7), name, place: oneOf(next, places), sites }
  })
}

function kindOf(share: number): Kind {
  if (share < 0.9) return 'household'
  if (share < 0.955) return 'business'
  if (share < 0.978) return 'production'
  return share < 0.993 ? 'administrative' : 'other'
}

/** Codes have thirteen signs; a few are written wrongly, as real lists have them. */
function codeOf(place: DemoPlace, number: number): string {
  const digits = String(number).padStart(13 - place.prefix.length, '0')
  const code = `${place.prefix}${digits}`
  if (number > known && number % 397 === 5) return code.slice(0, 12)
  return number > known && number % 701 === 9 ? `X${code.slice(1)}` : code
}

type Making = {
  readonly next: () => number
  readonly places: readonly DemoPlace[]
  readonly home: readonly DemoPlace[]
  readonly enterprises: readonly DemoEnterprise[]
}

function firmOf({ next, enterprises }: Making, kind: Kind): number | undefined {
  if (enterprises.length === 0) return undefined
  if (kind === 'production') return Math.floor(next() * enterprises.length)
  // Few enterprises have many contracts: squaring the share leans to the first of the list.
  return kind === 'business' && next() < 0.3 ? Math.floor(next() ** 2 * enterprises.length) : undefined
}

function nameOf(next: () => number, kind: Kind, place: DemoPlace, firm: DemoEnterprise | undefined): string {
  if (firm) return firm.name
  if (kind === 'household') return personName(next)
  return kind === 'administrative' ? officeName(next, place.name) : shopName(next)
}

function phoneOf(next: () => number, number: number, before: readonly DemoCustomer[]): string | undefined {
  if (number <= known) return `0900000${String(number).padStart(3, '0')}`
  if (number % 1200 === 11) return agentPhone
  const share = next()
  if (share < 0.08) return undefined
  // Families share a number; those of the demonstration's own customers are left alone.
  return share < 0.12 && before.length > 2 * known
    ? oneOf(next, before.slice(-200)).phone?.replace(/^0900000.*/, '') || newPhone(next)
    : newPhone(next)
}

/** What only some customers have: a number, a former address, an end, an enterprise, a yearly use. */
type More = Pick<DemoCustomer, 'formerAddress' | 'phone' | 'until' | 'enterprise' | 'yearlyKwh'>
const given = (more: { [K in keyof More]: More[K] | undefined }): More =>
  Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)) as More

function placeOf({ next, places, home }: Making, number: number, firm: DemoEnterprise | undefined): DemoPlace {
  return number <= known || next() < 0.08 ? oneOf(next, home) : (firm?.place ?? oneOf(next, places))
}

function customerOf(making: Making, number: number, before: readonly DemoCustomer[]): DemoCustomer {
  const { next, enterprises } = making
  const kind = number <= known ? 'household' : kindOf(next())
  const at = firmOf(making, kind)
  const firm = at === undefined ? undefined : enterprises[at]
  const place = placeOf(making, number, firm)
  const [address, since] = [homeLine(next), day(next, 2005, 21)]
  const moved = since < reform && place.former.length > 0 && next() < 0.8
  const uses = kind === 'production' || (firm !== undefined && next() < 0.2)
  const more = given({
    formerAddress: moved ? `${address}, ${oneOf(next, place.former)}` : undefined,
    phone: phoneOf(next, number, before),
    until: number > known && next() < 0.03 ? day(next, 2026, 0.8) : undefined,
    enterprise: firm && at !== undefined ? { at, site: oneOf(next, firm.sites) } : undefined,
    yearlyKwh: uses ? Math.floor(200_000 + next() ** 3 * 40_000_000) : undefined,
  })
  return { code: codeOf(place, number), name: nameOf(next, kind, place, firm), kind, place, address, since, ...more }
}

/** Somebody entered twice, as lists from two systems have it: the marks gone, or a middle name left out. */
function twin(next: () => number, of: DemoCustomer, number: number): DemoCustomer {
  const words = of.name.split(' ')
  const name =
    next() < 0.5
      ? fold(of.name).replace(/\b[a-z]/g, letter => letter.toUpperCase())
      : [words[0], ...words.slice(2)].join(' ')
  return {
    ...of,
    code: codeOf(of.place, number),
    name: words.length > 2 ? name : of.name,
    ...(of.phone ? {} : { phone: newPhone(next) }),
  }
}

/** The first customer of all can sign in and has several contracts; the second of them is a small works of the same owner. */
function ownContracts(home: DemoPlace): DemoCustomer[] {
  const mine = { place: home, phone: '0900000001', since: '2016-03-15' } as const
  return [
    {
      ...mine,
      code: `${home.prefix}${'1'.padStart(13 - home.prefix.length, '0')}`,
      name: 'Nguyễn Văn An',
      kind: 'household',
      address: 'Số 12, Đường Trần Hưng Đạo, Khóm 3',
      ...(home.former[0] ? { formerAddress: `Số 12, Đường Trần Hưng Đạo, Khóm 3, ${home.former[0]}` } : {}),
    },
    {
      ...mine,
      code: `${home.prefix}${'900001'.padStart(13 - home.prefix.length, '0')}`,
      name: 'Cơ sở nước đá Hồng Phát',
      kind: 'production',
      address: 'Tổ 4, Ấp Tân Tiến',
      yearlyKwh: 1_180_000,
    },
    {
      ...mine,
      code: `${home.prefix}${'900002'.padStart(13 - home.prefix.length, '0')}`,
      name: 'Nguyễn Văn An',
      kind: 'business',
      address: 'Số 14, Đường Trần Hưng Đạo, Khóm 3',
    },
  ]
}

/** All customers of the demonstration, from a seed; `home` are the places of the company that its clerk works for. */
export function makeDemo(many: number, places: readonly DemoPlace[], home: readonly DemoPlace[]): Demo {
  const next = numbersFrom(20261221)
  const enterprises = makeEnterprises(next, Math.max(3, Math.ceil(many * 0.02)), places)
  const making: Making = { next, places, home, enterprises }
  const first = home.find(place => place.prefix.startsWith('PB14')) ?? home[0]
  const customers: DemoCustomer[] = first ? ownContracts(first).slice(0, many) : []
  for (let number = 2; customers.length < many; number++) {
    const before = number % 200 === 17 ? customers.at(-1) : undefined
    customers.push(
      before?.kind === 'household' && number > known + 1
        ? twin(next, before, number)
        : customerOf(making, number, customers),
    )
  }
  return { enterprises, customers }
}
