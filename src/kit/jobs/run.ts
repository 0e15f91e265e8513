import { PgBoss } from 'pg-boss'
import type { AnyFace, Job, JobContext } from '#kit/serve/face.ts'
import { zone } from '#kit/time'
import { Refusal } from '#kit/wire'
import { deadQueue, type JobData } from './enqueue.ts'
import { jobSchema } from './install.ts'

/** What is worth a line in the log; ids and names only, but for `bug`, which is for the operator's eyes. */
export type JobLine = { readonly job: string; readonly id?: string; readonly failed: string; readonly bug?: unknown }

/**
 * `url` is the app's role. `jobs` by their full names (`folder.job`). A failed job is tried again up to
 * `retries.limit` times (8) after growing waits from `retries.delaySeconds` (15) up to an hour, then kept as dead.
 */
export type StartJobs = {
  readonly url: string
  readonly jobs: Readonly<Record<string, Job>>
  readonly context: Omit<JobContext, 'signal'>
  readonly log: (line: JobLine) => void
  readonly atOnce?: number
  readonly pollSeconds?: number
  readonly retries?: { readonly limit: number; readonly delaySeconds: number }
}

/**
 * Jobs at work in this process.
 * - `stop`: takes no more jobs, tells running ones by their signal, waits for them; what is not done in `mostMs`
 *   (30,000) goes back into the queue
 * - `redrive`: puts dead jobs back into their queues; answers how many
 */
export type RunningJobs = {
  readonly stop: (mostMs?: number) => Promise<void>
  readonly redrive: (most?: number) => Promise<number>
}

/** The jobs of all faces by their full names. */
export function jobsOf(faces: readonly AnyFace[]): Readonly<Record<string, Job>> {
  return Object.fromEntries(
    faces.flatMap(face => Object.entries(face.jobs ?? {}).map(([name, job]) => [`${face.name}.${name}`, job])),
  )
}

const hour = 3600
/** A job whose process died is found by its missing heartbeat, long before the longest run is over. */
const lasting = { expireInSeconds: 12 * hour, heartbeatSeconds: 60, retentionSeconds: 90 * 24 * hour }

async function declareQueues(boss: PgBoss, { jobs, retries }: StartJobs): Promise<void> {
  await boss.createQueue(deadQueue, { retentionSeconds: 365 * 24 * hour })
  for (const [name, job] of Object.entries(jobs)) {
    const settings = {
      ...lasting,
      retryLimit: retries?.limit ?? 8,
      retryDelay: retries?.delaySeconds ?? 15,
      retryBackoff: true,
      retryDelayMax: hour,
      deadLetter: deadQueue,
    }
    // On a schedule: one that waits or runs is enough, however many ticks have passed.
    await boss.createQueue(name, { ...settings, policy: job.every ? 'exclusive' : 'standard' })
    await boss.updateQueue(name, settings)
  }
}

async function declareSchedules(boss: PgBoss, jobs: StartJobs['jobs']): Promise<void> {
  for (const { name, key } of await boss.getSchedules()) if (!jobs[name]?.every) await boss.unschedule(name, key)
  for (const [name, job] of Object.entries(jobs))
    if (job.every) await boss.schedule(name, job.every, {}, { tz: zone, missed: 'once' })
}

/** What is kept of a failure: its texts may name people, so only its code or kind. */
const nameOf = (error: unknown): string =>
  error instanceof Refusal ? error.code : error instanceof Error ? error.name : typeof error

async function runOne(
  name: string,
  { jobs, context, log }: StartJobs,
  at: { readonly id: string; readonly data: JobData; readonly signal: AbortSignal },
): Promise<void> {
  try {
    await jobs[name]?.run({ ...context, signal: at.signal }, at.data ?? {})
  } catch (error) {
    log({ job: name, id: at.id, failed: nameOf(error), ...(error instanceof Refusal ? {} : { bug: error }) })
    throw new Error(nameOf(error))
  }
}

/**
 * Starts working off jobs as the app's role. The tables must be there (`installJobs`). A job runs at least once: its
 * process may die after the work and before the note of it, so its effects belong into one transaction that knows
 * what is done. A job that is told to stop and has work left throws, and is run again.
 */
export async function startJobs(options: StartJobs): Promise<RunningJobs> {
  const { url, jobs, log, atOnce = 2, pollSeconds = 2 } = options
  const boss = new PgBoss({
    connectionString: url,
    schema: jobSchema,
    max: 4,
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    application_name: 'tri-an-jobs',
  })
  boss.on('error', error => log({ job: 'kit.jobs', failed: nameOf(error), bug: error }))
  await boss.start()
  await declareQueues(boss, options)
  await declareSchedules(boss, jobs)
  const stopping = new AbortController()
  for (const name of Object.keys(jobs))
    await boss.work<JobData>(name, { pollingIntervalSeconds: pollSeconds, localConcurrency: atOnce }, async batch => {
      for (const { id, data, signal } of batch)
        await runOne(name, options, { id, data, signal: AbortSignal.any([signal, stopping.signal]) })
    })
  return {
    stop: async (mostMs = 30_000) => {
      stopping.abort(new Error('the process is stopping'))
      await boss.stop({ graceful: true, timeout: mostMs })
    },
    redrive: most => boss.redrive(deadQueue, { limit: most ?? 1000 }),
  }
}
