import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { Database } from '#kit/db'
import { chained, firstHash, type Sealed, sealedColumns } from './canon.ts'

const batch = 5000
const lock = 7_411_002

/** An ed25519 key pair from 32 secret bytes. */
export function signingKey(seed: Buffer): { readonly secret: KeyObject; readonly open: KeyObject } {
  const secret = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  })
  return { secret, open: createPublicKey(secret) }
}

const headText = (position: bigint | number, hash: Buffer): Buffer =>
  Buffer.from(`tri-an audit head ${position} ${hash.toString('hex')}`)

/**
 * Gives every committed entry that has none its place in the chain, in batches; one sequencer at a time. Only entries
 * of transactions older than every running one are taken, so none that commits late is passed over.
 * Runs as the owner of the tables. Answers how many were chained.
 */
export async function sequence(owner: Database): Promise<number> {
  let total = 0
  for (;;) {
    const chainedNow = await sequenceBatch(owner)
    total += chainedNow
    if (chainedNow < batch) return total
  }
}

async function sequenceBatch(owner: Database): Promise<number> {
  const client = await owner.pool.connect()
  try {
    await client.query('begin')
    const { rows: locked } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [
      lock,
    ])
    if (!locked[0]?.mine) {
      await client.query('rollback')
      return 0
    }
    const { rows: last } = await client.query<{ position: bigint; hash: Buffer }>(
      'select position, hash from audit.chain order by position desc limit 1',
    )
    let [position, hash] = [Number(last[0]?.position ?? 0), last[0]?.hash ?? firstHash]
    const { rows } =
      await client.query<Sealed>(`select ${sealedColumns} from audit.waiting w join audit.entries e on e.id = w.entry_id
      where w.written_by < pg_snapshot_xmin(pg_current_snapshot()) order by w.entry_id limit ${batch}`)
    const places = rows.map(entry => {
      position += 1
      hash = chained(hash, position, entry)
      return { position, id: entry.id, hash }
    })
    await client.query(
      'insert into audit.chain (position, entry_id, hash) select * from unnest($1::bigint[], $2::uuid[], $3::bytea[])',
      [places.map(one => one.position), places.map(one => one.id), places.map(one => one.hash)],
    )
    await client.query('delete from audit.waiting where entry_id = any ($1::uuid[])', [places.map(one => one.id)])
    await client.query('commit')
    return rows.length
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

export type Head = {
  readonly position: string
  readonly hash: string
  readonly signedAt: string
  readonly signature: string
}

/** Signs the head of the chain when it has grown since the last signature. */
export async function signHead(owner: Database, seed: Buffer, now: Date): Promise<Head | undefined> {
  const { rows } = await owner.pool.query<{ position: bigint; hash: Buffer }>(`select position, hash from audit.chain
    where position > coalesce((select max(position) from audit.heads), 0) order by position desc limit 1`)
  const head = rows[0]
  if (!head) return undefined
  const signature = sign(null, headText(head.position, head.hash), signingKey(seed).secret)
  await owner.pool.query(
    'insert into audit.heads (position, hash, signed_at, signature) values ($1, $2, $3, $4) on conflict do nothing',
    [head.position, head.hash, now, signature],
  )
  return {
    position: String(head.position),
    hash: head.hash.toString('hex'),
    signedAt: now.toISOString(),
    signature: signature.toString('base64'),
  }
}

export type Verdict =
  | { readonly whole: true; readonly entries: number; readonly waiting: number; readonly heads: number }
  | {
      readonly whole: false
      readonly position: number
      readonly fault: 'changed' | 'missing' | 'cut off' | 'head changed' | 'never chained'
    }

type Link = Sealed & { readonly position: bigint; readonly hash: Buffer; readonly there: boolean }
type Broken = Extract<Verdict, { readonly whole: false }>

/** The signed heads by position; or the one whose signature does not fit. */
async function signedHeads(
  owner: Database,
  seed: Buffer,
  exported: readonly Head[],
): Promise<Map<number, Buffer> | Broken> {
  const { rows } = await owner.pool.query<{ position: bigint; hash: Buffer; signature: Buffer }>(
    'select position, hash, signature from audit.heads order by position',
  )
  const outside = exported.map(head => ({
    position: BigInt(head.position),
    hash: Buffer.from(head.hash, 'hex'),
    signature: Buffer.from(head.signature, 'base64'),
  }))
  const { open } = signingKey(seed)
  const heads = new Map<number, Buffer>()
  for (const { position, hash, signature } of [...rows, ...outside]) {
    if (!verify(null, headText(position, hash), open, signature))
      return { whole: false, position: Number(position), fault: 'head changed' }
    heads.set(Number(position), hash)
  }
  return heads
}

/** Follows some links; answers where the chain then stands, or where it breaks. */
function follow(
  links: readonly Link[],
  from: { position: number; hash: Buffer },
  heads: Map<number, Buffer>,
): { position: number; hash: Buffer } | Broken {
  let { position, hash } = from
  for (const link of links) {
    position += 1
    if (Number(link.position) !== position || !link.there) return { whole: false, position, fault: 'missing' }
    hash = chained(hash, position, link)
    const signed = heads.get(position)
    if (!hash.equals(link.hash) || (signed && !signed.equals(hash))) return { whole: false, position, fault: 'changed' }
  }
  return { position, hash }
}

/**
 * Walks the chain from its start and compares it with the signed heads, those kept here and those exported earlier.
 * Finds the first entry that was edited, removed, moved or cut off, and says at which position.
 */
export async function verifyAudit(owner: Database, seed: Buffer, exported: readonly Head[] = []): Promise<Verdict> {
  const heads = await signedHeads(owner, seed, exported)
  if (!(heads instanceof Map)) return heads
  let at: { position: number; hash: Buffer } = { position: 0, hash: firstHash }
  for (let more = true; more; ) {
    const { rows } = await owner.pool.query<Link>(
      `select c.position, c.hash, e.id is not null as there, ${sealedColumns}
       from audit.chain c left join audit.entries e on e.id = c.entry_id where c.position > $1 order by c.position limit ${batch}`,
      [at.position],
    )
    const next = follow(rows, at, heads)
    if ('whole' in next) return next
    at = next
    more = rows.length === batch
  }
  const longest = Math.max(0, ...heads.keys())
  if (longest > at.position) return { whole: false, position: at.position + 1, fault: 'cut off' }
  const { rows } = await owner.pool.query<{ count: number }>('select count(*)::int as count from audit.waiting')
  return { whole: true, entries: at.position, waiting: rows[0]?.count ?? 0, heads: heads.size }
}
