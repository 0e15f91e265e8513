import { screens as blueprint } from '#activities/_blueprint/screens/console.tsx'
import { fieldWork as blueprintWork } from '#activities/_blueprint/screens/field.tsx'
import { screens as customerConference } from '#activities/customer-conference/screens/console.tsx'
import { fieldWork as customerConferenceWork } from '#activities/customer-conference/screens/field.tsx'
import { screens as loadShift, parts as loadShiftParts } from '#activities/load-shift/screens/console.tsx'
import { screens as outreach } from '#activities/outreach/screens/console.tsx'
import type { ConsolePart } from '#kit/ui/parts.tsx'
import type { FieldWork } from '#kit/ui/phone.tsx'
import type { ConsoleScreen } from '#kit/ui/screen.ts'

/** The activities, for the screens: two lines each, since the phone must not carry the console. */
export const activityScreens: readonly ConsoleScreen[] = [
  ...blueprint,
  ...customerConference,
  ...loadShift,
  ...outreach,
]
export const fieldWork: readonly FieldWork[] = [blueprintWork, customerConferenceWork]
/** What activities add to pages of the spine: the picture behind a result of recognition. */
export const activityParts: readonly ConsolePart[] = [...loadShiftParts]
