import { errandsFace } from '#kit/errands'
import type { AnyFace } from '#kit/serve'
import { face as audit } from '#spine/audit/noun.ts'
import { face as customers } from '#spine/customers/noun.ts'
import { face as editions } from '#spine/editions/noun.ts'
import { face as evidence } from '#spine/evidence/noun.ts'
import { face as facts } from '#spine/facts/noun.ts'
import { face as fieldwork } from '#spine/fieldwork/noun.ts'
import { face as gatherings } from '#spine/gatherings/noun.ts'
import { face as imports } from '#spine/imports/noun.ts'
import { face as ledger } from '#spine/ledger/noun.ts'
import { face as listening } from '#spine/listening/noun.ts'
import { face as messaging } from '#spine/messaging/noun.ts'
import { face as meters } from '#spine/meters/noun.ts'
import { face as org } from '#spine/org/noun.ts'
import { face as people } from '#spine/people/noun.ts'
import { face as recognition } from '#spine/recognition/noun.ts'
import { face as reports } from '#spine/reports/noun.ts'
import { face as rewards } from '#spine/rewards/noun.ts'
import { activities } from '../activities.server.ts'
import { portalFace } from '../portal/face.ts'

const nouns: readonly AnyFace[] = [
  errandsFace,
  audit,
  org,
  people,
  ledger,
  editions,
  facts,
  imports,
  customers,
  evidence,
  meters,
  rewards,
  fieldwork,
  messaging,
  gatherings,
  listening,
  recognition,
  reports,
]

/** Everything that this server is made of. */
export const faces: readonly AnyFace[] = [...nouns, ...activities, portalFace([...nouns, ...activities])]
