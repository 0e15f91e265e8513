import type { TreeRow } from '#kit/ui/tree-table-state.ts'

/** An invented plan as large as a group's: some 800 units and 60 measures. Parents are the sums of their children. */
export type SampleRow = TreeRow & { readonly level: number }
export type Sample = { readonly rows: readonly SampleRow[]; readonly targets: Map<string, number> }

const spread = (seed: number): number => ((seed * 9301 + 49297) % 233280) / 233280

function unitsUnder(names: { corporation: string; company: string; team: string; group: string }): SampleRow[] {
  const rows: SampleRow[] = [{ id: 'g', name: names.group, level: 0 }]
  for (let c = 1; c <= 5; c += 1) {
    rows.push({ id: `g.${c}`, parent: 'g', name: `${names.corporation} ${c}`, level: 1 })
    for (let p = 1; p <= 10; p += 1) {
      const company = `g.${c}.${p}`
      rows.push({ id: company, parent: `g.${c}`, name: `${names.company} ${c}.${p}`, level: 2 })
      for (let t = 1; t <= 15; t += 1)
        rows.push({ id: `${company}.${t}`, parent: company, name: `${names.team} ${c}.${p}.${t}`, level: 3 })
    }
  }
  return rows
}

export const cellKey = (row: string, measure: string): string => `${row}|${measure}`

export function samplePlan(
  names: { corporation: string; company: string; team: string; group: string },
  measures: readonly string[],
): Sample {
  const rows = unitsUnder(names)
  const targets = new Map<string, number>()
  for (const [m, measure] of measures.entries()) {
    for (const [at, row] of [...rows.entries()].reverse()) {
      const key = cellKey(row.id, measure)
      const own = row.level === 3 ? 100 + Math.round(spread(at * 61 + m * 7) * 300) : (targets.get(key) ?? 0)
      targets.set(key, own)
      if (row.parent !== undefined)
        targets.set(cellKey(row.parent, measure), (targets.get(cellKey(row.parent, measure)) ?? 0) + own)
    }
  }
  return { rows, targets }
}

export function achieved(target: number, row: string, measure: string): number {
  return Math.round(target * (0.3 + 0.5 * spread(row.length * 31 + measure.length * 17 + target)))
}
