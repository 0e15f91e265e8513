import { sql } from 'kysely'
import { mimeOf } from '#kit/files'
import { type Block, officialLayout, type Paper, type PaperRow, paperAsPdf } from '#kit/papers'
import type { Act, Verbs } from '#kit/serve'
import { isoDay, showDay, showMoment } from '#kit/time'
import { showNumber } from '#kit/units'
import { type GivesOf, refuse } from '#kit/wire'
import type { officeRoutes } from './routes-office.ts'
import { judgeReading, type Signing } from './rules.ts'
import { getOne, permitOf, resultsOf } from './service-list.ts'
import { nameOfStaff } from './service-parts.ts'

/*
 * The acceptance record. Papers are in Vietnamese whatever language the screen has; written from memory of how such
 * records read: the office words its own.
 */

type Full = GivesOf<typeof officeRoutes.one>
type Result = Full['results'][number]
type Proof = {
  readonly slot: string | null
  readonly kind: string
  readonly at: Date
  readonly sha: string
  readonly by: string
}

const signedAs: Readonly<Record<Signing, string>> = {
  customer: 'Khách hàng đã ký nhận trên điện thoại của tổ công tác.',
  witness: 'Khách hàng điểm chỉ, có người làm chứng',
  absent: 'Khách hàng vắng mặt; đơn vị nghiệm thu.',
}

async function proofsOf(act: Act, id: string): Promise<Proof[]> {
  const { rows } =
    await sql<Proof>`select i.slot, i.kind, i.added_at as at, encode(i.sha256, 'hex') as sha, ${nameOfStaff('i.added_by')} as by
    from evidence.items i where i.record = ${id} order by i.added_at, i.id limit 60`.execute(act.tx)
  return rows
}

const slotSays = (form: Full['form'], slot: string | null, kind: string): string =>
  form.photos.find(photo => photo.name === slot)?.says.vi ??
  ({ signature: 'Chữ ký', thumbprint: 'Điểm chỉ' }[slot ?? ''] || (kind === 'document' ? 'Giấy tờ' : 'Ảnh'))

function readingRows(form: Full['form'], result: Result): PaperRow[] {
  return form.readings.flatMap((reading): PaperRow[] => {
    const value = result.readings[reading.name]
    if (value === undefined) return []
    const { from, until } = reading.safe ?? {}
    const limits = [from !== undefined ? `≥ ${from}` : '', until !== undefined ? `≤ ${until}` : '']
      .filter(Boolean)
      .join(', ')
    const shown = `${showNumber(value, 'vi', reading.decimals)} ${reading.unit}`
    const fine = judgeReading(reading as never, value) === 'fine'
    return [
      { cells: [reading.says.vi, shown, limits.replaceAll('.', ','), limits ? (fine ? 'Đạt' : 'Không đạt') : ''] },
    ]
  })
}

function workBlocks(form: Full['form'], result: Result): Block[] {
  const done = form.checks.filter(check => result.checks.includes(check.name))
  const readings = readingRows(form, result)
  return [
    { kind: 'heading', text: 'II. NỘI DUNG CÔNG VIỆC ĐÃ LÀM' },
    ...done.map((check, at): Block => ({ kind: 'paragraph', label: `${at + 1}.`, text: check.says.vi })),
    ...(readings.length > 0
      ? [
          {
            kind: 'table' as const,
            caption: 'Kết quả đo, đếm',
            columns: [
              { title: 'Nội dung', share: 8 },
              { title: 'Kết quả', share: 4, align: 'right' as const },
              { title: 'Giới hạn', share: 4 },
              { title: 'Đánh giá', share: 3 },
            ],
            rows: readings,
          },
        ]
      : []),
    ...(result.note ? [{ kind: 'paragraph' as const, label: 'Ghi chú:', text: result.note }] : []),
  ]
}

function proofBlocks(form: Full['form'], proofs: readonly Proof[]): Block[] {
  return [
    { kind: 'heading', text: 'III. MINH CHỨNG LƯU TRÊN HỆ THỐNG' },
    {
      kind: 'table',
      columns: [
        { title: 'Minh chứng', share: 5 },
        { title: 'Lúc', share: 4 },
        { title: 'Người gửi', share: 5 },
        { title: 'Dấu nội dung (SHA-256, 16 ký tự đầu)', share: 6 },
      ],
      rows: proofs.map(proof => ({
        cells: [
          slotSays(form, proof.slot, proof.kind),
          showMoment(proof.at.toISOString(), 'vi'),
          proof.by,
          proof.sha.slice(0, 16),
        ],
      })),
    },
  ]
}

function paperOf(it: Full, result: Result, acceptedAt: Date, proofs: readonly Proof[], invented: boolean): Paper {
  const at = (moment: string): string => showMoment(moment, 'vi')
  const signed = result.signed === 'witness' ? `${signedAs.witness}: ${result.witness ?? ''}.` : signedAs[result.signed]
  return {
    lang: 'vi',
    title: `Biên bản nghiệm thu ${it.code}`,
    author: it.unit,
    at: acceptedAt,
    layout: officialLayout,
    foot: `Mã yêu cầu ${it.code} · lập từ hồ sơ ${it.id}`,
    watermark: invented ? 'SỐ LIỆU MINH HOẠ' : null,
    sections: [
      {
        blocks: [
          {
            kind: 'letterhead',
            superior: null,
            issuer: it.unit.toUpperCase(),
            number: `Số: ${it.code}/BBNT`,
            placeAndDay: `Ngày ${showDay(isoDay(acceptedAt), 'vi')}`,
          },
          { kind: 'title', name: 'BIÊN BẢN NGHIỆM THU', abstract: it.says.vi },
          { kind: 'heading', text: 'I. KHÁCH HÀNG VÀ THỜI GIAN' },
          {
            kind: 'paragraph',
            label: 'Khách hàng:',
            text: `${it.name}${it.customer ? `, mã ${it.customer.code}` : ''}`,
          },
          { kind: 'paragraph', label: 'Địa chỉ:', text: it.address },
          {
            kind: 'paragraph',
            label: 'Thời gian:',
            text: `yêu cầu ${at(it.askedAt)}; làm từ ${at(result.startedAt)} đến ${at(result.finishedAt)}; hẹn xong trước ${at(it.dueAt)}.`,
          },
          { kind: 'paragraph', label: 'Người làm:', text: `${result.by}, ${it.unit}` },
          ...(it.permit
            ? [
                {
                  kind: 'paragraph' as const,
                  label: 'Phiếu công tác:',
                  text: `số ${it.permit.number}; cắt điện từ ${at(it.permit.outageFrom)} đến ${at(it.permit.outageUntil)}; ${it.permit.isolation}`,
                },
              ]
            : []),
          ...workBlocks(it.form, result),
          ...proofBlocks(it.form, proofs),
          { kind: 'paragraph', label: 'Nghiệm thu:', text: signed },
          {
            kind: 'closing',
            receiversLabel: 'Nơi nhận:',
            receivers: ['Khách hàng;', `Lưu: ${it.unit}.`],
            signature: ['ĐẠI DIỆN ĐƠN VỊ'],
            name: null,
          },
        ],
      },
    ],
  }
}

/** The acceptance record as PDF; the same accepted work gives the same bytes. */
export const drawPaper: Verbs<typeof officeRoutes>['paper'] = async (act, { id }) => {
  const row = await getOne(act, id)
  const [result] = await resultsOf(act, id)
  const { rows } = await sql<{
    at: Date
  }>`select at from fieldwork.steps where request_id = ${id} and move = 'accept' limit 1`.execute(act.tx)
  if (!result || !rows[0] || row.state !== 'accepted') return refuse('fieldwork.not_accepted', 409)
  const permit = await permitOf(act, id)
  const full = { ...row, permit } as unknown as Full
  const bytes = await paperAsPdf(paperOf(full, result, rows[0].at, await proofsOf(act, id), act.ports.invented))
  act.concerns({ record: id, unit: row.unitId })
  return { name: `nghiem-thu-${row.code}.pdf`, type: mimeOf('pdf'), bytes: bytes.toString('base64') }
}
