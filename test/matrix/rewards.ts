import { uuidv7 } from '#kit/wire'
import { aCustomer } from '../customers.ts'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const nothing: MatrixRow = { sample: () => ({}) }
const id = (): string => uuidv7()
const reason = 'Có lý do'

async function anItem({ world }: Stage, unitId: string, kind = 'money'): Promise<string> {
  const item = id()
  await world.owner.pool.query(`insert into rewards.items values ($1, $2, $3, 'Quà', 'Gift', 0, null, null, now())`, [
    item,
    unitId,
    kind,
  ])
  return item
}

/** A run of one award of somebody else at a unit, worth nothing, and its award; with the decisions that it has. */
async function aRun(stage: Stage, unitId: string, ...decided: string[]): Promise<{ run: string; award: string }> {
  const { pool } = stage.world.owner
  const [run, award, proposer] = [id(), id(), id()]
  await pool.query(
    `insert into rewards.runs values ($1, $2, $3, 'rewards', 'matrix', '2026', 'list', null, null, 'Tri ân', 'Thanks', $4, $5, $6)`,
    [run, unitId, stage.edition, await anItem(stage, unitId), proposer, stage.world.now()],
  )
  for (const no of [0, 1])
    await pool.query(
      `insert into rewards.awards values ($1, $2, $3, $4, 'matrix', '2026', 'person', gen_random_uuid(), null, 1, 0, null, null, true)`,
      [no === 0 ? award : id(), run, no, unitId],
    )
  for (const [at, kind] of decided.entries())
    await pool.query('insert into rewards.decisions values ($1, $2, $3, $4, $5, $6, null, now())', [
      run,
      at + 1,
      kind,
      unitId,
      proposer,
      id(),
    ])
  return { run, award }
}

async function aBatch(stage: Stage, unitId: string, ...steps: string[]): Promise<string> {
  const { pool } = stage.world.owner
  const [batch, maker] = [id(), id()]
  await pool.query(
    `insert into rewards.batches (id, unit_id, edition_id, item_id, source, vouchers, first_serial, key_version, valid_from, valid_until, made_by, made_at)
     values ($1, $2, $3, $4, 'company', 1, rewards.next_serial(), 1, '2026-12-01', '2026-12-31', $5, now())`,
    [batch, unitId, stage.edition, await anItem(stage, unitId, 'voucher'), maker],
  )
  for (const kind of steps)
    await pool.query('insert into rewards.batch_steps values ($1, $2, $3, $4, $5, null, now())', [
      batch,
      kind,
      unitId,
      maker,
      id(),
    ])
  return batch
}

/** Ten of an item in a unit's stock, out of nowhere. */
async function someStock({ world }: Stage, unitId: string, itemId: string): Promise<void> {
  await world.owner.pool.query(
    `insert into ledger.accounts (id, unit_id, asset, kind, posted) values ($1, $2, 'gift:' || $3::text, 'stock', 10)`,
    [id(), unitId, itemId],
  )
}

const ofRun = (...decided: string[]): MatrixRow => ({
  sample: async (stage, unitId) => ({ id: (await aRun(stage, unitId, ...decided)).run }),
  sees: done,
})

/** The routes of awards and vouchers. */
export const rewardRows: Readonly<Record<string, MatrixRow>> = {
  'rewards.items': nothing,
  'rewards.addItem': {
    sample: (_, unitId) => ({ unitId, kind: 'gift', name: { vi: 'Đèn LED', en: 'LED lamp' }, pieceVnd: '50000' }),
    sees: done,
  },
  'rewards.propose': {
    sample: async (stage, unitId) => ({
      unitId,
      criterion: 'matrix-list',
      period: '2026',
      title: { vi: 'Tri ân', en: 'Thanks' },
      itemId: await anItem(stage, unitId),
      payers: [{ source: 'company', shareBp: 10_000 }],
      awards: [{ customer: (await aCustomer(stage.world, unitId)).code, partyKind: 'person', pieces: '1' }],
    }),
    sees: done,
  },
  'rewards.runs': nothing,
  'rewards.run': ofRun('submitted'),
  'rewards.sign': ofRun('submitted'),
  'rewards.refuse': {
    sample: async (stage, unitId) => ({ id: (await aRun(stage, unitId, 'submitted')).run, reason }),
    sees: done,
  },
  'rewards.refuseOne': {
    sample: async (stage, unitId) => ({ id: (await aRun(stage, unitId, 'submitted')).award, reason }),
    sees: done,
  },
  'rewards.issue': ofRun('submitted', 'approved'),
  'rewards.queue': nothing,
  'rewards.award': { sample: async (stage, unitId) => ({ id: (await aRun(stage, unitId)).award }), sees: done },
  'rewards.clawBack': {
    sample: async (stage, unitId) => {
      const { award } = await aRun(stage, unitId, 'submitted', 'approved', 'issued')
      await stage.world.owner.pool.query(`insert into rewards.steps values ($1, 1, 'issued', $2, $1, null, now())`, [
        award,
        unitId,
      ])
      return { id: award, reason }
    },
    sees: done,
  },
  'rewards.batches': nothing,
  'rewards.makeBatch': {
    sample: async (stage, unitId) => ({
      unitId,
      itemId: await anItem(stage, unitId, 'voucher'),
      source: 'company',
      vouchers: 1,
      from: '2026-12-01',
      until: '2026-12-31',
    }),
    sees: done,
  },
  'rewards.releaseBatch': { sample: async (stage, unitId) => ({ id: await aBatch(stage, unitId) }), sees: done },
  'rewards.revokeBatch': {
    sample: async (stage, unitId) => ({ id: await aBatch(stage, unitId, 'released', 'minted'), reason }),
    sees: done,
  },
  'rewards.check': { sample: () => ({ code: 'nothing' }) },
  'rewards.redeem': { sample: () => ({ code: 'nothing' }) },
  'rewards.giveBack': { sample: () => ({ id: id(), reason }) },
  'rewards.stock': nothing,
  'rewards.takeIn': {
    sample: async (stage, unitId) => ({ unitId, itemId: await anItem(stage, unitId, 'gift'), pieces: 3, note: reason }),
    sees: done,
  },
  'rewards.moveStock': {
    sample: async (stage, unitId) => {
      const itemId = await anItem(stage, unitId, 'gift')
      await someStock(stage, unitId, itemId)
      return {
        itemId,
        from: unitId,
        to: unitId === stage.world.units.own ? stage.world.units.child : stage.world.units.own,
        pieces: 1,
      }
    },
    sees: done,
  },
  'rewards.lend': {
    sample: async (stage, unitId) => {
      const itemId = await anItem(stage, unitId, 'gift')
      await someStock(stage, unitId, itemId)
      const { id: staffId } = await stage.world.staff('crew', stage.world.units.own)
      return { unitId, itemId, staffId, pieces: 1, until: '2099-01-01T00:00:00Z' }
    },
    sees: done,
  },
  'rewards.bringBack': { sample: () => ({ id: id() }) },
  'rewards.handOver': {
    sample: async (stage, unitId) => {
      const { award } = await aRun(stage, unitId, 'submitted', 'approved', 'issued')
      await stage.world.owner.pool.query(`insert into rewards.steps values ($1, 1, 'issued', $2, $1, null, now())`, [
        award,
        unitId,
      ])
      await stage.world.owner.pool.query(
        `update rewards.items set kind = 'gift' where id = (select r.item_id from rewards.runs r join rewards.awards a on a.run_id = r.id where a.id = $1)`,
        [award],
      )
      return { id: award, outcome: 'failed', pieces: 0, handedOn: '2026-12-10', reason }
    },
    sees: done,
  },
  'rewards.spendPoints': { sample: () => ({ customer: 'PB00000000000', points: 1, reason }) },
  'rewards.adjustPoints': {
    sample: async ({ world }, unitId) => ({
      customer: (await aCustomer(world, unitId)).code,
      points: 5,
      kind: 'added',
      reason,
    }),
    sees: done,
  },
  'rewards.myPoints': nothing,
  'rewards.mine': nothing,
  'rewards.myVoucher': { sample: () => ({ serial: '1' }) },
  'rewards.confirm': { sample: () => ({ id: id(), received: true }) },
}
