import type { Json, MeasuredLine } from '#kit/serve/recognise.ts'
import { readStore } from '#spine/meters'
import { measureParty, type PartyFacts } from './rules-measure.ts'
import { measureBy, type Piece, partyReadings } from './service-readings.ts'
import type { Given } from './service-snapshot.ts'

/** Lines of a run as JSON, so that they cross threads and lie in the spool as they are; and what was read for them. */
export type MeasuredPiece = { readonly lines: readonly string[]; readonly hashes: readonly string[] }

function lineOf(party: PartyFacts, of: ReturnType<typeof measureParty>): string {
  const line: MeasuredLine = {
    party: { kind: party.kind, id: party.id },
    unit: party.unit,
    figures: of.figures,
    marks: of.marks,
    why: of.why as unknown as Json,
  }
  return JSON.stringify(line)
}

/** Measures some parties one after another; `hashes` fills with what was read. */
export async function* measurePiece(given: Given, { parties, plan }: Piece, hashes: string[]): AsyncGenerator<string> {
  const by = measureBy(given)
  const readings = readStore(plan)
  try {
    for await (const { party, series } of partyReadings(readings, parties, hashes))
      yield lineOf(party, measureParty(series, party, by))
  } finally {
    readings.close()
  }
}

/** The same in a thread of its own. */
export const begin =
  (given: Given) =>
  async (piece: Piece): Promise<MeasuredPiece> => {
    const [lines, hashes]: [string[], string[]] = [[], []]
    for await (const line of measurePiece(given, piece, hashes)) lines.push(line)
    return { lines, hashes }
  }
