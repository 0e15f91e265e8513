import { sql } from 'kysely'
import type { Tx } from '#kit/db'
import type { Measure, Settles } from '#kit/serve/face.ts'
import { tally } from '#spine/facts'
import { activity } from './rules.ts'
import { words } from './words.ts'

const counts = (key: keyof typeof words.vi.measures, unit: string, duty: Measure['duty'] = 'extra'): Measure => ({
  says: { vi: words.vi.measures[key], en: words.en.measures[key] },
  unit,
  duty,
})

/** What this activity counts. */
export const measures = {
  conferences: counts('conferences', 'conferences'),
  guests: counts('guests', 'people'),
  'guests-invited': counts('invited', 'people'),
  'questions-answered': counts('answered', 'questions', 'statutory'),
  'commitments-kept': counts('kept', 'pledges'),
} as const satisfies Readonly<Record<string, Measure>>

/** The day of a conference in Vietnam, on which everything of it counts. */
async function dayOf(tx: Tx, conference: string): Promise<{ day: string; now: Date } | undefined> {
  const { rows } = await sql<{
    day: string
    now: Date
  }>`select (starts_at at time zone 'Asia/Ho_Chi_Minh')::date::text as day, now() as now
    from customer_conference.conferences where id = ${conference}`.execute(tx)
  return rows[0]
}

/** Counts a guest at the door, an answer and a kept commitment in the transaction in which it happens. */
export const countSettled: Settles = async (tx, { because, kind, unit, values }) => {
  if (because.activity !== activity) return
  const counted = {
    attended: { measure: 'guests', record: values.guest, quantity: Number(values.people), grade: 'recorded' },
    'question-answered': {
      measure: 'questions-answered',
      record: values.case,
      quantity: Number(values.questions),
      grade: 'recorded',
    },
    'commitment-kept': { measure: 'commitments-kept', record: values.commitment, quantity: 1, grade: 'proven' },
  } as const
  const it = counted[kind as keyof typeof counted]
  const found = await dayOf(tx, because.record)
  if (!it || !found) return
  const { day, now } = found
  const { duty } = measures[it.measure]
  await tally(tx, { edition: because.edition, activity, unit, day, duty, ...it, record: String(it.record) }, now)
}
