import { fold, foldForSms, type SmsSize, smsSize } from '#kit/text'
import type { MessageClass } from './rules.ts'

/** The values that a text can take from its receiver, with the longest that each is reckoned with. */
export const variables = { name: 60, code: 13, unit: 80 } as const
export type Variable = keyof typeof variables
const isVariable = (name: string): name is Variable => Object.hasOwn(variables, name)
export const variableNames = Object.keys(variables) as Variable[]

/** The texts of a template, by channel; a channel without a text is not used. */
export type Texts = {
  readonly sms?: string | null | undefined
  /** The SMS goes without diacritics: one part holds 160 letters instead of 70. */
  readonly plain: boolean
  readonly zalo?: string | null | undefined
  readonly zaloTemplate?: string | null | undefined
  readonly emailSubject?: string | null | undefined
  readonly email?: string | null | undefined
}
export type TextField = 'sms' | 'zalo' | 'zaloTemplate' | 'emailSubject' | 'email' | 'variables'
export const flaws = [
  'no_text',
  'link',
  'asks_code',
  'asks_bank',
  'unknown_value',
  'undeclared_value',
  'unused_value',
  'no_label',
  'no_zalo_template',
  'no_subject',
  'line_in_subject',
  'too_many_parts',
] as const
export type Flaw = (typeof flaws)[number]
export type Found = { readonly field: TextField; readonly flaw: Flaw; readonly hit: string }

/** An SMS of more parts than this is a letter. */
export const mostParts = 4

const slot = /\{\{\s*([^{}]*?)\s*\}\}/g
const link =
  /\b(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org|info|app|me|ly|io|xyz|top|club|shop|site|online|page|link|cc|asia|biz)\b(?:\/\S*)?/i
const codes =
  /\b(?:otp|ma (?:xac (?:nhan|thuc)|pin|bao mat)|mat khau|pass ?word|pin code|verification code|one.time code)\b/
const bank =
  /\b(?:so (?:tai khoan|the)|tai khoan ngan hang|the tin dung|the ngan hang|cvv|cvc|chuyen khoan|bank (?:account|card)|card number|credit card)\b/
/** A sentence that warns of such questions may name them. */
const warns = /\b(?:khong|dung|chua bao gio|never|not|do not)\b/

/** The sentence of a text in which something is asked for, unless it says not to give it. */
function asked(text: string, what: RegExp): string | undefined {
  for (const sentence of fold(text).split(/[.!?\n;]+/)) {
    const hit = what.exec(sentence)
    if (hit && !warns.test(sentence)) return hit[0]
  }
  return undefined
}

function flawsOf(field: TextField, text: string, declared: readonly string[]): Found[] {
  const found: Found[] = []
  const add = (flaw: Flaw, hit: string | undefined): void =>
    void (hit !== undefined && found.push({ field, flaw, hit }))
  add('link', link.exec(text.normalize('NFKC'))?.[0])
  add('asks_code', asked(text, codes))
  add('asks_bank', asked(text, bank))
  for (const [, name = ''] of text.matchAll(slot))
    if (!isVariable(name)) add('unknown_value', name)
    else if (!declared.includes(name)) add('undeclared_value', name)
  return found
}

/** What a channel needs beside its text: Zalo the number of its template, an e-mail its subject, an advert its label. */
function missing({ sms, zalo, zaloTemplate, emailSubject, email }: Texts, of: MessageClass): Found[] {
  const labelled = (text: string | null | undefined): boolean => !text || of !== 'advert' || /^\[(?:QC|AD)\]/.test(text)
  const checks: readonly (readonly [boolean, TextField, Flaw, string?])[] = [
    [!sms && !zalo && !email, 'sms', 'no_text'],
    [Boolean(zalo && !zaloTemplate), 'zaloTemplate', 'no_zalo_template'],
    [Boolean(email && !emailSubject), 'emailSubject', 'no_subject'],
    [/[\r\n]/.test(emailSubject ?? ''), 'emailSubject', 'line_in_subject'],
    [!labelled(sms), 'sms', 'no_label', '[QC]'],
    [!labelled(email && emailSubject), 'emailSubject', 'no_label', '[QC]'],
  ]
  return checks.flatMap(([wrong, field, flaw, hit = '']) => (wrong ? [{ field, flaw, hit }] : []))
}

/** Whatever keeps a template from being sent for approval, each with the field and the words that it is about. */
export function lint(texts: Texts, declared: readonly string[], of: MessageClass): Found[] {
  const { sms, zalo, emailSubject, email } = texts
  const written = Object.entries({ sms, zalo, emailSubject, email }) as [TextField, string | null | undefined][]
  const used = new Set(written.flatMap(([, text]) => [...(text ?? '').matchAll(slot)].map(([, name]) => name)))
  const unused = declared.filter(name => !used.has(name))
  const long = sms && longest({ sms, plain: texts.plain }).segments > mostParts
  return [
    ...missing(texts, of),
    ...written.flatMap(([field, text]) => (text ? flawsOf(field, text, declared) : [])),
    ...unused.map((hit): Found => ({ field: 'variables', flaw: 'unused_value', hit })),
    ...(long ? [{ field: 'sms', flaw: 'too_many_parts', hit: String(mostParts) } as const] : []),
  ]
}

export type Values = Readonly<Record<Variable, string>>

/** Without what could break out of a line or hide in it: control signs, marks of direction, joiners. */
const tame = (value: string): string => value.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim()

/** The text with its values; what is no value stays as it was written. Values are data: none is read as a slot. */
export function render(text: string, values: Values): string {
  return text.replace(slot, (all, name: string) => (isVariable(name) ? tame(values[name]) : all))
}

/** An SMS as it leaves. */
export const smsText = (text: string, plain: boolean, values: Values): string =>
  plain ? foldForSms(render(text, values)) : render(text, values)

/** How large an SMS is at most: with the longest values, which have diacritics as names do. */
export function longest({ sms, plain }: { readonly sms: string; readonly plain: boolean }): SmsSize {
  const values = Object.fromEntries(
    variableNames.map(name => [name, (name === 'code' ? 'P' : 'ễ').repeat(variables[name])]),
  )
  return smsSize(smsText(sms, plain, values as Values))
}

/** What a text looks like with somebody's values: invented ones, for a preview. */
export const sampleValues: Values = { name: 'Nguyễn Thị Hoa', code: 'PB14000123456', unit: 'Điện lực Năm Căn' }
