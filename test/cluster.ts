import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Cluster, startCluster } from '../src/apps/server/cluster.ts'
import { jobs } from '../src/apps/server/ports.ts'
import { tableFolders } from '../src/apps/server/tables.ts'
import { migrate, openOwner } from '../src/kit/db/index.ts'
import { installJobs } from '../src/kit/jobs/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string
    template: string
  }
}

/** Starts one throw-away PostgreSQL for the whole run and migrates one template that every world copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tri-an-test-'))
  chmodSync(folder, 0o755)
  const cluster: Cluster = await startCluster({ folder: join(folder, 'postgres'), durable: false })
  try {
    await makeTemplate(project, cluster)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(project: TestProject, cluster: Cluster): Promise<void> {
  const template = 'template_world'
  const admin = openOwner(cluster.urlOf('postgres'), 1)
  // Worlds are thrown away before they would need a vacuum, and every one would be visited for it.
  await admin.pool.query('alter system set autovacuum = off')
  await admin.pool.query('select pg_reload_conf()')
  await admin.pool.query(`create database ${template} template template0 encoding 'UTF8'`)
  const owner = openOwner(cluster.urlOf(template), 1)
  await migrate(owner, tableFolders())
  await installJobs(cluster.urlOf(template), { jobs })
  await owner.pool.query(`do $$ begin
    if not exists (select 1 from pg_roles where rolname = 'world_app') then
      create role world_app login password 'world' in role tri_an_app; end if; end $$`)
  await owner.close()
  await admin.close()
  project.provide('ownerUrl', cluster.urlOf('postgres'))
  project.provide('template', template)
}
