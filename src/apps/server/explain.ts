import { kitWords } from '#kit/serve/words.ts'
import { Refusal } from '#kit/wire'
import { meterWords } from '#spine/meters/words.ts'
import { recognitionWords } from '#spine/recognition/words.ts'
import { CannotStart } from './settings.ts'

type Failed = { readonly code: string; readonly path?: string; readonly port?: number; readonly syscall?: string }

/** What the system says, by its error's code. */
const bySystem: Readonly<Record<string, (error: Failed) => string>> = {
  EADDRINUSE: ({ port }) => `Port ${port} is taken. Set PORT to another one.`,
  EACCES: ({ path, port, syscall }) =>
    syscall === 'listen'
      ? `Port ${port} may not be used by this user. Set PORT to one from 1024 on.`
      : `${path} may not be read or written by this user.`,
  EPERM: ({ path }) => `${path} may not be read or written by this user.`,
  EROFS: ({ path }) => `${path} lies on a disk that cannot be written.`,
  ENOSPC: () => 'The disk is full.',
  EDQUOT: () => 'The disk quota is used up.',
  EMFILE: () => 'This user may not open enough files. Raise the limit (ulimit -n).',
  ECONNREFUSED: () => 'No database answers at DATABASE_URL.',
  ENOTFOUND: () => 'The host of DATABASE_URL is not known.',
  EAI_AGAIN: () => 'The host of DATABASE_URL cannot be looked up now.',
  ETIMEDOUT: () => 'The database at DATABASE_URL does not answer.',
  EHOSTUNREACH: () => 'The host of DATABASE_URL cannot be reached.',
  ENETUNREACH: () => 'The host of DATABASE_URL cannot be reached.',
  ECONNRESET: () => 'What answers at DATABASE_URL is not PostgreSQL, or it broke off.',
}

/** What PostgreSQL says, by SQLSTATE. */
const byDatabase: Readonly<Record<string, string>> = {
  '28P01': 'The database refuses the user or password of DATABASE_URL.',
  '28000': 'The database refuses the user or password of DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist.',
  '42501': 'The user of DATABASE_URL may not create what is needed (schemas, extensions, one role).',
  '53100': 'The disk of the database is full.',
  '53300': 'The database takes no more connections.',
  '57P03': 'The database is starting up or shutting down. Try again in a moment.',
}

function sentenceOf(error: unknown): string | undefined {
  if (error instanceof CannotStart) return error.message
  if (error instanceof Refusal) {
    const words = { ...kitWords.en.refusals, ...meterWords.en.refusals, ...recognitionWords.en.refusals } as Readonly<
      Record<string, string | ((values: never) => string)>
    >
    const sentence = words[error.code] ?? error.code
    return typeof sentence === 'string' ? sentence : sentence(error.values as never)
  }
  if (error instanceof AggregateError) return sentenceOf(error.errors[0])
  const failed = error instanceof Error && 'code' in error ? (error as unknown as Failed) : undefined
  return failed && (bySystem[failed.code]?.(failed) ?? byDatabase[failed.code])
}

/** One plain sentence for what keeps a command from running; a bug with its whole trace. */
export function explain(error: unknown): string {
  const sentence = sentenceOf(error)
  if (sentence !== undefined) return `Tri Ân: ${sentence}`
  return `Tri Ân: this is a bug.\n${error instanceof Error ? error.stack : String(error)}`
}
