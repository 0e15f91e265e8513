import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { collected, type FileStore } from '#kit/files'
import type { Verbs } from '#kit/serve'
import { face as declare } from '#kit/serve/face.ts'
import { refuse } from '#kit/wire'
import { bareJpeg } from './jpeg.ts'
import { routes } from './routes.ts'
import { evidenceWords } from './words.ts'

declare module '#kit/serve/face.ts' {
  interface Ports {
    /** Where bytes lie under their SHA-256 (hex). */
    readonly files: FileStore
  }
}

const mostBytes = 1_500_000

async function bytesOf(files: FileStore, sha256: string): Promise<Buffer | undefined> {
  const found = await files.find(sha256)
  return found && collected(found)
}

const verbs: Verbs<typeof routes> = {
  keep: async (act, { unitId, record, kind, bytes }) => {
    if (!act.units.includes(unitId)) refuse('evidence.unit_out_of_scope', 403)
    const photo = bareJpeg(Buffer.from(bytes, 'base64')) ?? refuse('evidence.not_a_photo', 422)
    const sha = createHash('sha256').update(photo).digest()
    // The bytes are durable before the row says that they are there; bytes without a row harm nobody.
    await act.ports.files.put(Readable.from([photo]), { mostBytes, accepts: ['jpeg'], sha256: sha.toString('hex') })
    await sql`insert into evidence.items (id, sha256, kind, unit_id, record, bytes, added_by, added_at)
      values (${act.key}, ${sha}, ${kind}, ${unitId}, ${record}, ${photo.length}, ${act.who.kind === 'staff' ? act.who.id : null}, ${act.now})`.execute(
      act.tx,
    )
    act.concerns({ record: act.key, unit: unitId })
    return { id: act.key }
  },
  see: async (act, { id }) => {
    const { rows } = await sql<{
      sha256: Buffer
      unit: string
    }>`select sha256, unit_id as unit from evidence.items where id = ${id}`.execute(act.tx)
    const bytes = rows[0] && (await bytesOf(act.ports.files, rows[0].sha256.toString('hex')))
    if (!bytes) return refuse('evidence.unknown', 404)
    act.concerns({ record: id, unit: rows[0]?.unit })
    return { id, type: 'image/jpeg', bytes: bytes.toString('base64') }
  },
}

export const face = declare({
  name: 'evidence',
  purpose: {
    vi: 'Giữ ảnh và giấy tờ chứng minh, không mất, không bị thay',
    en: 'Keeps the photos and papers that prove an act',
  },
  words: evidenceWords,
  permissions: {
    'evidence.add': ['crew', 'clerk'],
    'evidence.read': ['administrator', 'planner', 'approver', 'crew', 'clerk', 'auditor'],
  },
  routes,
  verbs,
  tables: new URL('./tables/', import.meta.url),
})
