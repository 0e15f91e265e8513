import { z } from 'zod'
import type { Said } from '#kit/words'
import { messagingWords as words } from './words.ts'

export const does = (key: keyof typeof words.vi.does): Said => ({ vi: words.vi.does[key], en: words.en.does[key] })
export const id = z.uuid()
export const reason = z.string().trim().min(3).max(200)
export const done = z.object({})
