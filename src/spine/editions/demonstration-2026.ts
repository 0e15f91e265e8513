import { sql } from 'kysely'
import { type Database, inTransaction } from '#kit/db'
import { uuidv7 } from '#kit/wire'
import { demoUnit } from '#spine/org'
import { putCells, type Stage } from './demonstration-write.ts'
import type { Node, Tree } from './service-tree.ts'

/** Who plans and who approves at each level, by the staff of the demonstration. */
export type Hands = Readonly<Record<'LKH00' | 'PD00' | 'LKH01' | 'PD01' | 'LKH02' | 'PD02', string>>

const at = (day: number, hour = 9): string =>
  `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:15:00+07:00`

/** The codes from a unit up to the root. */
function lineOf(tree: Tree, node: Node): string[] {
  const above = tree.nodes.get(node.parentId ?? '')
  return [node.code, ...(above ? lineOf(tree, above) : [])]
}

export function plannerOf(hands: Hands, line: readonly string[]): string {
  if (line.includes('PB14')) return hands.LKH02
  return line.includes('EVNSPC') ? hands.LKH01 : hands.LKH00
}
export function approverOf(hands: Hands, line: readonly string[]): string {
  const above = line.slice(1)
  if (above.includes('PB14')) return hands.PD02
  return above.includes('EVNSPC') ? hands.PD01 : hands.PD00
}

/** Plans that are not approved; every other one is, level by level. */
const waiting = new Set(['PB1410', 'PB1401', 'PB03', 'EVNNPT'])
const drafts = new Set(['PB14'])
const sentBack = new Set(['PB10'])
const unready = [...waiting, ...drafts, ...sentBack]

/** How far each plan of 2026 has come: most approved, PC Cà Mau a draft, PC Vĩnh Long sent back, some waiting. */
export function stageOf(hands: Hands): (node: Node, tree: Tree) => Stage {
  return (node, tree) => {
    const line = lineOf(tree, node)
    const [by, decides] = [plannerOf(hands, line), approverOf(hands, line)]
    const depth = line.length - 1
    const submitted = { kind: 'submitted' as const, by, at: at(8 + depth * 2) }
    if (drafts.has(node.code)) return { by, moves: [] }
    if (sentBack.has(node.code)) {
      const reason = 'Quà tri ân tăng gấp rưỡi năm trước nhưng số khách hàng không đổi. Đề nghị nói rõ thêm cho ai.'
      return { by, moves: [submitted, { kind: 'sent_back', by: decides, at: at(9 + depth * 2, 15), reason }] }
    }
    if (waiting.has(node.code)) return { by, moves: [{ ...submitted, at: at(20) }] }
    if (line.slice(1).some(code => unready.includes(code))) return { by, moves: [] }
    return { by, moves: [submitted, { kind: 'approved', by: decides, at: at(9 + depth * 2, 15) }] }
  }
}

/** What the picture of the plan shows on top: one cell too many, one wish, one amendment under way. */
export async function disturb2026(owner: Database, edition: string, hands: Hands): Promise<void> {
  const [company, south] = [demoUnit('PC Cà Mau'), demoUnit('EVNSPC')]
  const lamps = { measure: 'led-lamps', month: '' }
  await inTransaction(owner, {}, async tx => {
    const { rows } = await sql<{
      unit: string
      id: string
    }>`select unit_id as unit, id from editions.plan_versions where edition_id = ${edition}`.execute(tx)
    const versions = new Map(rows.map(row => [row.unit, row.id]))
    const uMinh = demoUnit('PC Cà Mau / U Minh')
    await putCells(
      tx,
      [
        { ...lamps, owner: company, unit: demoUnit('PC Cà Mau / Năm Căn'), kind: 'target', value: 360 },
        { ...lamps, owner: uMinh, unit: uMinh, kind: 'wanted', value: 170, note: 'Thêm 30 hộ ven biển vừa qua bão' },
      ],
      versions,
      at(22),
    )
    const amendment = uuidv7()
    await sql`insert into editions.plan_versions (id, edition_id, unit_id, n, replaces, reason, opened_by, opened_at)
      values (${amendment}, ${edition}, ${south}, 2, ${versions.get(south)}, 'Thêm 40 hộ thay đèn LED cho vùng lũ An Giang, lấy từ dự phòng.',
        ${hands.LKH01}, ${at(21)})`.execute(tx)
    await sql`insert into editions.plan_cells
      select ${amendment}, owner_id, unit_id, measure, month, kind, value, note, by_staff, at from editions.plan_cells
      where version_id = ${versions.get(south)}`.execute(tx)
    await putCells(
      tx,
      [
        { ...lamps, owner: south, unit: demoUnit('PC An Giang'), kind: 'target', value: 2140 },
        { ...lamps, owner: south, unit: south, kind: 'reserve', value: 1060 },
      ],
      new Map([[south, amendment]]),
      at(21),
    )
  })
}
