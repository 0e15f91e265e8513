import { screens as blueprint } from '#activities/_blueprint/screens/console.tsx'
import { fieldWork as blueprintWork } from '#activities/_blueprint/screens/field.tsx'

/** The activities, for the screens: two lines each, since the phone must not carry the console. */
export const activityScreens = [...blueprint]
export const fieldWork = [blueprintWork]
