import type { Database } from '#kit/db'
import { inTransaction } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { demoUnit } from '#spine/org'
import { accounts } from './accounts.ts'
import { post } from './post.ts'

/** Invented budgets: money moves down from the group to a company, which spends some of it. Amounts in VND. */
const moves = [
  ['group', 'corporation', 2_000_000_000n],
  ['corporation', 'company', 350_000_000n],
  ['company', 'spent', 46_150_000n],
  ['company', 'spent', 12_500_000n],
] as const

export async function loadLedgerDemonstration(owner: Database): Promise<void> {
  const units = [demoUnit('EVN'), demoUnit('EVNSPC'), demoUnit('PC Cà Mau')]
  const [group = '', corporation = '', company = ''] = units
  const ids = { source: uuidv7(), group: uuidv7(), corporation: uuidv7(), company: uuidv7(), spent: uuidv7() }
  const because = { edition: uuidv7(), activity: 'budget', record: uuidv7() }
  await inTransaction(owner, { units }, async tx => {
    const open = (key: keyof typeof ids, unit: string, title: string, floor: bigint | null = 0n) =>
      accounts.open(tx, [
        {
          id: ids[key],
          unit,
          asset: 'vnd',
          kind: key === 'spent' ? 'spent' : 'budget',
          title,
          floor,
          owner: { kind: 'fund', id: uuidv7() },
        },
      ])
    await open('source', group, 'Chi phí tập đoàn, nguồn', null)
    await open('group', group, 'Ngân sách tri ân của tập đoàn')
    await open('corporation', corporation, 'Ngân sách tri ân của tổng công ty')
    await open('company', company, 'Ngân sách tri ân của công ty')
    await open('spent', company, 'Đã chi của công ty')
    await post(tx, { key: uuidv7(), from: ids.source, to: ids.group, amount: 5_000_000_000n, because })
    for (const [from, to, amount] of moves)
      await post(tx, { key: uuidv7(), from: ids[from], to: ids[to], amount, because })
  })
}
