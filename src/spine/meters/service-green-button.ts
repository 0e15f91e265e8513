import { csvLine } from '#kit/sheets'
import { type Attributes, steps } from '#kit/sheets/xml.ts'
import { refuse } from '#kit/wire'

type Reading = { start?: string; duration?: string; value?: string }
/** ESPI: energy in Wh (72) or power in W (38), times ten to `powerOfTenMultiplier`. */
type Kind = { readonly unit: 'wh' | 'w'; readonly power: number }

/** Where the walk stands: the customer, what its numbers mean, and the interval that is being read. */
type Stand = { customer: string; links: string[]; kind: Partial<Kind>; reading: Reading | undefined; text: string }

const unitOf = (code: string): Kind['unit'] =>
  code === '72' ? 'wh' : code === '38' ? 'w' : refuse('meters.green_button_unit', 422, { code: code.slice(0, 8) })

/** In kWh: power holds for as long as the interval. */
function kwhOf({ value, duration }: Reading, { unit, power = 0 }: Partial<Kind>): number {
  if (unit === undefined) return refuse('meters.green_button_unit', 422, { code: '' })
  if (Number(duration) > 3600) return refuse('meters.green_button_interval', 422, { seconds: duration ?? '' })
  const scaled = Number(value) * 10 ** power
  return unit === 'wh' ? scaled / 1000 : (scaled * Number(duration)) / 3_600_000
}

const usagePoint = /UsagePoint\/([^/]+)/

/**
 * The intervals of a Green Button file (NAESB ESPI, Atom feed) as lines of CSV: usage point, start in UTC, kWh. Read a
 * piece at a time, so the type of reading must stand before the intervals; what is longer than an hour is no interval.
 */
export async function* greenButtonRows(source: AsyncIterable<string>): AsyncGenerator<string> {
  yield csvLine(['customer', 'started_at', 'kwh'])
  const at: Stand = { customer: '', links: [], kind: {}, reading: undefined, text: '' }
  const lines: string[] = []
  const open = (name: string, attributes: Attributes): void => {
    at.text = ''
    if (name === 'entry') at.links = []
    else if (name === 'link' && attributes.href) at.links.push(attributes.href)
    else if (name === 'IntervalReading') at.reading = {}
    else if (name === 'IntervalBlock')
      at.customer = at.links.map(link => usagePoint.exec(link)?.[1]).find(Boolean) ?? at.customer
  }
  const close = (name: string): void => {
    const text = at.text.trim()
    if (name === 'powerOfTenMultiplier') at.kind = { ...at.kind, power: Number(text) }
    else if (name === 'uom') at.kind = { ...at.kind, unit: unitOf(text) }
    else if (at.reading && (name === 'start' || name === 'duration' || name === 'value')) at.reading[name] = text
    else if (name === 'IntervalReading' && at.reading) {
      lines.push(...linesOf(at.customer, at.reading, at.kind))
      at.reading = undefined
    }
  }
  for await (const _ of steps(source, { open, close, text: piece => (at.text += piece) })) {
    yield lines.splice(0).join('')
  }
}

function linesOf(customer: string, reading: Reading, kind: Partial<Kind>): string[] {
  const start = Number(reading.start) * 1000
  if (!Number.isFinite(start) || reading.start === undefined)
    return [csvLine([customer, reading.start ?? '', reading.value ?? ''])]
  return [csvLine([customer, new Date(start).toISOString(), kwhOf(reading, kind)])]
}
