import type { DuckDBDataChunk } from '@duckdb/node-api'

/**
 * The arrays behind a column of a chunk. DuckDB's client keeps them private and offers one item at a time, which costs
 * more than all the measuring; its version is pinned, and the tests of the readers would see another layout.
 */
export type Raw<T> = { readonly items: T; readonly valid: ((row: number) => boolean) | undefined }
type Hidden<T> = {
  readonly items: T
  readonly validity: { readonly data: unknown; readonly itemValid: (row: number) => boolean }
}

/** A column's values; `valid` is undefined where none of them is null. */
export function rawOf<T>(chunk: DuckDBDataChunk, column: number): Raw<T> {
  const { items, validity } = chunk.getColumnVector(column) as unknown as Hidden<T>
  return { items, valid: validity.data === null ? undefined : row => validity.itemValid(row) }
}

/** The 16-byte entries of a column of texts, as four words each: equal words are equal texts within one chunk. */
export function entriesOf(chunk: DuckDBDataChunk, column: number): Int32Array {
  const { dataView } = chunk.getColumnVector(column) as unknown as { readonly dataView: DataView }
  return new Int32Array(dataView.buffer, dataView.byteOffset, chunk.rowCount * 4)
}
