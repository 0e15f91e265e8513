import type { AnyFace } from '#kit/serve'
import { type Broken, mustSee, type Seen } from '../../tools/check/law.ts'
import { lineAt } from '../../tools/check/tree.ts'

export type Source = { readonly path: string; readonly text: string }

const enqueued = /\b(?:enqueue|askErrand)\(\s*[\w.]+,\s*(?:(['"`])([^'"`$]+)\1|([^,)\s]+))/g
/** Minute, hour, day, month, weekday, as the queue reads them. */
const cron = /^[\d*,/-]+( [\d*,/A-Za-z-]+){4}$/

function declared(face: AnyFace): Broken[] {
  return Object.entries(face.jobs ?? {}).flatMap(([name, job]) => {
    const at = `${face.name}.${name}`
    const broken: Broken[] = []
    if (typeof job.run !== 'function') broken.push({ law: 'job-handler', at, says: 'nothing runs it' })
    if (job.every !== undefined && !cron.test(job.every))
      broken.push({ law: 'job-schedule', at, says: `"${job.every}" is not minute hour day month weekday` })
    return broken
  })
}

/** Every declared job has a handler that some process works off, and what is enqueued by name is declared. */
export function jobHouse(faces: readonly AnyFace[], sources: readonly Source[], least = 100): Seen {
  mustSee('sources', sources.length, least)
  const names = new Set(faces.flatMap(face => Object.keys(face.jobs ?? {}).map(name => `${face.name}.${name}`)))
  const broken = faces.flatMap(declared)
  let calls = 0
  for (const { path, text } of sources.filter(one => !one.path.startsWith('src/kit/')))
    for (const hit of text.matchAll(enqueued)) {
      calls += 1
      const at = `${path}:${lineAt(text, hit.index)}`
      const [, , name, other] = hit
      if (!name)
        broken.push({ law: 'job-by-name', at, says: `name the job itself, not ${other}, so that it can be found` })
      else if (!names.has(name)) broken.push({ law: 'job-by-name', at, says: `no face declares the job ${name}` })
    }
  const runs = sources.some(({ path, text }) => path.startsWith('src/apps/server/') && /\bstartJobs\(/.test(text))
  if (names.size > 0 && !runs)
    broken.push({ law: 'job-handler', at: 'src/apps/server', says: 'jobs are declared, but no process starts them' })
  return { saw: `${names.size} jobs, ${calls} calls of enqueue in ${sources.length} sources`, broken }
}
