import { uuidv7 } from '#kit/wire'
import type { MatrixRow, Stage } from './rows.ts'

const id = (): string => uuidv7()
const done = (status: number): boolean => status === 200
const hash = 'a'.repeat(64)
const content = {
  title: 'Tiêu chí',
  note: '',
  settings: { leastPct: 10, leastEvents: 1 },
  thanks: [{ ground: 'took_part', words: 'Thư cảm ơn' }],
  objectDays: 10,
  answerDays: 5,
}

/** Criteria of somebody else at a unit, with their steps; published when the last one says so. */
async function someCriteria({ world, edition }: Stage, unit: string, ...steps: string[]): Promise<string> {
  const it = id()
  await world.owner.pool.query(
    `insert into recognition.criteria select $1, $2, 'blueprint', 'dimming', $3,
       (select coalesce(max(no), 0) + 1 from recognition.criteria where edition_id = $2 and unit_id = $3), null, $4, '',
       $5, $6, 10, 5, $7, $8`,
    [
      it,
      edition,
      unit,
      content.title,
      JSON.stringify(content.settings),
      JSON.stringify([{ ...content.thanks[0], amountVnd: null }]),
      id(),
      world.now(),
    ],
  )
  for (const step of steps) {
    await world.owner.pool.query(
      `insert into recognition.criteria_steps (criteria_id, step, reason, by_id, at) values ($1, $2, 'lý do', $3, $4)`,
      [it, step, id(), world.now()],
    )
    if (step === 'published')
      await world.owner.pool.query(
        `insert into recognition.published select id, edition_id, activity, kind, unit_id, no, replaces, title, note, settings,
         thanks, object_days, answer_days, $2, $3 from recognition.criteria where id = $1`,
        [it, hash, world.now()],
      )
  }
  return it
}

type Run = { readonly run: string; readonly line: string }
/** A frozen run of somebody else at a unit, with one thanked customer, and its steps. */
async function someRun(stage: Stage, unit: string, ...steps: string[]): Promise<Run> {
  const { world, edition } = stage
  const [run, line, customer] = [id(), id(), id()]
  const criteria = await someCriteria(stage, unit, 'approved', 'published')
  const query = (text: string, values: unknown[]) => world.owner.pool.query(text, values)
  await query(
    `insert into recognition.runs values ($1, $2, 'blueprint', 'dimming', $3, $4, $4, '{}', null, array[$3::uuid], $5, $6)`,
    [run, edition, unit, criteria, id(), world.now()],
  )
  await query(
    `insert into customers.customers (id, code, name, kind, unit_id, since_day, folded, as_of) values ($1, $2, 'Hộ Một', 'household', $3, '2020-01-01', '', '2026-01-01')`,
    [customer, customer.slice(-13), unit],
  )
  await query(
    `insert into recognition.lines values ($1, $2, 'customer', $3, $4, 'reduced', '{took_part}', '{}', '{}', '{"reductionPct": 12}', 1, $5)`,
    [line, run, customer, unit, hash],
  )
  await query(
    `insert into recognition.frozen values ($1, $2, $2, 1, '{"name": "m", "version": "1", "settings": {}}', '{}', '[]', $3)`,
    [run, hash, world.now()],
  )
  for (const step of ['computed', ...steps])
    await query(
      `insert into recognition.run_steps (run_id, step, reason, seal, by_id, at) values ($1, $2, 'lý do', case when $2 in ('reviewed', 'approved') then $3 end, $4, $5)`,
      [run, step, hash, id(), world.now()],
    )
  return { run, line }
}

async function someObjection(stage: Stage, unit: string): Promise<string> {
  const { run, line } = await someRun(stage, unit, 'reviewed', 'approved')
  const it = id()
  await stage.world.owner.pool.query(
    `insert into recognition.objections select $1, l.id, l.run_id, l.party_id, l.unit_id, 'paper', '2026-12-10', '2026-12-17', '', 'staff', $2, $3
     from recognition.lines l where l.id = $4 and l.run_id = $5`,
    [it, id(), stage.world.now(), line, run],
  )
  return it
}

const ofCriteria = (...steps: string[]): MatrixRow => ({
  sample: async (stage, unit) => ({ id: await someCriteria(stage, unit, ...steps) }),
  sees: done,
})
const ofRun = (more: (run: Run) => object = () => ({}), ...steps: string[]): MatrixRow => ({
  sample: async (stage, unit) => {
    const it = await someRun(stage, unit, ...steps)
    return { id: it.run, ...more(it) }
  },
  sees: done,
})

/** The routes of recognition; the world that walks them knows the invented kind `dimming`. */
export const recognitionRows: Readonly<Record<string, MatrixRow>> = {
  'recognition.kinds': { sample: () => ({}) },
  'recognition.criteria': { sample: ({ edition }) => ({ edition }) },
  'recognition.version': ofCriteria(),
  'recognition.write': {
    sample: ({ edition }, unitId) => ({ unitId, editionId: edition, kind: 'dimming', ...content }),
  },
  'recognition.edit': {
    sample: async (stage, unit) => ({ id: await someCriteria(stage, unit), ...content }),
    sees: done,
  },
  'recognition.send': ofCriteria(),
  'recognition.sendBackCriteria': {
    sample: async (stage, unit) => ({ id: await someCriteria(stage, unit, 'sent'), reason: 'Chưa rõ' }),
    sees: done,
  },
  'recognition.approveCriteria': ofCriteria('sent'),
  'recognition.publish': {
    sample: async (stage, unit) => ({ id: await someCriteria(stage, unit, 'sent', 'approved') }),
    sees: (_, body) => body.code !== 'recognition.unknown_criteria',
  },
  'recognition.published': { sample: ({ edition }) => ({ edition }) },
  'recognition.runs': { sample: ({ edition }) => ({ edition }) },
  'recognition.run': ofRun(),
  'recognition.candidates': ofRun(),
  'recognition.candidate': ofRun(({ line }) => ({ line })),
  'recognition.decide': ofRun(({ line }) => ({
    lines: [line],
    kind: 'exclude',
    reason: 'legal',
    note: 'Theo quy định',
  })),
  'recognition.declareInterest': ofRun(({ line }) => ({ line, note: 'Người nhà' })),
  'recognition.review': ofRun(),
  'recognition.sendBack': ofRun(() => ({ reason: 'Chưa rõ' }), 'reviewed'),
  'recognition.approve': {
    ...ofRun(() => ({ seal: hash, noInterest: true }), 'reviewed'),
    // The list of the sample is not sealed, so reaching it is told by that refusal.
    sees: (_, body) => body.code === 'recognition.another_list',
  },
  'recognition.discard': ofRun(() => ({ reason: 'Chạy nhầm' })),
  'recognition.try': ofRun(() => ({ settings: content.settings, amounts: {} })),
  'recognition.trials': ofRun(),
  'recognition.list': ofRun(),
  'recognition.thanks': ofRun(),
  'recognition.thank': {
    ...ofRun(() => ({ source: 'company' }), 'reviewed', 'approved'),
    // The criteria of the sample thank in words only, so reaching the run is told by that refusal.
    sees: (_, body) => body.code === 'recognition.no_amount',
  },
  'recognition.objections': { sample: () => ({}) },
  'recognition.objection': {
    sample: async (stage, unit) => ({ id: await someObjection(stage, unit) }),
    sees: done,
  },
  'recognition.takeObjection': {
    sample: async (stage, unit) => {
      const { line } = await someRun(stage, unit, 'reviewed', 'approved')
      return { line, through: 'paper', receivedOn: '2026-12-10', text: 'Xin xem lại' }
    },
    sees: done,
  },
  'recognition.answer': {
    sample: async (stage, unit) => ({
      id: await someObjection(stage, unit),
      outcome: 'refused',
      text: 'Số đo không đổi',
      grounds: [],
    }),
    sees: done,
  },
  'recognition.mine': { sample: () => ({}) },
  'recognition.myWhy': { sample: () => ({ id: id() }) },
  'recognition.object': { sample: () => ({ id: id(), text: 'Xin xem lại' }) },
}
