import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Job } from '#kit/serve/face.ts'
import { isoDay } from '#kit/time'
import { correct, count } from '#spine/facts'
import { reachedBy } from '#spine/messaging'
import { measures } from './report.ts'

type Wave = {
  readonly id: string
  readonly unit: string
  readonly edition: string
  readonly provenFact: string | null
  readonly recordedFact: string | null
  readonly delivered: number
  readonly submitted: number
}

/** One fact a wave and grade: put down with the first number, corrected with each later one. */
async function keep(
  tx: Tx,
  wave: Wave,
  fact: string | null,
  grade: 'proven' | 'recorded',
  quantity: number,
  now: Date,
): Promise<string | null> {
  if (fact) return correct(tx, fact, { quantity }, now)
  if (quantity === 0) return null
  const measure = 'messages-received'
  const about = {
    edition: wave.edition,
    unit: wave.unit,
    activity: 'outreach',
    measure,
    record: wave.id,
    day: isoDay(now),
  }
  return (await count(tx, { ...about, quantity, grade, duty: measures[measure].duty }, now)).id
}

async function countWave(tx: Tx, wave: Wave, now: Date): Promise<void> {
  const channels = await reachedBy(tx, wave.id)
  const delivered = channels.reduce((sum, one) => sum + one.delivered, 0)
  const submitted = channels.reduce((sum, one) => sum + one.submitted, 0)
  if (delivered === wave.delivered && submitted === wave.submitted) return
  const proven =
    delivered === wave.delivered ? wave.provenFact : await keep(tx, wave, wave.provenFact, 'proven', delivered, now)
  const recorded =
    submitted === wave.submitted
      ? wave.recordedFact
      : await keep(tx, wave, wave.recordedFact, 'recorded', submitted, now)
  await sql`update outreach.waves set proven_fact = ${proven}, recorded_fact = ${recorded}, delivered = ${delivered}, submitted = ${submitted}
    where wave_id = ${wave.id}`.execute(tx)
}

/** Counts whom the waves of campaigns reached: proven by a receipt, recorded on the carrier's word. Run again it changes nothing. */
export const countWaves: Job['run'] = async context => {
  const scope = await context.houseScope()
  await context.tx(async tx => {
    const { rows } =
      await sql<Wave>`select w.wave_id as id, w.unit_id as unit, c.edition_id as edition, w.proven_fact as "provenFact",
        w.recorded_fact as "recordedFact", w.delivered, w.submitted
      from outreach.waves w join outreach.campaigns c on c.id = w.campaign_id
      where c.until_day > ${isoDay(new Date(context.now().getTime() - 30 * 86_400_000))} order by w.wave_id for update of w`.execute(
        tx,
      )
    for (const wave of rows) await countWave(tx, wave, context.now())
  }, scope)
}
