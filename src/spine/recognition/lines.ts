import type { Json, MeasuredLine, Party } from '#kit/serve/recognise.ts'
import { canonical, sha256 } from './canon.ts'
import { type DeclaredKind, judgeUnder } from './kinds.ts'
import type { Thanks } from './routes.ts'

/** A line as it is frozen. What only this database knows (its id, under which unit it is seen) is no part of it. */
export type Line = {
  readonly party: Party
  readonly unit: string
  readonly figures: Readonly<Record<string, number | null>>
  readonly marks: readonly string[]
  readonly verdict: string
  readonly grounds: readonly string[]
  readonly reasons: readonly string[]
  readonly rank: number | null
  readonly whySha256: string
}

type Under = { readonly settings: Readonly<Record<string, number>>; readonly thanks: readonly Thanks[] }

/** Judges every line and gives those with a score their rank; in order of their parties. `each` gets a line's `why` in canonical form. */
export async function judgeAll(
  kind: DeclaredKind,
  { settings, thanks }: Under,
  lines: AsyncIterable<MeasuredLine> | Iterable<MeasuredLine>,
  each: (line: MeasuredLine, why: string) => Promise<void> | void = () => undefined,
): Promise<Line[]> {
  const judged: (Line & { readonly score: number | undefined })[] = []
  for await (const line of lines) {
    const { figures, marks, party, unit } = line
    const why = canonical(line.why)
    const { score, verdict, grounds, reasons } = judgeUnder(kind, { figures, marks }, settings, thanks)
    if (!Object.hasOwn(kind.verdicts, verdict)) throw new Error(`${kind.name} knows no verdict ${verdict}`)
    judged.push({
      party,
      unit,
      figures,
      marks,
      verdict,
      grounds,
      reasons,
      rank: null,
      whySha256: sha256(why),
      score,
    })
    await each(line, why)
  }
  judged.sort((a, b) => (a.party.id < b.party.id ? -1 : a.party.id > b.party.id ? 1 : 0))
  judged.forEach((line, at) => {
    if (line.party.id === judged[at - 1]?.party.id) throw new Error('a party stands in a run once')
  })
  const ranks = new Map(
    judged
      .filter(line => line.score !== undefined)
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0)) // a stable sort: equal scores stay in order of their parties
      .map((line, at) => [line, at + 1]),
  )
  return judged.map(line => {
    const { score: _, ...rest } = line
    return { ...rest, rank: ranks.get(line) ?? null }
  })
}

/** JSON Lines in canonical form, one a party. */
export function linesText(lines: readonly Line[]): string {
  return lines
    .map(
      ({ party, unit: _, ...rest }) =>
        `${canonical({ party: party.id, kind: party.kind, ...rest } as unknown as Json)}\n`,
    )
    .join('')
}

export type Head = {
  readonly edition: string
  readonly activity: string
  readonly kind: string
  readonly unit: string
  readonly criteria: { readonly id: string; readonly settings: Json; readonly thanks: Json }
  readonly given: Json
  readonly method: Json
  readonly inputs: readonly { readonly name: string; readonly sha256: string; readonly rows: number }[]
  readonly lines: { readonly rows: number; readonly sha256: string }
}

/** The canonical bytes whose SHA-256 is the root of a run. */
export function headText(head: Head): string {
  const inputs = head.inputs.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return `${canonical({ format: 'tri-an recognition 1', ...head, inputs } as unknown as Json)}\n`
}
