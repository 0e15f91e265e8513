import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api'

/**
 * The arrays behind a column of a chunk. DuckDB's client keeps them private and offers one item at a time, which costs
 * more than all the measuring; its version is pinned, and the tests of the readers would see another layout.
 */
export type Raw<T> = { readonly items: T; readonly valid: Valid }
/** A bit for each row, the lowest first; undefined where no row is null. */
export type Valid = Uint8Array | undefined
type Hidden<T> = { readonly items: T; readonly validity: { readonly data: BigUint64Array | null } }

export function rawOf<T>(chunk: DuckDBDataChunk, column: number): Raw<T> {
  const { items, validity } = chunk.getColumnVector(column) as unknown as Hidden<T>
  return { items, valid: bitsOf(validity.data) }
}

const bitsOf = (data: BigUint64Array | null): Valid =>
  data === null ? undefined : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

export const isValid = (valid: Valid, row: number): boolean =>
  valid === undefined || (((valid[row >> 3] as number) >> (row & 7)) & 1) === 1

/** Which rows of a column of texts or bytes are there at all. */
export const validOf = (chunk: DuckDBDataChunk, column: number): Valid => rawOf<unknown>(chunk, column).valid

/** The 16-byte entries of a column of texts, as four words each: equal words are equal texts within one chunk. */
export function entriesOf(chunk: DuckDBDataChunk, column: number): Int32Array {
  const { dataView } = chunk.getColumnVector(column) as unknown as { readonly dataView: DataView }
  return new Int32Array(dataView.buffer, dataView.byteOffset, chunk.rowCount * 4)
}

/** The chunks of an answer. While one is worked on, DuckDB's own thread makes the next. */
export async function* chunksOf(connection: DuckDBConnection, sql: string): AsyncGenerator<DuckDBDataChunk> {
  const result = await connection.stream(sql)
  let coming = result.fetchChunk()
  try {
    for (;;) {
      const chunk = await coming
      if (!chunk || chunk.rowCount === 0) return
      coming = result.fetchChunk()
      yield chunk
    }
  } finally {
    // Whoever stops reading closes the connection next; what is still being fetched must have come by then.
    await coming.catch(() => undefined)
  }
}
