import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** What the environment says; each wrong value is one plain sentence. */
export type Settings = {
  readonly port: number
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  readonly origin: string
  readonly empty: boolean
  /** How many invented customers the demonstration gets at its first start. */
  readonly customers: number
  readonly trustProxy: boolean
  /** How many days refused rows of an import are kept for correcting them, after its last step. */
  readonly refusedDays: number
}

/** How long refused rows are kept where nobody says otherwise: they are copies of personal data. */
export const refusedDays = 30

/** A surrounding that keeps the server from starting: said in one sentence, without a stack. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}

function portOf(text: string | undefined): number {
  const port = Number(text ?? 8080)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new CannotStart(`PORT must be a number from 1 to 65535, not "${text}".`)
  return port
}

function daysOf(text: string | undefined, otherwise: number): number {
  const days = Number(text ?? otherwise)
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new CannotStart(`TRI_AN_REFUSED_DAYS must be a number of days from 1 to 3650, not "${text}".`)
  return days
}

/** Each missing folder one by one: made all at once, a place that can hold none (below /proc) is tried for ever. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

function dataFolderOf(text: string | undefined): string {
  const folder = resolve(text || 'data')
  try {
    makeFolder(folder)
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new CannotStart(
      `The data folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}). Set TRI_AN_DATA to a folder that can.`,
    )
  }
  return folder
}

function urlOf(name: string, text: string | undefined, protocols: readonly string[]): string | undefined {
  if (!text) return undefined
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))
    throw new CannotStart(`${name} is not an address of the form ${protocols[0]}//….`)
  return text
}

const mostCustomers = 5_000_000

/** `--empty`, and `--customers N` or `--customers=N`. */
function optionsOf(args: readonly string[]): { readonly empty: boolean; readonly customers: number } {
  let [empty, customers] = [false, 50_000]
  const rest = args.flatMap(arg => arg.split('='))
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--empty') empty = true
    else if (arg === '--customers') {
      const written = rest.shift() ?? ''
      customers = /^\d+$/.test(written) ? Number(written) : 0
      if (customers < 1 || customers > mostCustomers)
        throw new CannotStart(`--customers must be a number from 1 to ${mostCustomers}, not "${written}".`)
    } else throw new CannotStart(`"${arg}" is not known; the options are --empty and --customers N.`)
  }
  return { empty, customers }
}

export function readSettings(
  env: NodeJS.ProcessEnv = process.env,
  args: readonly string[] = process.argv.slice(2),
): Settings {
  const port = portOf(env.PORT)
  const { empty, customers } = optionsOf(args)
  return {
    port,
    databaseUrl: urlOf('DATABASE_URL', env.DATABASE_URL, ['postgres:', 'postgresql:']),
    origin:
      urlOf('TRI_AN_ORIGIN', env.TRI_AN_ORIGIN, ['https:', 'http:'])?.replace(/\/$/, '') ?? `http://localhost:${port}`,
    dataFolder: dataFolderOf(env.TRI_AN_DATA),
    empty,
    customers,
    trustProxy: env.TRI_AN_TRUST_PROXY === 'yes',
    refusedDays: daysOf(env.TRI_AN_REFUSED_DAYS, refusedDays),
  }
}
