import { type Channel, smsGateway, smtp, zaloGateway } from '#kit/channels'

export type Carriers = Partial<Record<'sms' | 'email' | 'zalo', Channel>>

/**
 * The carriers that the environment names; whatever it does not name goes to the sandbox.
 * - TRI_AN_SMTP (smtp://user:secret@host:port), TRI_AN_SMTP_FROM, TRI_AN_SMTP_REFUSE (a mailbox for whoever wants no more)
 * - TRI_AN_SMS (the gateway's address), TRI_AN_SMS_KEY, TRI_AN_SMS_BRAND
 * - TRI_AN_ZALO (the gateway's address), TRI_AN_ZALO_KEY
 */
export function carriersOf(env: NodeJS.ProcessEnv): Carriers {
  const { TRI_AN_SMTP: mail, TRI_AN_SMTP_FROM: from, TRI_AN_SMTP_REFUSE: refuse } = env
  const { TRI_AN_SMS: sms, TRI_AN_SMS_KEY: smsKey = '', TRI_AN_SMS_BRAND: brand = '' } = env
  const { TRI_AN_ZALO: zalo, TRI_AN_ZALO_KEY: zaloKey = '' } = env
  return {
    ...(mail && from ? { email: smtp(mail, from, refuse ? { refuse } : {}) } : {}),
    ...(sms ? { sms: smsGateway({ url: sms, key: smsKey }, brand) } : {}),
    ...(zalo ? { zalo: zaloGateway({ url: zalo, key: zaloKey }) } : {}),
  }
}
