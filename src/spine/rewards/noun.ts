import { errand } from '#kit/errands'
import { face as declare } from '#kit/serve/face.ts'
import type { Said } from '#kit/words'
import { addItem, award, decisions, items, proposeList, queue, run, runs } from './awards.ts'
import { listBatches, makeBatch, mint, releaseBatch, revokeBatch } from './batches.ts'
import { expire } from './expire.ts'
import { handOver } from './handover.ts'
import { issueRun } from './issue.ts'
import { confirm, mine, myVoucher } from './mine.ts'
import { adjustPoints, myPoints, spendPoints } from './points.ts'
import { pages, panels } from './portal.ts'
import { check, giveBack, redeem } from './redeem.ts'
import { measures } from './report.ts'
import { rewardRoutes } from './routes.ts'
import { bringBack, lend, moveStock, stock, takeIn } from './stock.ts'
import { rewardWords as words } from './words.ts'

const does = (key: keyof typeof words.vi.jobs): Said => ({ vi: words.vi.jobs[key], en: words.en.jobs[key] })

export const face = declare({
  name: 'rewards',
  purpose: { vi: words.vi.purpose, en: words.en.purpose },
  words,
  permissions: {
    'rewards.read': ['administrator', 'planner', 'approver', 'clerk', 'accountant', 'auditor'],
    'rewards.propose': ['planner', 'clerk'],
    'rewards.approve': ['approver'],
    'rewards.issue': ['accountant'],
    'rewards.redeem': ['clerk'],
    'rewards.stock': ['planner', 'clerk'],
    'rewards.hand': ['crew', 'clerk'],
  },
  routes: rewardRoutes,
  verbs: {
    items,
    addItem,
    propose: proposeList,
    runs,
    run,
    queue,
    award,
    ...decisions,
    batches: listBatches,
    makeBatch,
    releaseBatch,
    revokeBatch,
    check,
    redeem,
    giveBack,
    stock,
    takeIn,
    moveStock,
    lend,
    bringBack,
    handOver,
    spendPoints,
    adjustPoints,
    myPoints,
    mine,
    myVoucher,
    confirm,
  },
  jobs: {
    issue: errand({ does: does('issue'), may: 'rewards.issue', run: issueRun }),
    mint: errand({ does: does('mint'), may: 'rewards.approve', run: mint }),
    expire: { does: does('expire'), every: '40 2 * * *', run: expire },
  },
  facts: measures,
  pages,
  panels,
  tables: new URL('./tables/', import.meta.url),
})
