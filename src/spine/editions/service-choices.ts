import { sql } from 'kysely'
import type { Act } from '#kit/serve'
import { refuse } from '#kit/wire'
import { judgeUnitWindow } from './rules.ts'
import { actorOf, type EditionVerbs, getLiving, refuseLess } from './service.ts'

async function refuseDroppedMeasures(
  act: Act,
  id: string,
  kept: readonly { measure: string; byMonth: boolean }[],
): Promise<void> {
  const { rows } = await sql<{ measure: string; months: boolean }>`select distinct c.measure, c.month <> '' as months
    from editions.plan_cells c join editions.plan_versions v on v.id = c.version_id where v.edition_id = ${id}`.execute(
    act.tx,
  )
  const planned = rows.find(row => !kept.some(one => one.measure === row.measure && one.byMonth === row.months))
  if (planned) refuse('editions.measure_planned', 409, { measure: planned.measure })
}

/** What a unit, or the group, chooses inside an edition: days of its own, measures and least figures. */
export const choiceVerbs: EditionVerbs<'window' | 'measures'> = {
  window: async (act, { id, unit, from, until, theme }) => {
    const edition = await getLiving(act.tx, id)
    if (!act.units.includes(unit)) refuse('kit.out_of_scope', 403)
    const wrong = judgeUnitWindow({ from, until }, edition)
    if (wrong) refuse(wrong, 422)
    await sql`insert into editions.unit_windows (edition_id, unit_id, from_day, until_day, theme_vi, theme_en, by_staff, at)
      values (${id}, ${unit}, ${from}, ${until}, ${theme?.vi ?? null}, ${theme?.en ?? null}, ${actorOf(act)}, ${act.now})
      on conflict (edition_id, unit_id) do update set from_day = excluded.from_day, until_day = excluded.until_day,
        theme_vi = excluded.theme_vi, theme_en = excluded.theme_en, by_staff = excluded.by_staff, at = excluded.at`.execute(
      act.tx,
    )
    act.concerns({ record: id, unit, values: { from, until } })
    return {}
  },

  measures: async (act, { id, measures, least }) => {
    await refuseLess(act)
    await getLiving(act.tx, id)
    const { rows } = await sql<{ code: string }>`select code from editions.measures`.execute(act.tx)
    const known = new Set(rows.map(row => row.code))
    const unknown = measures.find(one => !known.has(one.measure))
    if (unknown) refuse('editions.unknown_measure', 422, { measure: unknown.measure })
    const chosen = new Map(measures.map(one => [one.measure, one.byMonth]))
    const stray = least.find(one => !chosen.has(one.measure))
    if (stray) refuse('editions.unknown_measure', 422, { measure: stray.measure })
    await refuseDroppedMeasures(act, id, measures)
    await sql`delete from editions.least where edition_id = ${id}`.execute(act.tx)
    await sql`delete from editions.edition_measures where edition_id = ${id}`.execute(act.tx)
    for (const [position, [measure, byMonth]] of [...chosen].entries())
      await sql`insert into editions.edition_measures values (${id}, ${measure}, ${byMonth}, ${position})`.execute(
        act.tx,
      )
    for (const { measure, kind, least: most } of new Map(
      least.map(one => [`${one.measure} ${one.kind}`, one]),
    ).values())
      await sql`insert into editions.least values (${id}, ${measure}, ${kind}, ${most})`.execute(act.tx)
    act.concerns({ record: id, values: { measures: measures.length, least: least.length } })
    return {}
  },
}
