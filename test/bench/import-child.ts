import { hkdfSync } from 'node:crypto'
import { openDatabase } from '#kit/db'
import { contextOf } from '#kit/jobs'
import { foldersIn, gate, jobs, portsOf } from '../../src/apps/server/ports.ts'

/*
 * The importing process by itself: checks a load that was received, lets it in, and tells how long each took and how
 * much memory it had at most. Arguments: the app's database, the data folder, the load.
 */
const [url = '', folder = '', load = ''] = process.argv.slice(2)
const database = await openDatabase(url, 4)
const ports = await portsOf({
  database,
  secrets: { key: purpose => Buffer.from(hkdfSync('sha256', 'bench', '', purpose, 32)) },
  ...foldersIn(folder),
  invented: true,
  sendCode: async () => undefined,
})
const context = { ...contextOf({ database, gate, ports, now: () => new Date() }), signal: new AbortController().signal }
const timed = async (job: 'check' | 'apply'): Promise<number> => {
  const startedMs = performance.now()
  await jobs[`imports.${job}`]?.run(context, { load })
  return (performance.now() - startedMs) / 1000
}
const checkSeconds = await timed('check')
const applySeconds = await timed('apply')
await database.close()
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6
console.log(JSON.stringify({ checkSeconds, applySeconds, peakMb: maxRSS / 1024, cpuSeconds }))
