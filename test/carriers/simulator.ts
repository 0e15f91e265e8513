import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'

/*
 * A carrier's gateway in a process of its own: takes SMS and Zalo messages as gateways do, and reports later to the
 * address that it is told: late, twice, out of order, or never. What it plays is decided by the last digit of the number:
 *   0 is refused · 1 takes it and never answers · 2 takes it and its report is lost · 3 fails later · 4 reports twice,
 *   and a failure after the delivery · 5 breaks the line before it takes it · others are delivered.
 * Arguments: the key that callers know, the address for reports, the keys that reports are signed with (SMS, Zalo; hex),
 * and how many milliseconds later it reports. Prints its port, then a line for each message that it takes.
 */
const [key = '', reportTo = '', smsKey = '', zaloKey = '', laterMs = '50'] = process.argv.slice(2)
const keys = { sms: Buffer.from(smsKey, 'hex'), zalo: Buffer.from(zaloKey, 'hex') } as const
type Carrier = keyof typeof keys
type State = { state: 'taken' | 'delivered' | 'failed'; reason?: string }
const messages = new Map<string, State>()

async function report(carrier: Carrier, message: string, status: 'delivered' | 'failed', at: string): Promise<void> {
  const signature = createHmac('sha256', keys[carrier]).update([carrier, message, status, at].join('\n')).digest('hex')
  const body = JSON.stringify({ carrier, message, status, at, signature })
  await fetch(reportTo, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Signature in-body' },
    body,
  }).catch(() => undefined)
}

function later(carrier: Carrier, id: string, digit: string): void {
  const at = (ms: number): string => new Date(Date.UTC(2026, 11, 10, 3, 0, 0, ms)).toISOString()
  setTimeout(async () => {
    const status = digit === '3' ? 'failed' : 'delivered'
    messages.set(id, { state: status })
    if (digit === '2') return
    await report(carrier, id, status, at(0))
    if (digit !== '4') return
    await report(carrier, id, status, at(0))
    await report(carrier, id, 'failed', at(1))
  }, Number(laterMs))
}

type Asked = { readonly id: string; readonly phone: string; readonly carrier: Carrier }
const answers = {
  sms: {
    taken: (id: string) => ({ CodeResult: '100', SMSID: `S-${id}` }),
    known: { CodeResult: '124' },
    refused: { CodeResult: '99' },
  },
  zalo: {
    taken: (id: string) => ({ error: 0, data: { msg_id: `Z-${id}` } }),
    known: { error: -137 },
    refused: { error: -118 },
  },
} as const

/** The answer to a message; nothing when none is given. */
function take({ id, phone, carrier }: Asked): object | undefined {
  const digit = phone.at(-1) ?? ''
  if (digit === '0') return answers[carrier].refused
  if (digit === '5') return undefined
  if (messages.has(id)) return answers[carrier].known
  messages.set(id, { state: 'taken' })
  console.log(JSON.stringify({ carrier, id, phone }))
  later(carrier, id, digit)
  return digit === '1' ? undefined : answers[carrier].taken(id)
}

const server = createServer(async (request, response) => {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  const body = JSON.parse(Buffer.concat(pieces).toString() || '{}') as Record<string, string>
  const say = (status: number, it: object): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(it))
  if (request.headers.authorization !== `Bearer ${key}`) return say(401, {})
  if (request.url === '/status') return say(200, messages.get(body.id ?? '') ?? { state: 'never_seen' })
  const carrier = request.url === '/sms' ? 'sms' : 'zalo'
  const answer = take({ carrier, id: body.RequestId ?? body.tracking_id ?? '', phone: body.Phone ?? body.phone ?? '' })
  if (answer) say(200, answer)
  else request.socket.destroy()
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port))
