import { refuse } from '#kit/wire'

export const begin =
  (times: number) =>
  async (piece: number): Promise<number> => {
    if (piece === -1) refuse('kit.not_found', 404, { at: String(piece) })
    if (piece < 0) throw new Error('no such piece')
    return piece * times
  }
