import { config } from 'zod'

/**
 * Imported first by a browser app: the strict content policy forbids code made from text, so schemas are checked
 * without it.
 */
config({ jitless: true })
