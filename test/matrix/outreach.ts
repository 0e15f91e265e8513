import { uuidv7 } from '#kit/wire'
import { aPhoto } from '#test/photo.ts'
import { aCustomer } from '../customers.ts'
import { messagingRows } from './messaging.ts'
import type { MatrixRow, Stage } from './rows.ts'

const done = (status: number): boolean => status === 200
const nothing: MatrixRow = { sample: () => ({}) }
const id = (): string => uuidv7()
const texts = {
  topic: 'safe',
  title: 'An toàn điện mùa mưa',
  body: 'Ngắt cầu dao khi nước ngập.',
  from: '2026-12-01',
  until: '2026-12-31',
}

/** A campaign of somebody else at a unit, with the decisions that it has. */
async function aCampaign({ world, edition, author }: Stage, unitId: string, ...decided: string[]): Promise<string> {
  const campaign = id()
  await world.owner.pool.query(
    `insert into outreach.campaigns values ($1, $2, $3, 'safe', 'An toàn điện', 'Ngắt cầu dao khi nước ngập.', '2020-12-01', '2099-12-31', $4, $5)`,
    [campaign, edition, unitId, decided.at(-1) === 'sent_back' && author ? author : id(), world.now()],
  )
  for (const kind of decided)
    await world.owner.pool.query(
      `insert into outreach.decisions (campaign_id, unit_id, kind, reason, decided_by, decided_at) values ($1, $2, $3, 'lý do', $4, $5)`,
      [campaign, unitId, kind, id(), world.now()],
    )
  return campaign
}

async function aRelay(stage: Stage, unitId: string): Promise<string> {
  const relay = id()
  await stage.world.owner.pool.query(
    `insert into outreach.relays values ($1, $2, $3, 'women', 'Hội Phụ nữ xã', 100, '2026-11-01', $4, $5)`,
    [relay, await aCampaign(stage, unitId, 'approved'), unitId, id(), stage.world.now()],
  )
  return relay
}

const ofCampaign = (decided: readonly string[], more: object = {}): MatrixRow => ({
  sample: async (stage, unitId) => ({ id: await aCampaign(stage, unitId, ...decided), ...more }),
  sees: done,
})
const day = '2020-12-10'

/** The routes of outreach. */
export const outreach: Readonly<Record<string, MatrixRow>> = {
  'outreach.campaigns': nothing,
  'outreach.campaign': ofCampaign([]),
  'outreach.add': { sample: (_, unitId) => ({ unitId, ...texts }), sees: done },
  'outreach.approve': ofCampaign([]),
  'outreach.sendBack': ofCampaign([], { reason: 'Chưa rõ' }),
  'outreach.revise': ofCampaign(['sent_back'], texts),
  'outreach.end': ofCampaign(['approved']),
  'outreach.addMaterial': {
    sample: async (stage, unitId) => {
      const [campaign, key] = [await aCampaign(stage, unitId, 'approved'), id()]
      const crew = await stage.world.staff('crew', unitId)
      const { routes } = await import('#spine/evidence/routes.ts')
      await crew.call(routes.keep, { unitId, record: campaign, kind: 'photo', bytes: aPhoto }, { key })
      return { id: campaign, title: 'Tờ rơi an toàn', kind: 'leaflet', fileId: key }
    },
    sees: done,
  },
  'outreach.planWave': {
    sample: async (stage, unitId) => ({
      ...(await messagingRows['messaging.planWave']?.sample(stage, unitId)),
      id: await aCampaign(stage, unitId, 'approved'),
    }),
    sees: done,
  },
  'outreach.talk': ofCampaign(['approved'], { kind: 'school', place: 'Trường Hàm Rồng', heldOn: day, people: 40 }),
  'outreach.relay': ofCampaign(['approved'], {
    organisation: 'women',
    place: 'Hội Phụ nữ xã',
    handed: 50,
    handedOn: day,
  }),
  'outreach.relayReport': {
    sample: async (stage, unitId) => ({ id: await aRelay(stage, unitId), people: 40 }),
    sees: done,
  },
  'outreach.advise': {
    sample: async ({ world }, unitId) => ({ customerId: (await aCustomer(world, unitId)).id, points: ['flood'] }),
    sees: done,
  },
  'outreach.advised': nothing,
  'outreach.feed': nothing,
  'outreach.figures': nothing,
}
