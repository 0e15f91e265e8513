import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from './settings.ts'

/** Whether a process lives and is one of ours; without /proc every living one is taken for ours. */
function isOurs(pid: number): boolean {
  if (!pid || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const command = `/proc/${pid}/cmdline`
  return !existsSync(command) || /apps\/server\/(main|cli)\.ts/.test(readFileSync(command, 'utf8'))
}

/**
 * One process a data folder: a second one is told, a dead one's mark is taken over. The mark goes when this process
 * ends, however it ends short of being killed.
 */
export function claim(folder: string): void {
  const file = join(folder, 'server.pid')
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'))
    if (isOurs(pid)) throw new CannotStart(`Another server (process ${pid}) already uses the data folder ${folder}.`)
    rmSync(file, { force: true })
  }
  try {
    const mark = openSync(file, 'wx')
    writeSync(mark, String(process.pid))
    closeSync(mark)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new CannotStart(`Another server is just starting on the data folder ${folder}.`)
  }
  process.on('exit', () => rmSync(file, { force: true }))
}
