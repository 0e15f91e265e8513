import { blindHex, isSealedByIndex, open, openByIndex, seal, sealByIndex } from '#kit/db/seal.ts'
import { maskNational, readPhone, showPhone } from '#kit/text'
import { foundKey } from './rules.ts'

type Secrets = { readonly key: (purpose: string) => Buffer }
export type Contact = { readonly found: string; readonly sealed: string; readonly shown: string }

/** The keys of contact points, fetched once for many. */
export type ContactKeys = { readonly phone: Buffer; readonly email: Buffer; readonly sealed: Buffer }

export function contactKeys(secrets: Secrets): ContactKeys {
  return {
    // The sign-in finds a customer by the number that its code went to, so both use one key.
    phone: secrets.key('people.phone'),
    email: secrets.key('customers.email'),
    sealed: secrets.key('customers.contacts'),
  }
}

const placeOf = (found: string): string => `customers.contact_points:${found}`

/** A phone number in its national form, as it is kept. */
export function sealPhone(keys: ContactKeys, national: string): Contact {
  const index = blindHex(keys.phone, national)
  return { found: foundKey(index), sealed: sealByIndex(keys.sealed, index, national), shown: maskNational(national) }
}

/** Two signs of the box and the whole of the house: enough to know one's own. */
function maskEmail(address: string): string {
  const [box = '', house = ''] = address.split('@')
  return `${box.slice(0, 2)}***@${house}`.slice(0, 60)
}

export function sealEmail(keys: ContactKeys, address: string): Contact {
  const found = foundKey(blindHex(keys.email, address.toLowerCase()))
  return { found, sealed: seal(keys.sealed, placeOf(found), address), shown: maskEmail(address) }
}

/** The value in the clear, for a reveal; a phone in groups, as it is read aloud. */
export function openContact(keys: ContactKeys, it: { readonly found: string; readonly sealed: string }): string {
  const value = isSealedByIndex(it.sealed)
    ? openByIndex(keys.sealed, keys.phone, it.found.replaceAll('-', ''), it.sealed)
    : open(keys.sealed, placeOf(it.found), it.sealed)
  return value.includes('@') ? value : showPhone(value)
}

export const isEmail = (text: string): boolean => /^[^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}$/.test(text)

/** What a whole phone number or e-mail address is found by; undefined when the text is neither. */
export function contactSought(keys: ContactKeys, text: string): string | undefined {
  if (isEmail(text)) return foundKey(blindHex(keys.email, text.toLowerCase()))
  const phone = readPhone(text)
  return phone && foundKey(blindHex(keys.phone, phone.national))
}
