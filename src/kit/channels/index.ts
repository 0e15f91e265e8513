export type { Channel, ChannelName, Message, Sent } from './channel.ts'
export { lastSentTo, refusedRecipient, type SandboxOptions, sandbox, unknownRecipient } from './sandbox.ts'
export { foldForSms, type SmsSize, smsSize } from './sms.ts'
