export { lastSentTo, refusedRecipient, sandbox, unknownRecipient } from './sandbox.ts'
export { foldForSms, smsSize } from './sms.ts'
