import { judgeFile, type Run } from './engine.ts'

/** A file of readings to verdicts, in a thread of its own: the engine as it runs in this thread. */
export const begin =
  () =>
  (file: string): Promise<Run> =>
    judgeFile(file)
