import { PgBoss } from 'pg-boss'
import { openOwner } from '#kit/db'
import type { Job } from '#kit/serve/face.ts'
import { deadQueue } from './enqueue.ts'

/*
 * pg-boss keeps its queues in the schema pgboss. They hold the names of jobs and opaque ids, never personal data and
 * nothing of a unit, so they carry no row-level security: the house test of "no scope set gives 0 rows" leaves this
 * schema out by name. The app may add and work off jobs there, and owns nothing.
 */
export const jobSchema = 'pgboss'

const grants = `
  grant usage on schema ${jobSchema} to tri_an_app;
  grant select, insert, update, delete on all tables in schema ${jobSchema} to tri_an_app;
  grant usage on all sequences in schema ${jobSchema} to tri_an_app`

const patience = { tries: 600, everyMs: 100 }

/** A newer pg-boss builds its indexes beside the running app; wait until they stand, so that a start is complete. */
async function settled(boss: PgBoss): Promise<void> {
  for (let left = patience.tries; left > 0; left--) {
    const open = (await boss.getBamStatus()).filter(({ status }) => status !== 'completed')
    if (open.every(({ count }) => Number(count) === 0)) return
    await new Promise(resolve => setTimeout(resolve, patience.everyMs))
  }
  throw new Error('the job tables are still being changed')
}

/** `retries`: a failed job is tried again up to `limit` times (8) after growing waits from `delaySeconds` (15) to an hour. */
type Install = {
  readonly jobs?: Readonly<Record<string, Job>>
  readonly retries?: { readonly limit: number; readonly delaySeconds: number }
}

const hour = 3600
/** A job whose process died is found by its missing heartbeat, long before the longest run is over. */
const lasting = { expireInSeconds: 12 * hour, heartbeatSeconds: 20, retentionSeconds: 90 * 24 * hour }

async function declareQueues(boss: PgBoss, { jobs = {}, retries }: Install): Promise<void> {
  await boss.createQueue(deadQueue, { retentionSeconds: 365 * 24 * hour })
  for (const [name, job] of Object.entries(jobs)) {
    const settings = {
      ...lasting,
      retryLimit: retries?.limit ?? 8,
      retryDelay: retries?.delaySeconds ?? 15,
      retryBackoff: true,
      retryDelayMax: hour,
      deadLetter: deadQueue,
      notify: true,
    }
    // On a schedule: one that waits or runs is enough, however many ticks have passed.
    await boss.createQueue(name, { ...settings, policy: job.every ? 'exclusive' : 'standard' })
    await boss.updateQueue(name, settings)
  }
}

/**
 * Makes or renews the tables of the job queue and the queues of these jobs, as the owner of the tables, and lets the
 * app's role use them. Run with every migration; changes nothing when all is there. Needs the role `tri_an_app`
 * (kit/db makes it).
 */
export async function installJobs(ownerUrl: string, install: Install = {}): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: jobSchema,
    max: 2,
    supervise: false,
    schedule: false,
    bamIntervalSeconds: 10,
  })
  boss.on('error', () => undefined) // what fails is thrown by start() or shows in settled()
  await boss.start()
  try {
    await settled(boss)
    await declareQueues(boss, install)
  } finally {
    await boss.stop({ graceful: false })
  }
  const owner = openOwner(ownerUrl, 1)
  try {
    await owner.pool.query(grants)
  } finally {
    await owner.close()
  }
}
