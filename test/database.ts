import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Context, type Database, inTransaction, openDatabase, openOwner, type Tx } from '#kit/db'

/** A database of one test: `app` has the app's rights and row-level security, `owner` owns the tables. */
export type TestDatabase = {
  readonly app: Database
  readonly owner: Database
  readonly appUrl: string
  readonly ownerUrl: string
  /** Runs as the app's role in a scope. */
  readonly within: <T>(context: Context, run: (tx: Tx) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

const withDatabase = (url: string, database: string): string =>
  Object.assign(new URL(url), { pathname: `/${database}` }).href

/** Copies the migrated template: some 50 ms, so every test file may have worlds of its own. */
export async function newDatabase(max = 8): Promise<TestDatabase> {
  const name = `world_${randomBytes(6).toString('hex')}`
  const admin = openOwner(inject('ownerUrl'), 1)
  await admin.pool.query(`create database ${name} template ${inject('template')}`)
  const ownerUrl = withDatabase(inject('ownerUrl'), name)
  const appUrl = Object.assign(new URL(ownerUrl), { username: 'world_app', password: 'world' }).href
  const [app, owner] = [await openDatabase(appUrl, max), openOwner(ownerUrl, 2)]
  return {
    app,
    owner,
    appUrl,
    ownerUrl,
    within: (context, run) => inTransaction(app, context, run),
    close: async () => {
      await app.close()
      await owner.close()
      await admin.pool.query(`drop database ${name} with (force)`)
      await admin.close()
    },
  }
}
