import { sql } from 'kysely'
import { mimeOf } from '#kit/files'
import { type Block, officialLayout, type Paper, type PaperRow, paperAsDocx, paperAsPdf } from '#kit/papers'
import type { Act, Verbs } from '#kit/serve'
import { isoDay, showDay } from '#kit/time'
import { showCount } from '#kit/units'
import { refuse } from '#kit/wire'
import type { paperRoutes } from './routes-papers.ts'
import { unitNameSql } from './service-parts.ts'

/*
 * The decision on a result and its list. Papers are in Vietnamese whatever language the screen has; written from memory
 * of how they read: the office words its own on the DOCX before it signs.
 */

type Run = {
  unit: string
  above: string | null
  code: string
  edition: string
  title: string
  no: number
  at: Date
  root: string
  seal: string
}
type Line = {
  name: string
  code: string
  unit: string
  grounds: string[]
  kw: number | null
  kwh: number | null
  shifted: number | null
}

async function approvedRun(act: Act, run: string): Promise<Run> {
  const { rows } =
    await sql<Run>`select ${unitNameSql(sql`r.unit_id`)} as unit, u.code, e.name_vi as edition, p.title, p.no, s.at, z.root, s.seal,
      (select ${unitNameSql(sql`a.id`)} from org.ancestors(r.unit_id, ${act.today}) a order by a.level limit 1) as above
    from recognition.runs r join org.units u on u.id = r.unit_id join editions.editions e on e.id = r.edition_id
      join recognition.published p on p.criteria_id = r.published_id join recognition.frozen z on z.run_id = r.id
      join recognition.run_steps s on s.run_id = r.id and s.step = 'approved'
    where r.id = ${run} and r.kind = 'load-shift'`.execute(act.tx)
  return rows[0] ?? refuse('load-shift.not_approved', 409)
}

/** Whom the result thanks, as it was approved; the upheld objections of later are not part of this paper. */
async function thankedIn(act: Act, run: string): Promise<Line[]> {
  const { rows } =
    await sql<Line>`select coalesce(e.name, c.name, '') as name, coalesce(e.tax_code, c.code, '') as code, ${unitNameSql(sql`l.unit_id`)} as unit,
      l.grounds, (l.figures ->> 'reducedKw')::float8 as kw, (l.figures ->> 'reducedKwh')::float8 as kwh, (l.figures ->> 'shiftedKwh')::float8 as shifted
    from recognition.lines l left join customers.enterprises e on e.id = l.party_id left join customers.customers c on c.id = l.party_id
    where l.run_id = ${run} and cardinality(l.grounds) > 0 and coalesce((select d.kind from recognition.decisions d where d.line_id = l.id order by d.no desc limit 1), 'include') <> 'exclude'
    order by unit, name, l.id limit 20000`.execute(act.tx)
  return rows
}

const blank = '……'
const sum = (lines: readonly Line[], of: (line: Line) => number | null): number =>
  lines.reduce((all, line) => all + (of(line) ?? 0), 0)
const whole = (value: number): string => showCount(Math.round(value), 'vi')
const groundNames: Readonly<Record<string, string>> = { took_part: 'tham gia', measured: 'đo được' }

function letterhead(run: Run): Block[] {
  const year = isoDay(run.at).slice(0, 4)
  return [
    {
      kind: 'letterhead',
      superior: run.above?.toUpperCase() ?? null,
      issuer: run.unit.toUpperCase(),
      number: `Số:          /QĐ-${run.code}`,
      placeAndDay: `${blank}, ngày       tháng       năm ${year}`,
    },
  ]
}

function decisionBlocks(run: Run, lines: readonly Line[]): Block[] {
  const measured = lines.filter(line => line.grounds.includes('measured'))
  const took = lines.filter(line => line.grounds.includes('took_part'))
  const articles = [
    `Tri ân ${whole(lines.length)} khách hàng điều chỉnh và chuyển dịch phụ tải trong ${run.edition} (danh sách kèm theo): ${whole(took.length)} khách hàng trên căn cứ đã tham gia, ${whole(measured.length)} khách hàng trên căn cứ đo được; một khách hàng có thể có cả hai căn cứ.`,
    `Điện năng giảm được trong các sự kiện là ${whole(sum(measured, line => line.kwh))} kWh; điện năng chuyển sang giờ thấp điểm là ${whole(sum(measured, line => line.shifted))} kWh, đo theo tiêu chí “${run.title}”, bản ${run.no}.`,
    'Hình thức tri ân từng căn cứ theo tiêu chí đã công bố. Các phòng, đơn vị liên quan và khách hàng có tên trong danh sách căn cứ Quyết định thi hành.',
  ]
  return [
    ...letterhead(run),
    {
      kind: 'title',
      name: 'QUYẾT ĐỊNH',
      abstract: 'Về việc tri ân khách hàng điều chỉnh và chuyển dịch phụ tải',
      by: `${blank} ${run.unit.toUpperCase()}`,
    },
    { kind: 'paragraph', text: `Căn cứ tiêu chí “${run.title}”, bản ${run.no}, đã công bố;`, italic: true },
    {
      kind: 'paragraph',
      text: `Căn cứ kết quả xét ngày ${showDay(isoDay(run.at))}, dấu ${run.root.slice(0, 16)};`,
      italic: true,
    },
    { kind: 'paragraph', text: `Xét đề nghị của ${blank}.`, italic: true },
    { kind: 'line', text: 'QUYẾT ĐỊNH:', align: 'center', bold: true },
    ...articles.map((text, at): Block => ({ kind: 'paragraph', label: `Điều ${at + 1}.`, text })),
    {
      kind: 'closing',
      receiversLabel: 'Nơi nhận:',
      receivers: ['Như Điều 3;', 'Lưu: VT, KD.'],
      signature: [blank],
      name: null,
    },
  ]
}

function listBlocks(run: Run, lines: readonly Line[]): Block[] {
  const rows = lines.map(
    (line, at): PaperRow => ({
      cells: [
        String(at + 1),
        line.name,
        line.code,
        line.unit,
        line.grounds.map(name => groundNames[name] ?? name).join(', '),
        line.kw ? whole(line.kw) : '',
        line.kwh ? whole(line.kwh) : '',
        line.shifted ? whole(line.shifted) : '',
      ],
    }),
  )
  const total: PaperRow = {
    cells: [
      '',
      `Cộng ${whole(lines.length)} khách hàng`,
      '',
      '',
      '',
      '',
      whole(sum(lines, line => line.kwh)),
      whole(sum(lines, line => line.shifted)),
    ],
    bold: true,
  }
  return [
    {
      kind: 'title',
      name: 'DANH SÁCH',
      abstract: `Khách hàng được tri ân điều chỉnh và chuyển dịch phụ tải, ${run.edition}`,
    },
    {
      kind: 'line',
      text: `(Kèm theo Quyết định số ${blank} ngày ${blank} của ${run.unit})`,
      align: 'center',
      italic: true,
    },
    {
      kind: 'table',
      columns: [
        { title: 'TT', share: 4, align: 'center' },
        { title: 'Khách hàng', share: 26 },
        { title: 'Mã số', share: 12 },
        { title: 'Đơn vị', share: 20 },
        { title: 'Căn cứ', share: 14 },
        { title: 'Giảm lớn nhất, kW', share: 9, align: 'right' },
        { title: 'Giảm, kWh', share: 9, align: 'right' },
        { title: 'Chuyển, kWh', share: 9, align: 'right' },
      ],
      rows: [...rows, total],
    },
  ]
}

export const paperVerbs: Verbs<typeof paperRoutes> = {
  paper: async (act, { run: id, kind, as }) => {
    const run = await approvedRun(act, id)
    const lines = await thankedIn(act, id)
    const list = { landscape: true, blocks: listBlocks(run, lines) }
    const paper: Paper = {
      lang: 'vi',
      title:
        kind === 'decision'
          ? `Quyết định tri ân điều chỉnh phụ tải của ${run.unit}`
          : `Danh sách tri ân điều chỉnh phụ tải của ${run.unit}`,
      author: run.unit,
      at: run.at,
      layout: officialLayout,
      foot: `${run.code} · dấu kết quả ${run.root.slice(0, 16)} · dấu danh sách ${run.seal.slice(0, 16)}`,
      watermark: act.ports.invented ? 'SỐ LIỆU MINH HOẠ' : null,
      sections: kind === 'decision' ? [{ blocks: decisionBlocks(run, lines) }, list] : [list],
    }
    const bytes = as === 'pdf' ? await paperAsPdf(paper) : await paperAsDocx(paper)
    act.concerns({ record: id, values: { lines: lines.length } })
    const stem = kind === 'decision' ? 'quyet-dinh' : 'danh-sach'
    return { name: `${stem}-dieu-chinh-phu-tai-${run.code}.${as}`, type: mimeOf(as), bytes: bytes.toString('base64') }
  },
}
