import { openAsBlob } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { receive } from './receive.ts'
import { type S3Key, signed } from './sign.ts'
import { type FileStore, isName, proven } from './store.ts'
import { mimeOf } from './type.ts'

/** Where the bucket is: `endpoint` as https://host, path style (`/bucket/prefix/name`). `incoming` is a local folder. */
export type S3Options = {
  readonly endpoint: string
  readonly bucket: string
  readonly prefix?: string
  readonly key: S3Key
  readonly incoming?: string
}

const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const longestMs = 120_000

/** Files in a bucket that speaks S3. Bytes are hashed and judged in a local folder first, then sent signed. */
export function s3Store(options: S3Options): FileStore {
  const urlOf = (sha256: string): URL =>
    new URL(`/${options.bucket}/${options.prefix ?? ''}${sha256}`, options.endpoint)

  const call = async (method: 'GET' | 'HEAD', sha256: string): Promise<Response | undefined> => {
    const url = urlOf(sha256)
    const headers = signed({ method, url, headers: {}, sha256: nothing }, options.key, new Date())
    const answer = await fetch(url, { method, headers, redirect: 'error', signal: AbortSignal.timeout(longestMs) })
    if (answer.ok) return answer
    await answer.body?.cancel()
    if (answer.status === 404) return undefined
    throw new Error(`the file store answered ${answer.status} to ${method}`)
  }

  const send = async (path: string, sha256: string, type: string): Promise<void> => {
    const url = urlOf(sha256)
    // If-None-Match: what stands there under this name has these bytes already, and stays.
    const headers = { 'content-type': type, 'if-none-match': '*' }
    const answer = await fetch(url, {
      method: 'PUT',
      headers: signed({ method: 'PUT', url, headers, sha256 }, options.key, new Date()),
      body: await openAsBlob(path),
      redirect: 'error',
      signal: AbortSignal.timeout(longestMs),
    })
    await answer.body?.cancel()
    if (!answer.ok && answer.status !== 412) throw new Error(`the file store answered ${answer.status} to PUT`)
  }

  return {
    put: (source, rules) =>
      receive(options.incoming ?? join(tmpdir(), 'tri-an-incoming'), source, rules, (path, { sha256, type }) =>
        send(path, sha256, mimeOf(type)),
      ),
    find: async sha256 => {
      const answer = isName(sha256) ? await call('GET', sha256) : undefined
      return answer?.body ? proven(answer.body, sha256) : undefined
    },
    has: async sha256 => isName(sha256) && (await call('HEAD', sha256)) !== undefined,
  }
}
