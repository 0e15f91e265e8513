import type { z } from 'zod'
import { refuse } from '#kit/wire'
import type { Method } from './rules-method.ts'
import { presets } from './rules-presets.ts'
import type { SavingRule } from './rules-saving-method.ts'
import { savingPresets } from './rules-saving-presets.ts'
import { type Schedule, schedules } from './rules-schedule.ts'
import { methodSchema } from './service-method.ts'
import { savingSchema } from './service-method-saving.ts'

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

/** Named settings over those of a preset; what is not known or out of range is refused with the setting's path. */
function readOver<T extends object>(
  data: unknown,
  usual: string,
  of: { named: (name: string) => T; schema: z.ZodType<T> },
): T {
  if (!isObject(data)) return refuse('meters.bad_rule', 422, { setting: '', says: 'not an object' })
  const { from = usual, ...settings } = data
  const read = of.schema.safeParse(
    lay(Object.fromEntries(Object.entries(of.named(String(from)))), { name: 'own', ...settings }),
  )
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const setting = [...(issue?.path ?? []), ...keys.slice(0, 1)].join('.')
  return refuse('meters.bad_rule', 422, { setting, says: issue?.message ?? '' })
}

/** Reads a rule from data: named settings over those of the preset that `from` names (10-in-10 when it names none). */
export const readRule = (data: unknown): Method =>
  readOver(data, '10-in-10', { named: ruleNamed, schema: methodSchema })

const savings: Readonly<Record<string, SavingRule>> = savingPresets
const savingNamed = (name: string): SavingRule =>
  (Object.hasOwn(savings, name) ? savings[name] : undefined) ??
  refuse('meters.no_rule', 422, { rule: name, known: Object.keys(savings).join(', ') })

/** The rule of a saving contest: by its name, or from data over the preset that `from` names (the fair one else). */
export const readSavingRule = (nameOrData: unknown): SavingRule =>
  typeof nameOrData === 'string'
    ? savingNamed(nameOrData)
    : readOver(nameOrData, 'default', { named: savingNamed, schema: savingSchema })
