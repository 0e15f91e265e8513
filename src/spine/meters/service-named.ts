import { refuse } from '#kit/wire'
import type { Method } from './rules-method.ts'
import { presets } from './rules-presets.ts'
import { type Schedule, schedules } from './rules-schedule.ts'
import { methodSchema } from './service-method.ts'

const known: Readonly<Record<string, Method>> = presets

/** A preset by its name. */
export const ruleNamed = (name: string): Method =>
  (Object.hasOwn(known, name) ? known[name] : undefined) ??
  refuse('meters.no_rule', 422, { rule: name, known: Object.keys(known).join(', ') })

/** A schedule by its name. */
export const getSchedule = (name: string): Schedule =>
  (Object.hasOwn(schedules, name) ? schedules[name] : undefined) ??
  refuse('meters.no_schedule', 422, { schedule: name, known: Object.keys(schedules).join(', ') })

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lays settings over others: a section is laid over its like, `null` takes a setting out. */
function lay(under: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const laid = { ...under }
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete laid[key]
    else laid[key] = isObject(value) && isObject(laid[key]) ? lay(laid[key], value) : value
  }
  return laid
}

/**
 * Reads a rule from data: named settings over those of the preset that `from` names (10-in-10 when it names none).
 * What is not known or out of range is refused with the setting's path.
 */
export function readRule(data: unknown): Method {
  if (!isObject(data)) return refuse('meters.bad_rule', 422, { setting: '', says: 'not an object' })
  const { from = '10-in-10', ...settings } = data
  const read = methodSchema.safeParse(lay({ ...ruleNamed(String(from)) }, { name: 'own', ...settings }))
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const setting = [...(issue?.path ?? []), ...keys.slice(0, 1)].join('.')
  return refuse('meters.bad_rule', 422, { setting, says: issue?.message ?? '' })
}
