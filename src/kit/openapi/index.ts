import { type AnyRoute, isRead, methodOf, pathOf, type Schema } from '#kit/wire'
import type { Lang } from '#kit/words'

type Json = { readonly [key: string]: unknown }
type Named = { readonly name: string; readonly folder: string; readonly row: AnyRoute }

const target = { target: 'draft-2020-12' } as const

/** A value that JSON cannot hold (bigint) is described by what is sent for it: a decimal string. */
const describe = (schema: Schema, side: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = schema['~standard'].jsonSchema[side](target) as Json
  return rest
}

const pathNames = (row: AnyRoute): string[] => [...pathOf(row).matchAll(/:([A-Za-z]+)/g)].map(match => match[1] ?? '')

function parametersOf(row: AnyRoute, takes: Json): Json[] {
  const properties = (takes.properties ?? {}) as Record<string, Json>
  const required = new Set((takes.required ?? []) as string[])
  const inPath = new Set(pathNames(row))
  return Object.entries(properties)
    .filter(([name]) => inPath.has(name) || isRead(row))
    .map(([name, schema]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: inPath.has(name) || required.has(name),
      schema,
    }))
}

function bodyOf(row: AnyRoute, takes: Json): Json | undefined {
  if (isRead(row)) return undefined
  const inPath = new Set(pathNames(row))
  const {
    properties = {},
    required = [],
    ...rest
  } = takes as { properties?: Record<string, Json>; required?: string[] }
  const kept = Object.fromEntries(Object.entries(properties).filter(([name]) => !inPath.has(name)))
  const schema = { ...rest, properties: kept, required: required.filter(name => !inPath.has(name)) }
  return { required: true, content: { 'application/json': { schema } } }
}

const problem = {
  description: 'Problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
/** Every answer that is not the wanted one; each carries a stable `code`. */
const refusals = ['400', '401', '403', '404', '409', '410', '413', '415', '422', '429', '503']

function operation({ name, folder, row }: Named, lang: Lang): Json {
  const takes = describe(row.takes, 'input')
  const body = bodyOf(row, takes)
  const key = row.offline
    ? [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          schema: { type: 'string', format: 'uuid' },
          description: 'UUIDv7',
        },
      ]
    : []
  return {
    operationId: `${folder}.${name}`,
    tags: [folder],
    summary: row.does[lang],
    'x-may': row.may,
    parameters: [...parametersOf(row, takes), ...key],
    ...(body ? { requestBody: body } : {}),
    responses: {
      '200': { description: 'OK', content: { 'application/json': { schema: describe(row.gives, 'output') } } },
      ...Object.fromEntries(refusals.map(status => [status, problem])),
    },
    security: row.may === 'anyone' ? [] : [{ session: [] }, { key: [] }],
  }
}

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; programs branch on it' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

/** The whole contract as OpenAPI 3.1, made from the same rows that serve it. */
export function openapi(rows: readonly Named[], about: { title: string; version: string; lang: Lang }): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const named of rows) {
    const path = pathOf(named.row).replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [methodOf(named.row).toLowerCase()]: operation(named, about.lang) }
  }
  return {
    openapi: '3.1.0',
    info: { title: about.title, version: about.version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'tri-an-staff' },
        key: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}
