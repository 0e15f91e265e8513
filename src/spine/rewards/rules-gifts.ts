/** What happened at a door: all that was left came over, a part of it, nothing, or some came back. */
export type Handed = { readonly outcome: 'delivered' | 'partly' | 'failed' | 'returned'; readonly pieces: number }

/** How many pieces are in the receiver's hands after all that happened. */
export const handedOf = (all: readonly Handed[]): number =>
  all.reduce((sum, one) => sum + (one.outcome === 'returned' ? -one.pieces : one.pieces), 0)

type Told = Handed & {
  readonly handedOn: string
  readonly reason?: string | undefined
}
type Known = { readonly pieces: number; readonly before: number; readonly today: string }
export type WrongHandover =
  | 'rewards.day_ahead'
  | 'rewards.reason_needed'
  | 'rewards.wrong_pieces'
  | 'rewards.pieces_left'

/**
 * What is wrong with a handing over; undefined when nothing is. Never more than the award has, never back more than was
 * handed; "delivered" says that nothing is left to hand over, and what went wrong says why.
 */
export function wrongHandover(it: Told, { pieces, before, today }: Known): WrongHandover | undefined {
  if (it.handedOn > today) return 'rewards.day_ahead'
  if ((it.outcome === 'failed' || it.outcome === 'returned') && !it.reason) return 'rewards.reason_needed'
  if ((it.outcome === 'failed') !== (it.pieces === 0)) return 'rewards.wrong_pieces'
  const after = handedOf([{ outcome: 'partly', pieces: before }, it])
  if (after < 0 || after > pieces) return 'rewards.wrong_pieces'
  return it.outcome === 'delivered' && after < pieces ? 'rewards.pieces_left' : undefined
}
