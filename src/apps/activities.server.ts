import { face as blueprint } from '#activities/_blueprint/activity.ts'
import { face as customerConference } from '#activities/customer-conference/activity.ts'
import { face as freeService } from '#activities/free-service/activity.ts'
import { face as loadShift } from '#activities/load-shift/activity.ts'
import { face as outreach } from '#activities/outreach/activity.ts'
import type { AnyFace } from '#kit/serve'

/** The activities, for the server: a line each. */
export const activities: readonly AnyFace[] = [blueprint, customerConference, freeService, loadShift, outreach]
