export const loadStates = [
  'receiving',
  'received',
  'taking',
  'taken',
  'failed',
  'stopped',
  'twice',
  'undoing',
  'undone',
] as const
/** Where a file of readings stands. `failed` and `stopped` left nothing behind and may be tried again. */
export type LoadState = (typeof loadStates)[number]
export type LoadMove = 'part' | 'finish' | 'look' | 'take' | 'undo' | 'enter' | 'follow'

const from: Readonly<Record<LoadMove, readonly LoadState[]>> = {
  part: ['receiving'],
  finish: ['receiving'],
  look: ['received', 'failed', 'stopped'],
  take: ['received', 'failed', 'stopped'],
  enter: ['received', 'failed', 'stopped', 'taken'],
  undo: ['taken'],
  follow: ['taken'],
}
export const mayMove = (move: LoadMove, state: LoadState): boolean => from[move].includes(state)
