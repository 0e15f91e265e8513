import { createHash, createHmac } from 'node:crypto'

export type S3Key = { readonly id: string; readonly secret: string; readonly region: string }
export type Signable = {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** SHA-256 of the body in hex. */
  readonly sha256: string
}

const mac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** `20261124T091500Z`. */
export const amzDate = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '')

/**
 * The headers that sign a request to S3 (AWS Signature Version 4, one chunk, header form). Answers all headers to
 * send; every one given is signed. Source: docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signed(request: Signable, key: S3Key, at: Date): Record<string, string> {
  const date = amzDate(at)
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-content-sha256': request.sha256,
    'x-amz-date': date,
  }
  const all = Object.entries({ ...headers, host: request.url.host }).sort(([a], [b]) => (a < b ? -1 : 1))
  const names = all.map(([name]) => name).join(';')
  const query = [...request.url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort()
  const canonical = [
    request.method,
    request.url.pathname
      .split('/')
      .map(part => encode(decodeURIComponent(part)))
      .join('/'),
    query.join('&'),
    ...all.map(([name, value]) => `${name}:${value.trim()}`),
    '',
    names,
    request.sha256,
  ].join('\n')
  const scope = `${date.slice(0, 8)}/${key.region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', date, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const signing = [key.region, 's3', 'aws4_request'].reduce<Buffer>(mac, mac(`AWS4${key.secret}`, date.slice(0, 8)))
  const signature = mac(signing, text).toString('hex')
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${key.id}/${scope},SignedHeaders=${names},Signature=${signature}`,
  }
}
