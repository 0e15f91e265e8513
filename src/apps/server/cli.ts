import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Database, inTransaction, migrate, openOwner } from '#kit/db'
import { type Head, verifyAudit } from '#spine/audit'
import { recompute } from '#spine/recognition'
import { backup, restore } from './backup.ts'
import { claim } from './claim.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { ownerDatabase, probe } from './database.ts'
import { explain } from './explain.ts'
import { measure, measureUsage } from './measure.ts'
import { foldersIn, portsOf } from './ports.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { readSettings } from './settings.ts'
import { tableFolders } from './tables.ts'

const usage = `npm run -s tri-an -- COMMAND

  verify audit [--heads FILE]   walk the audit's chain; with the heads that were exported earlier
  backup --out FILE             every row of this moment into one file
  restore --from FILE           into an empty database: all of it or nothing
  recompute RUN                 a run of recognition again, from what is kept: the same bytes or not, and what is gone
${measureUsage}

The data folder is TRI_AN_DATA (default ./data); DATABASE_URL names a server of your own. Stop the server first
when it runs on the built-in database.`

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type Options = {
  readonly out?: string | undefined
  readonly from?: string | undefined
  readonly heads?: string | undefined
}

async function verify(owner: Database, secrets: Secrets, options: Options): Promise<number> {
  const heads =
    options.heads && existsSync(options.heads) ? (JSON.parse(readFileSync(options.heads, 'utf8')) as Head[]) : []
  const verdict = await verifyAudit(owner, secrets.key('audit'), heads)
  if (verdict.whole)
    console.log(
      `The audit is whole: ${verdict.entries} entries sealed, ${verdict.waiting} waiting, ${verdict.heads} signed heads fit.`,
    )
  else console.log(`The audit is broken at position ${verdict.position}: ${verdict.fault}.`)
  return verdict.whole ? 0 : 1
}

/** 0 when the same bytes come out, 1 when others do, 3 when inputs are gone. */
async function again(owner: Database, secrets: Secrets, run: string): Promise<number> {
  const { dataFolder } = readSettings(process.env, [])
  const ports = await portsOf({
    database: owner,
    secrets,
    ...foldersIn(dataFolder),
    invented: false,
    sendCode: async () => undefined,
  })
  const found = await inTransaction(owner, {}, tx => recompute(tx, ports, run, new Date()))
  console.log(
    `frozen      ${found.frozen}  ${found.rows} lines${found.filesKept ? '' : ', its files are damaged or gone'}`,
  )
  if (found.root) console.log(`recomputed  ${found.root}  ${found.equal ? 'equal' : 'not equal'}`)
  for (const name of found.gone) console.log(`gone        ${name}`)
  if (found.gone.length > 0) return 3
  return found.equal && found.filesKept ? 0 : 1
}

async function withOwner(run: (owner: Database, secrets: Secrets) => Promise<number>): Promise<number> {
  const settings = readSettings(process.env, [])
  if (!settings.databaseUrl) claim(settings.dataFolder) // the built-in database has one user at a time
  const secrets = openSecrets(settings.dataFolder)
  const password = secrets.key('postgres.owner').toString('hex')
  const cluster: Cluster | undefined = settings.databaseUrl
    ? undefined
    : await startCluster({ folder: join(settings.dataFolder, 'postgres'), durable: true, password })
  const url = settings.databaseUrl ?? (await ownerDatabase(cluster as Cluster))
  await probe(url)
  const owner = openOwner(url, 2)
  try {
    return await run(owner, secrets)
  } finally {
    await owner.close()
    await cluster?.stop()
  }
}

async function main(): Promise<number> {
  if (process.argv[2] === 'measure') return measure(process.argv.slice(2))
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, from: { type: 'string' }, heads: { type: 'string' } },
  })
  const command = positionals.join(' ')
  if (command === 'verify audit') return withOwner((owner, secrets) => verify(owner, secrets, values))
  if (command === 'backup' && values.out) {
    const file = values.out
    return withOwner(async owner => {
      console.log(
        `${await backup(owner, file, new Date())} tables written to ${file}. The data folder's secret.key and files are kept apart: copy them too.`,
      )
      return 0
    })
  }
  if (command === 'restore' && values.from) {
    const file = values.from
    return withOwner(async owner => {
      await migrate(owner, tableFolders())
      console.log(`${await restore(owner, file)} tables restored from ${file}.`)
      return 0
    })
  }
  const [first, run] = positionals
  if (first === 'recompute' && run && uuid.test(run)) return withOwner((owner, secrets) => again(owner, secrets, run))
  console.error(usage)
  return 2
}

try {
  process.exit(await main())
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}
