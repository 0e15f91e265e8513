import { sql } from 'kysely'
import type { Intake, IntakeLoad } from '#kit/serve/intake.ts'
import { uuidv7 } from '#kit/wire'
import type { World } from '#test/world.ts'

type Cells = Readonly<Record<string, string>>
type Said = { readonly row: number; readonly column: string; readonly code: string }
const types = {
  day: 'date',
  month: 'date',
  whole: 'bigint',
  vnd: 'bigint',
  decimal: 'numeric',
  moment: 'timestamptz',
  text: 'text',
  code: 'text',
  phone: 'text',
  choice: 'text',
}

/** The stage of what a rule made beside the rows. */
async function besides({ pool }: World['owner'], name: string, intake: Intake, text: string): Promise<void> {
  const columns = Object.entries(intake.beside ?? {}).map(([column, type]) => `"${column}" ${type}`)
  await pool.query(
    `create unlogged table stages.${name}_beside (${columns.join(', ')}); grant select on stages.${name}_beside to tri_an_app`,
  )
  for (const line of text.split('\n').slice(0, -1)) {
    const cells = line.split('\t')
    await pool.query(
      `insert into stages.${name}_beside values (${cells.map((_, at) => `$${at + 1}`).join(', ')})`,
      cells,
    )
  }
}

/** Brings rows in as the importer does: each through its rule, then checked, then applied, all as the app's role. */
export async function bringIn(
  world: World,
  intake: Intake,
  rows: readonly Cells[],
  today = '2026-12-10',
  unit = world.units.own,
) {
  const { owner, within, units, secret } = world
  const given = new Set(rows.flatMap(row => Object.keys(row)))
  const scope = [units.own, units.child]
  const load: IntakeLoad = {
    id: uuidv7(),
    unit,
    units: scope,
    today,
    asOf: today,
    given,
    ports: { secrets: { key: secret } } as never,
  }
  const columns = [
    ...intake.columns.map(one => [one.name, types[one.kind]] as const),
    ...Object.entries(intake.derived ?? {}),
  ]
  const name = `t_${load.id.replaceAll('-', '')}`
  await owner.pool.query(
    `create unlogged table stages.${name} (row_no int, ${columns.map(([column, type]) => `"${column}" ${type}`).join(', ')}); grant select on stages.${name} to tri_an_app`,
  )
  const [wrong, noted]: [Said[], Said[]] = [[], []]
  const stage = sql`stages.${sql.ref(name)}`
  return await within({ actor: units.own, units: scope }, async tx => {
    const rule = await intake.open(tx, load)
    for (const [at, row] of rows.entries()) {
      const values = columns.map(([column]) => row[column] ?? null)
      const before = wrong.length
      rule(
        values,
        (column, code) => void wrong.push({ row: at + 1, column, code }),
        (column, code) => void noted.push({ row: at + 1, column, code }),
        at + 1,
      )
      if (wrong.length === before)
        await owner.pool.query(
          `insert into stages.${name} values ($1, ${columns.map((_, index) => `$${index + 2}`).join(', ')})`,
          [at + 1, ...values],
        )
    }
    await besides(owner, name, intake, Buffer.from(rule.beside?.(true) ?? []).toString())
    for (const check of intake.checks?.(load) ?? []) {
      const { rows: found } = await sql<{ row_no: number }>`select row_no from ${stage} s where ${check.wrong}`.execute(
        tx,
      )
      for (const { row_no } of found) {
        wrong.push({ row: row_no, column: check.column, code: check.code })
        await owner.pool.query(`delete from stages.${name} where row_no = $1`, [row_no])
      }
    }
    return {
      load,
      wrong,
      noted,
      applied: await intake.apply(tx, load, stage, sql`stages.${sql.ref(`${name}_beside`)}`),
    }
  })
}
