import type { DecisionKind } from './rules.ts'

export type CampaignRow = {
  readonly id: string
  readonly editionId: string
  readonly unitId: string
  readonly unit: string
  readonly topic: 'safe' | 'economical' | 'efficient'
  readonly title: string
  readonly body: string
  readonly from: string
  readonly until: string
  readonly by: string
  readonly byId: string
  readonly last: DecisionKind | null
}
