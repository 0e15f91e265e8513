import { open, seal } from '#kit/db/seal.ts'
import type { Ports } from '#kit/serve'
import { maskPhone, readPhone } from '#kit/text'
import { refuse } from '#kit/wire'
import type { NoticeChannel } from './rules.ts'

type Secrets = Ports['secrets']
const keyOf = (secrets: Secrets): Buffer => secrets.key('load-shift.contacts')
const placeOf = (agreement: string): string => `load_shift.agreements:${agreement}`

const isEmail = (text: string): boolean => /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/.test(text)
const maskEmail = (address: string): string => {
  const [box = '', house = ''] = address.split('@')
  return `${box.slice(0, 2)}***@${house}`.slice(0, 60)
}

export type Contact = { readonly sealed: string; readonly shown: string }

/** How to reach an agreement's contact, as it is kept; refuses what the channel cannot reach. */
export function sealContact(secrets: Secrets, agreement: string, channel: NoticeChannel, text: string): Contact {
  const phone = readPhone(text)
  if (channel === 'email' ? !isEmail(text) : !phone?.e164) refuse('load-shift.bad_contact', 422)
  const value = channel === 'email' ? text : (phone?.e164 ?? '')
  const shown = channel === 'email' ? maskEmail(text) : maskPhone(phone?.national ?? '')
  return { sealed: seal(keyOf(secrets), placeOf(agreement), value), shown }
}

/** The contact in the clear: for the carrier alone. */
export const openContact = (secrets: Secrets, agreement: string, sealed: string): string =>
  open(keyOf(secrets), placeOf(agreement), sealed)
