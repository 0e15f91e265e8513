import { sandbox } from '#kit/channels'
import type { Database } from '#kit/db'
import type { Ports } from '#kit/serve'
import { uuidv7 } from '#kit/wire'

const texts = {
  vi: (code: string) => `Tri Ân: mã đăng nhập ${code}, dùng một lần trong 5 phút. Điện lực không bao giờ hỏi mã này.`,
  en: (code: string) => `Tri Ân: sign-in code ${code}, good once within 5 minutes. We never ask for this code.`,
} as const

/**
 * Sends one-time codes. No carrier is connected yet: the sandbox keeps them sealed and reaches nobody. Only a
 * demonstration shows them, on the screen that it was started from.
 */
export function codeSender(
  database: Database,
  key: Buffer,
  show: ((line: string) => void) | undefined,
): Ports['sendCode'] {
  const sms = sandbox('sms', { database, key, clock: () => new Date() })
  return async (phone, code, lang) => {
    await sms.send({ id: uuidv7(), to: `+84${phone.slice(1)}`, body: texts[lang](code) })
    show?.(`  ${phone}: mã đăng nhập / sign-in code ${code}`)
  }
}
