import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { FileType } from '#kit/files'
import type { Act } from '#kit/serve'
import { isoDay } from '#kit/time'
import { refuse, type TakesOf, uuidv7 } from '#kit/wire'
import { fileOut, getPaper, stemOf } from './papers.ts'
import { mostScanBytes, type paperRoutes } from './routes-papers.ts'
import { judgeSigned } from './rules-papers.ts'
import { actorOf, type EditionVerbs } from './service.ts'

/** The signing that is in force; whoever files one for the same paper meanwhile waits. */
async function lastSigning(act: Act, paper: string): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`editions.signings ${paper}`}, 0))`.execute(act.tx)
  const { rows } = await sql<{ id: string }>`select s.id from editions.signings s where s.paper_id = ${paper}
    and not exists (select from editions.signings later where later.replaces = s.id)`.execute(act.tx)
  return rows[0]?.id
}

/** A scan never silently takes the place of another: it names the one in force, and why. */
function refuseSilent(last: string | undefined, replaces: TakesOf<typeof paperRoutes.signPaper>['replaces']): void {
  if (last === undefined && replaces) refuse('editions.nothing_to_replace', 409)
  if (last !== undefined && !replaces) refuse('editions.already_signed', 409)
  if (replaces && replaces.id !== last) refuse('editions.signing_replaced', 409)
}

export const signedVerbs: EditionVerbs<'signPaper' | 'scan'> = {
  signPaper: async (act, { paper, number, signedOn, bytes, replaces }) => {
    const row = await getPaper(act, paper)
    const wrong = judgeSigned(signedOn, isoDay(row.approvedAt), act.today)
    if (wrong) refuse(wrong, 422)
    refuseSilent(await lastSigning(act, paper), replaces)
    const scan = await act.ports.files.put(Readable.from([Buffer.from(bytes, 'base64')]), {
      mostBytes: mostScanBytes,
      accepts: ['pdf', 'jpeg', 'png'],
    })
    const id = uuidv7(act.now.getTime())
    await sql`insert into editions.signings (id, paper_id, unit_id, number, signed_on, scan_sha256, scan_type, scan_bytes, replaces, reason, by_staff, at)
      values (${id}, ${paper}, ${row.unitId}, ${number}, ${signedOn}, ${scan.sha256}, ${scan.type}, ${scan.bytes},
        ${replaces?.id ?? null}, ${replaces?.reason ?? null}, ${actorOf(act)}, ${act.now})`.execute(act.tx)
    act.concerns({ record: paper, unit: row.unitId, values: { signedOn } })
    return { id, sha256: scan.sha256 }
  },

  scan: async (act, { paper, signing }) => {
    const row = await getPaper(act, paper)
    const { rows } = await sql<{ sha256: string; type: FileType }>`select scan_sha256 as sha256, scan_type as type
      from editions.signings where id = ${signing} and paper_id = ${paper}`.execute(act.tx)
    const { sha256, type } = rows[0] ?? refuse('editions.unknown_paper', 404)
    act.concerns({ record: paper, unit: row.unitId })
    return fileOut(act, sha256, type, `${stemOf(row)}-da-ky`)
  },
}
