import { PgBoss } from 'pg-boss'
import type { AnyFace, Job, JobContext } from '#kit/serve/face.ts'
import { zone } from '#kit/time'
import { Refusal } from '#kit/wire'
import { deadQueue, type JobData } from './enqueue.ts'
import { jobSchema } from './install.ts'

/** What is worth a line in the log; ids and names only, but for `bug`, which is for the operator's eyes. */
export type JobLine = { readonly job: string; readonly id?: string; readonly failed: string; readonly bug?: unknown }

/**
 * `url` is the app's role. `jobs` by their full names (`folder.job`). `alone`: no other process works on this
 * database, so what is marked as running was left by one that died, and is taken up at once.
 */
export type StartJobs = {
  readonly url: string
  readonly jobs: Readonly<Record<string, Job>>
  readonly context: Omit<JobContext, 'signal'>
  readonly log: (line: JobLine) => void
  readonly atOnce?: number
  readonly pollSeconds?: number
  readonly alone?: boolean
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

/** Gives back what a process that died was doing, long before its missing heartbeat would tell. */
const takeUp = `update ${jobSchema}.job set state = 'retry', start_after = now() where state = 'active'`

/**
 * One worker of one job. It is told of a job by NOTIFY; its poll finds what was to wait, and what a lost connection
 * did not hear. Where there was one there may be more, so it looks again at once.
 */
async function work(boss: PgBoss, name: string, options: StartJobs, stopping: AbortSignal): Promise<void> {
  const { pollSeconds = 5 } = options
  const polls = { pollingIntervalSeconds: Math.min(pollSeconds, 2), notifyPollingIntervalSeconds: pollSeconds }
  let own = ''
  own = await boss.work<JobData>(name, polls, async batch => {
    for (const { id, data, signal } of batch)
      await runOne(name, options, { id, data, signal: AbortSignal.any([signal, stopping]) }).finally(() =>
        boss.notifyWorker(own),
      )
  })
}

/**
 * Starts working off jobs as the app's role. The tables and queues must be there (`installJobs`). A job runs at least once: its
 * process may die after the work and before the note of it, so its effects belong into one transaction that knows
 * what is done. A job that is told to stop and has work left throws, and is run again.
 */
export async function startJobs(options: StartJobs): Promise<RunningJobs> {
  const { url, jobs, log, atOnce = 2 } = options
  const boss = new PgBoss({
    connectionString: url,
    schema: jobSchema,
    max: 4,
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    useListenNotify: true,
    superviseIntervalSeconds: 20,
    monitorIntervalSeconds: 20,
    application_name: 'tri-an-jobs',
  })
  boss.on('error', error => log({ job: 'kit.jobs', failed: nameOf(error), bug: error }))
  boss.on('warning', ({ message }) => log({ job: 'kit.jobs', failed: message }))
  await boss.start()
  await declareSchedules(boss, jobs)
  if (options.alone) await boss.getDb().executeSql(takeUp)
  const stopping = new AbortController()
  for (const name of Object.keys(jobs))
    for (let workers = 0; workers < atOnce; workers++) await work(boss, name, options, stopping.signal)
  return {
    stop: async (mostMs = 30_000) => {
      stopping.abort(new Error('the process is stopping'))
      await boss.stop({ graceful: true, timeout: mostMs })
    },
    redrive: most => boss.redrive(deadQueue, { limit: most ?? 1000 }),
  }
}
