import fc from 'fast-check'

export type JsonSchema = {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
}

/** Texts that break systems: NFD, controls, lone surrogates, formulas, markup, SQL, paths, very long. */
const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    'Tie\u0302\u0301ng Vie\u0323\u0302t',
    '\u202e\u200b\ufeff',
    "'; drop table org.units; --",
    '<script>alert(1)</script>',
    '=1+1',
    '../../etc/passwd',
    '%00%ff',
    'NaN',
    '1e309',
    '-0',
    '9'.repeat(400),
    'x'.repeat(70_000),
    '{"a":1}',
    '💧'.repeat(500),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

const hostileNumber = fc.constantFrom(
  0,
  -0,
  -1,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  2 ** 63,
  -(2 ** 31) - 1,
  1e-320,
  99_999_999_999,
)

const deep = (levels: number): unknown => {
  let value: unknown = 'x'
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value }
  return value
}

/** Anything at all, in the place of something sensible. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  hostileNumber,
  fc.constantFrom(null, true, false, [], {}, [null], [[]], { length: 1 }, { __proto__x: 1 }),
  fc.constantFrom(
    deep(10),
    deep(200),
    Array.from({ length: 2000 }, (_, index) => index),
  ),
  fc.jsonValue({ maxDepth: 3 }),
)

const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  uuid: fc.uuid({ version: 7 }),
  date: fc.constantFrom('2026-12-01', '2024-02-29', '0001-01-01', '9999-12-31', '2026-02-30', '+275760-09-13'),
  'date-time': fc.constantFrom('2026-12-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00Z'),
  email: fc.constantFrom('a@example.vn', 'a@b.c', `${'a'.repeat(200)}@example.vn`),
}

const textFor = (schema: JsonSchema): fc.Arbitrary<string> =>
  texts[schema.format ?? ''] ??
  fc.oneof(
    fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 60, 300) }),
    fc.constantFrom('Nguyễn Thị Ánh', '0912345678', '123456', '2026'),
    hostileText,
  )

/** A value that fits the schema, at its edges more often than not, so that it reaches the verb and the database. */
export function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map(fitting))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, one]) => [key, fitting(one)])),
        {
          requiredKeys: [...(schema.required ?? [])].filter(key => key in (schema.properties ?? {})),
        },
      )
    case 'array':
      return fc.array(fitting(schema.items ?? {}), { maxLength: 5 })
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.integer({ min: Math.max(schema.minimum ?? -1000, -1e9), max: Math.min(schema.maximum ?? 1e6, 1e9) }),
        fc.constantFrom(schema.minimum ?? 0, schema.maximum ?? 1),
      )
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return textFor(schema)
    default:
      return hostileValue
  }
}

/** A body gone wrong in one place: a value replaced, a key added or taken away, or the whole of it something else. */
export function hostileBody(schema: JsonSchema): fc.Arbitrary<unknown> {
  const keys = Object.keys(schema.properties ?? {})
  const whole = fitting(schema)
  if (keys.length === 0) return fc.oneof(whole, hostileValue, fc.constant({ surprise: 1 }))
  const change = (edit: (body: Record<string, unknown>, key: string, value: unknown) => void) =>
    fc.tuple(whole, fc.constantFrom(...keys), hostileValue).map(([body, key, value]) => {
      const copy = { ...(body as Record<string, unknown>) }
      edit(copy, key, value)
      return copy
    })
  return fc.oneof(
    { weight: 4, arbitrary: whole },
    {
      weight: 5,
      arbitrary: change((body, key, value) => {
        body[key] = value
      }),
    },
    {
      weight: 1,
      arbitrary: change((body, key) => {
        delete body[key]
      }),
    },
    {
      weight: 1,
      arbitrary: change((body, _, value) => {
        body.surprise = value
      }),
    },
    {
      weight: 1,
      arbitrary: change((body, _, value) => {
        Object.defineProperty(body, '__proto__', { value, enumerable: true })
      }),
    },
    { weight: 1, arbitrary: hostileValue },
  )
}
