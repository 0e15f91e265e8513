type Issue = { readonly type: string; readonly filePath: string; readonly symbol: string; readonly line?: number }
type Results = {
  readonly issues: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Issue>>>>>>
  readonly counters: { readonly processed: number }
  readonly write: (text: string) => void
}

/** What knip found, with how many files it read: its own reports do not say that, and a blind check must not pass. */
function report({ issues, counters, write }: Results): void {
  const found = Object.values(issues).flatMap(byFile =>
    Object.values(byFile).flatMap(bySymbol => Object.values(bySymbol)),
  )
  const rows = found.map(({ type, filePath, symbol, line }) => ({ type, filePath, symbol, line }))
  write(JSON.stringify({ read: counters.processed, found: rows }))
}

// biome-ignore lint/style/noDefaultExport: knip takes a reporter by its default export
export default report
