import { expect, test } from 'vitest'
import { z } from 'zod'
import { route } from '#kit/wire'
import { openapi } from './index.ts'

const does = { vi: 'trồng cây', en: 'planted trees' }
const rows = [
  {
    folder: 'tree',
    name: 'plant',
    row: route({
      does,
      at: 'POST /api/plans/:id/trees',
      may: 'tree.plant',
      offline: true,
      takes: z.strictObject({ id: z.uuid(), trees: z.number().int().min(1).max(9), on: z.iso.date().optional() }),
      gives: z.object({ id: z.uuid() }),
    }),
  },
  {
    folder: 'tree',
    name: 'list',
    row: route({
      does,
      at: 'GET /api/plans',
      may: 'anyone',
      takes: z.strictObject({ q: z.string().optional(), most: z.coerce.number() }),
      gives: z.array(z.string()),
    }),
  },
]
type Document = { paths: Record<string, Record<string, Record<string, unknown>>>; openapi: string }
const document = openapi(rows, { title: 'Tri Ân', version: '1', lang: 'vi' }) as unknown as Document

test('a row becomes an operation: its path, its sentence, its permission, its answers', () => {
  const plant = document.paths['/api/plans/{id}/trees']?.post
  expect(document.openapi).toBe('3.1.0')
  expect(plant).toMatchObject({ operationId: 'tree.plant', summary: 'trồng cây', 'x-may': 'tree.plant' })
  expect(Object.keys(plant?.responses as object)).toEqual(
    expect.arrayContaining(['200', '401', '403', '409', '422', '429']),
  )
})

test("the path's names are parameters and not in the body, which refuses what it does not know", () => {
  const plant = document.paths['/api/plans/{id}/trees']?.post as {
    parameters: { name: string; in: string; required: boolean }[]
    requestBody: { content: Record<string, { schema: Record<string, unknown> }> }
  }
  expect(plant.parameters.map(one => [one.name, one.in, one.required])).toEqual([
    ['id', 'path', true],
    ['Idempotency-Key', 'header', true],
  ])
  const { schema } = plant.requestBody.content['application/json'] ?? { schema: {} }
  expect(schema).toMatchObject({ additionalProperties: false, required: ['trees'] })
  expect(Object.keys(schema.properties as object)).toEqual(['trees', 'on'])
})

test('a read takes the rest from the query, and what anyone may do asks for no session', () => {
  const list = document.paths['/api/plans']?.get as { parameters: { name: string; in: string }[]; security: unknown[] }
  expect(list.parameters.map(one => `${one.in} ${one.name}`)).toEqual(['query q', 'query most'])
  expect(list.security).toEqual([])
})
