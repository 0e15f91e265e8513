import { awardRoutes } from './routes-awards.ts'
import { giftRoutes } from './routes-gifts.ts'
import { mineRoutes } from './routes-mine.ts'
import { voucherRoutes } from './routes-vouchers.ts'

/** Whom we thank and with what, the vouchers, and what the receiver sees of it. */
export const rewardRoutes = { ...awardRoutes, ...voucherRoutes, ...giftRoutes, ...mineRoutes }
