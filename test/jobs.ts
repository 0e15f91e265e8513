import type { JobContext } from '#kit/serve/face.ts'
import { jobs } from '../src/apps/server/ports.ts'
import type { TestDatabase } from './database.ts'

/**
 * The jobs of a world, done when a test says so and not by a clock.
 * - `runJobs`: does every job whose time has come by the world's clock, and those that these put into the queue;
 *   answers their names in order and throws what a job throws
 * - `runJob`: does one job now, as its schedule would
 */
export type Work = {
  readonly runJobs: () => Promise<readonly string[]>
  readonly runJob: (name: string, data?: object) => Promise<void>
}

const next = `update pgboss.job set state = 'active' where (name, id) = (
  select name, id from pgboss.job where state = 'created' and start_after <= greatest(now(), $1)
    and name = any ($2) order by start_after, created_on, id limit 1) returning name, id, data`

export function worker({ owner }: TestDatabase, context: Omit<JobContext, 'signal'>): Work {
  const runJob: Work['runJob'] = async (name, data = {}) => {
    const job = jobs[name]
    if (!job) throw new Error(`no job is called ${name}`)
    await job.run({ ...context, signal: new AbortController().signal }, data)
  }
  const runJobs = async (): Promise<readonly string[]> => {
    const done: string[] = []
    for (;;) {
      const { rows } = await owner.pool.query<{ name: string; id: string; data: object }>(next, [
        context.now(),
        Object.keys(jobs),
      ])
      const [job] = rows
      if (!job) return done
      await runJob(job.name, job.data)
      await owner.pool.query(`update pgboss.job set state = 'completed', completed_on = now() where id = $1`, [job.id])
      done.push(job.name)
    }
  }
  return { runJobs, runJob }
}
