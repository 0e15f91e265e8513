import { hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Secrets = {
  /** 32 bytes for one purpose; the same purpose gives the same key for as long as the data folder lives. */
  readonly key: (purpose: string) => Buffer
}

/** The one secret of an installation, made at its first start and kept beside its data (mode 0600). */
export function openSecrets(dataFolder: string): Secrets {
  const file = join(dataFolder, 'secret.key')
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(32).toString('hex'), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  const master = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  return { key: purpose => Buffer.from(hkdfSync('sha256', master, '', purpose, 32)) }
}
