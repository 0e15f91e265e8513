import { sql } from 'kysely'
import type { Erases, Verifies } from '#kit/serve/face.ts'
import { showDay } from '#kit/time'
import type { Said } from '#kit/words'
import { readCode } from './codes.ts'
import { unitNameSql } from './service-parts.ts'
import { fieldworkWords as words } from './words.ts'

type Visit = { readonly form: { readonly says: Said }; readonly unit: string; readonly day: string }

/** A crew at the door is real when its code stands on an open order: which unit sent it, for what, on which day. */
export const verifyVisit: Verifies = async (tx, code) => {
  const wanted = readCode(code)
  if (!/^TN[A-Z0-9]{6}$/.test(wanted)) return undefined
  const { rows } =
    await sql<Visit>`select v.form, ${unitNameSql('v.unit_id')} as unit, v.day::text as day from fieldwork.visit(${wanted}) v`.execute(
      tx,
    )
  const [visit] = rows
  return (
    visit && {
      vi: words.vi.visitReal(visit.unit, showDay(visit.day, 'vi'), visit.form.says.vi),
      en: words.en.visitReal(visit.unit, showDay(visit.day, 'en'), visit.form.says.en),
    }
  )
}

/** Name, address, number and words of a person go; what was done and counted stays. */
export const eraseAsker: Erases = async (tx, { kind, id }) => {
  if (kind !== 'customer') return 0
  const { rows } = await sql<{ gone: string }>`select fieldwork.forget(${id}) as gone`.execute(tx)
  return Number(rows[0]?.gone ?? 0)
}
