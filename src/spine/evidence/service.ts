import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { collected, type FileStore, mimeOf } from '#kit/files'
import type { Act, Verbs } from '#kit/serve'
import { refuse, type TakesOf } from '#kit/wire'
import { nameOfStaff } from '#spine/people'
import { drawPhoto, drawSignature } from './picture.ts'
import type { Piece, routes } from './routes.ts'
import { alikeBits, isSignature, mostBytes } from './rules.ts'

declare module '#kit/serve/face.ts' {
  interface Ports {
    /** Where bytes lie under their SHA-256 (hex). */
    readonly files: FileStore
  }
}

type Type = 'jpeg' | 'png' | 'pdf'
type About = {
  readonly unitId: string
  readonly record: string
  readonly slot?: string | undefined
  readonly takenAt?: string | undefined
}
type Kept = {
  readonly kind: Piece['kind']
  readonly type: Type
  readonly bytes: Buffer
  readonly looks?: string | undefined
}

const actor = (act: Act): string => (act.who.kind === 'staff' ? act.who.id : refuse('kit.sign_in_needed', 401))

/** Keeps bytes and the row that says whose they are, and looks whether another record shows the same picture. */
async function write(act: Act, about: About, { kind, type, bytes, looks }: Kept) {
  const sha = createHash('sha256').update(bytes).digest()
  // The bytes are durable before the row says that they are there; bytes without a row harm nobody.
  await act.ports.files.put(Readable.from([bytes]), {
    mostBytes: mostBytes.document,
    accepts: [type],
    sha256: sha.toString('hex'),
  })
  await sql`insert into evidence.items (id, sha256, kind, type, unit_id, record, slot, bytes, looks, taken_at, added_by, added_at)
    values (${act.key}, ${sha}, ${kind}, ${type}, ${about.unitId}, ${about.record}, ${about.slot ?? null}, ${bytes.length},
      ${looks ?? null}::bit(64), ${about.takenAt ?? null}, ${actor(act)}, ${act.now})`.execute(act.tx)
  const { rows } = await sql<{
    reused: number
  }>`select evidence.mark_reuse(${act.key}, ${alikeBits}, ${act.now}) as reused`.execute(act.tx)
  act.concerns({ record: act.key, unit: about.unitId })
  return { id: act.key, reused: rows[0]?.reused ?? 0 }
}

/** Puts the pieces of an upload together: from the first byte to the last, without a hole. */
async function assembled(act: Act, upload: string, size: number): Promise<Buffer> {
  const { rows } = await sql<{
    at: number
    bytes: Buffer
  }>`select at, bytes from evidence.pieces where upload = ${upload} order by at`.execute(act.tx)
  let end = 0
  for (const { at, bytes } of rows) {
    if (at !== end) refuse('evidence.incomplete', 409)
    end += bytes.length
  }
  if (end !== size) refuse('evidence.incomplete', 409)
  await sql`delete from evidence.pieces where upload = ${upload}`.execute(act.tx)
  return Buffer.concat(rows.map(row => row.bytes))
}

async function bytesOf(act: Act, sent: TakesOf<typeof routes.keep>): Promise<Buffer> {
  const most = mostBytes[sent.kind]
  if (sent.bytes) return Buffer.from(sent.bytes, 'base64')
  if (!sent.upload || !sent.size) return refuse('evidence.nothing_sent', 422)
  if (sent.size > most) refuse('evidence.too_large', 413, { limit: most / 1_000_000 })
  return assembled(act, sent.upload, sent.size)
}

const inScope = (act: Act, unitId: string): void => {
  if (!act.units.includes(unitId)) refuse('evidence.unit_out_of_scope', 403)
}

type Row = Omit<Piece, 'type'> & { type: Type }

async function piecesOf(act: Act, record: string): Promise<Piece[]> {
  const { rows } =
    await sql<Row>`select i.id, i.kind, i.type, i.slot, encode(i.sha256, 'hex') as sha256, ${nameOfStaff('i.added_by')} as by,
      to_char(coalesce(i.taken_at, i.added_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'differingBits', r.differing_bits,
        'unit', (select n.name from org.unit_names n where n.unit_id = o.unit_id order by n.from_day desc limit 1)) order by r.found_at)
        from evidence.reuses r left join evidence.items o on o.id = r.other_id where r.item_id = i.id), '[]') as reused
    from evidence.items i where i.record = ${record} order by i.added_at, i.id limit 100`.execute(act.tx)
  return rows.map(row => ({ ...row, type: mimeOf(row.type) as Piece['type'] }))
}

export const verbs: Verbs<typeof routes> = {
  send: async (act, { upload, at, bytes }) => {
    const piece = Buffer.from(bytes, 'base64')
    const { numAffectedRows } = await sql`insert into evidence.pieces (upload, at, bytes, sent_by, sent_at)
      values (${upload}, ${at}, ${piece}, ${actor(act)}, ${act.now}) on conflict do nothing`.execute(act.tx)
    if (numAffectedRows === 1n) return {}
    const { rows } = await sql<{
      same: boolean
    }>`select bytes = ${piece} as same from evidence.pieces where upload = ${upload} and at = ${at}`.execute(act.tx)
    return rows[0]?.same ? {} : refuse('evidence.piece_differs', 409)
  },

  keep: async (act, sent) => {
    inScope(act, sent.unitId)
    const bytes = await bytesOf(act, sent)
    if (sent.kind === 'document') {
      if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) refuse('evidence.not_a_document', 422)
      return write(act, sent, { kind: 'document', type: 'pdf', bytes })
    }
    const photo = (await drawPhoto(bytes)) ?? refuse('evidence.not_a_photo', 422)
    return write(act, sent, { kind: 'photo', type: 'jpeg', ...photo })
  },

  sign: async (act, { strokes, ...about }) => {
    inScope(act, about.unitId)
    if (!isSignature(strokes)) refuse('evidence.no_signature', 422)
    return write(act, about, { kind: 'signature', type: 'png', bytes: await drawSignature(strokes) })
  },

  of: async (act, { record }) => ({ pieces: await piecesOf(act, record) }),

  see: async (act, { id }) => {
    const { rows } = await sql<{
      sha256: Buffer
      type: Type
      unit: string
    }>`select sha256, type, unit_id as unit from evidence.items where id = ${id}`.execute(act.tx)
    const row = rows[0] ?? refuse('evidence.unknown', 404)
    const found = (await act.ports.files.find(row.sha256.toString('hex'))) ?? refuse('evidence.unknown', 404)
    act.concerns({ record: id, unit: row.unit })
    return { id, type: mimeOf(row.type) as Piece['type'], bytes: (await collected(found)).toString('base64') }
  },
}
