import type { Channel } from './channel.ts'

export type { Channel, Message, Sent } from './channel.ts'
export { smsGateway, zaloGateway } from './gateway.ts'
export { lastSentTo, refusedRecipient, sandbox, unknownRecipient } from './sandbox.ts'
export { smtp } from './smtp.ts'

declare module '#kit/serve/face.ts' {
  interface Ports {
    /** The carriers by which messages leave. */
    readonly channels: Readonly<Record<'sms' | 'email' | 'zalo', Channel>>
  }
}
