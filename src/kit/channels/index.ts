import type { Channel } from './channel.ts'

export { lastSentTo, refusedRecipient, sandbox, unknownRecipient } from './sandbox.ts'
export { foldForSms, smsSize } from './sms.ts'

declare module '#kit/serve/face.ts' {
  interface Ports {
    /** The carriers by which single messages leave. */
    readonly channels: Readonly<Record<'sms' | 'email', Channel>>
  }
}
