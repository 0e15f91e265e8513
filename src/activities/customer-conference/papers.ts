import { sql } from 'kysely'
import { mimeOf } from '#kit/files'
import { type Block, officialLayout, type Paper, paperAsDocx, paperAsPdf } from '#kit/papers'
import type { Act } from '#kit/serve'
import { isoDay, showDay, showTime } from '#kit/time'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { routes } from './routes.ts'
import { activity } from './rules.ts'
import type { Row } from './service-parts.ts'

/*
 * The minutes as a paper. Papers are in Vietnamese whatever language the screen has; worded from memory of how minutes
 * read: the office words its own on the DOCX before it signs.
 */

type Minutes = GivesOf<typeof routes.one>['minutes'][number]
type Heard = { text: string; asker: string; answer: string | null }
type Promised = { text: string; due: string }

const blank = '……'

/** What was asked at the conference and how it was answered; the last answer counts. */
async function heardAt(act: Act, conference: string): Promise<Heard[]> {
  const { rows } =
    await sql<Heard>`select k.text, k.asker, (select e.text from listening.events e where e.case_id = k.id and e.kind in ('answered', 'refused')
      order by e.at desc, e.id desc limit 1) as answer
    from listening.cases k where k.activity = ${activity} and k.record = ${conference} order by k.asked_at, k.id limit 500`.execute(
      act.tx,
    )
  return rows
}

async function promisedAt(act: Act, conference: string): Promise<Promised[]> {
  const { rows } = await sql<Promised>`select text, due_on::text as due from listening.commitments
    where activity = ${activity} and record = ${conference} order by due_on, id limit 500`.execute(act.tx)
  return rows
}

function opening(it: Row, code: string, minutes: Minutes): Block[] {
  const at = new Date(it.startsAt)
  const version = minutes.version === 1 ? '' : ` (bản ${minutes.version}: ${minutes.reason})`
  return [
    {
      kind: 'letterhead',
      superior: null,
      issuer: it.unit.toUpperCase(),
      number: `Số:          /BB-${code}`,
      placeAndDay: `${blank}, ngày       tháng       năm ${isoDay(at).slice(0, 4)}`,
    },
    { kind: 'title', name: 'BIÊN BẢN', abstract: `${it.title}${version}` },
    {
      kind: 'paragraph',
      label: 'Thời gian:',
      text: `từ ${showTime(it.startsAt)} đến ${showTime(it.endsAt)}, ngày ${showDay(isoDay(at))}.`,
    },
    { kind: 'paragraph', label: 'Địa điểm:', text: `${it.place}.` },
    { kind: 'paragraph', label: 'Chủ trì:', text: `${minutes.chair}.` },
    {
      kind: 'paragraph',
      label: 'Thành phần:',
      text: `${showCount(it.present, 'vi')} khách dự trên ${showCount(it.invited, 'vi')} khách được mời.`,
    },
    { kind: 'heading', text: 'I. Nội dung' },
    ...minutes.summary
      .split(/\r?\n+/)
      .filter(text => text.trim() !== '')
      .map((text): Block => ({ kind: 'paragraph', text: text.trim() })),
  ]
}

function heardBlocks(heard: readonly Heard[]): Block[] {
  if (heard.length === 0) return [{ kind: 'paragraph', text: 'Không có ý kiến.' }]
  return [
    {
      kind: 'table',
      columns: [
        { title: 'TT', share: 6, align: 'center' },
        { title: 'Ý kiến', share: 38 },
        { title: 'Người nêu', share: 18 },
        { title: 'Trả lời', share: 38 },
      ],
      rows: heard.map((one, at) => ({
        cells: [String(at + 1), one.text, one.asker, one.answer ?? 'Trả lời sau, theo mã theo dõi'],
      })),
    },
  ]
}

function promisedBlocks(promised: readonly Promised[]): Block[] {
  if (promised.length === 0) return [{ kind: 'paragraph', text: 'Không có cam kết.' }]
  return promised.map(
    (one, at): Block => ({
      kind: 'paragraph',
      label: `${at + 1}.`,
      text: `${one.text} (trước ngày ${showDay(one.due)})`,
    }),
  )
}

export async function minutesPaper(
  act: Act,
  it: Row,
  minutes: Minutes,
  as: 'pdf' | 'docx',
): Promise<{ name: string; type: string; bytes: string }> {
  const { rows } = await sql<{ code: string }>`select code from org.units where id = ${it.unitId}`.execute(act.tx)
  const code = rows[0]?.code ?? ''
  const invented = act.ports.invented ? 'SỐ LIỆU MINH HOẠ' : null
  const blocks: Block[] = [
    ...opening(it, code, minutes),
    { kind: 'heading', text: 'II. Ý kiến và trả lời' },
    ...heardBlocks(await heardAt(act, it.id)),
    { kind: 'heading', text: 'III. Cam kết' },
    ...promisedBlocks(await promisedAt(act, it.id)),
    {
      kind: 'closing',
      receiversLabel: 'Nơi nhận:',
      receivers: ['Như thành phần dự;', 'Lưu: VT, KD.'],
      signature: ['CHỦ TRÌ'],
      name: minutes.chair,
    },
  ]
  const paper: Paper = {
    lang: 'vi',
    title: `Biên bản ${it.title}`,
    author: it.unit,
    at: new Date(minutes.approvedAt ?? minutes.writtenAt),
    layout: officialLayout,
    foot: `${code} · biên bản bản ${minutes.version}`,
    watermark: minutes.approvedAt ? invented : (invented ?? 'CHƯA DUYỆT'),
    sections: [{ blocks }],
  }
  const bytes = as === 'pdf' ? await paperAsPdf(paper) : await paperAsDocx(paper)
  return { name: `bien-ban-hoi-nghi-${code}.${as}`, type: mimeOf(as), bytes: bytes.toString('base64') }
}
