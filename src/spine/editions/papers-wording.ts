import { vndInWords } from '#kit/money'
import { showDay } from '#kit/time'
import { showCount } from '#kit/units'
import type { Wording } from './routes-papers.ts'
import { kindCodes, type PaperKind } from './rules-papers.ts'

/*
 * What official papers say. They are in Vietnamese whatever language the screen has; written from memory of how such
 * papers read, so every text that an office words itself can be changed before a paper is made.
 */

export type UnitOnPaper = { readonly name: string; readonly code: string; readonly kind: string }
/** What the texts are about. Days are ISO days. */
export type About = {
  readonly edition: string
  readonly theme: string | null
  readonly from: string
  readonly until: string
  readonly unit: UnitOnPaper
  readonly above: UnitOnPaper | null
  readonly n: number
  readonly reason: string | null
}

const heads: Readonly<Record<string, string>> = {
  group: 'TỔNG GIÁM ĐỐC',
  corporation: 'TỔNG GIÁM ĐỐC',
  team: 'ĐỘI TRƯỞNG',
}
const headOf = (unit: UnitOnPaper): string => heads[unit.kind] ?? 'GIÁM ĐỐC'
const blank = '……'

/** Wording to begin with; the office checks it. A decision is issued by the level above, which approves. */
export function defaultWording(kind: PaperKind, { unit, above, edition }: Omit<About, 'n' | 'reason'>): Wording {
  const issuing = kind === 'proposal' ? unit : (above ?? unit)
  const bases = {
    proposal: [`Căn cứ chủ trương tổ chức ${edition}${above ? ` của ${above.name}` : ''};`],
    decision: [
      `Căn cứ Điều lệ tổ chức và hoạt động của ${issuing.name};`,
      `Căn cứ Tờ trình số ${blank} ngày ${blank} của ${unit.name};`,
      `Xét đề nghị của ${blank}.`,
    ],
    appendix: [],
  }
  return {
    superior: kind === 'proposal' && above ? above.name.toUpperCase() : null,
    issuer: issuing.name.toUpperCase(),
    code: `${kindCodes[kind === 'appendix' ? 'decision' : kind]}-${issuing.code}`,
    place: blank,
    by: kind === 'decision' ? `${headOf(issuing)} ${issuing.name.toUpperCase()}` : null,
    to: kind === 'proposal' ? [above?.name ?? blank] : [],
    bases: bases[kind],
    receivers: kind === 'proposal' ? ['Như trên;', 'Lưu: VT, KD.'] : [`${unit.name};`, 'Lưu: VT, KD.'],
    signature: [headOf(issuing)],
    name: null,
    englishSummary: false,
  }
}

export const numberText = (code: string): string => `Số:          /${code}`
export const dayText = (place: string, year: number): string => `${place}, ngày       tháng       năm ${year}`

export const names: Readonly<Record<PaperKind, string>> = {
  proposal: 'TỜ TRÌNH',
  decision: 'QUYẾT ĐỊNH',
  appendix: 'PHỤ LỤC',
}
export const aboutText = ({ edition, unit }: About): string => `Về việc phê duyệt kế hoạch ${edition} của ${unit.name}`
export const titleText = (kind: PaperKind, about: About): string =>
  `${{ proposal: 'Tờ trình', decision: 'Quyết định', appendix: 'Phụ lục' }[kind]}: kế hoạch ${about.edition} của ${about.unit.name}`

const money = (vnd: bigint): string => `${showCount(vnd, 'vi')} đồng (bằng chữ: ${vndInWords(vnd)})`
const days = ({ from, until }: About): string => `từ ngày ${showDay(from)} đến hết ngày ${showDay(until)}`

/** The figures that the texts name; money in đồng. */
export type Sums = { readonly measures: number; readonly units: number; readonly moneyVnd: bigint }

export function proposalTexts(about: About, sums: Sums) {
  const theme = about.theme ? ` với chủ đề “${about.theme}”` : ''
  return {
    opening: `Thực hiện ${about.edition}${theme}, ${about.unit.name} đã lập kế hoạch triển khai ${days(about)} và kính trình phê duyệt với các nội dung sau:`,
    contents: 'I. NỘI DUNG KẾ HOẠCH',
    measures: `Kế hoạch gồm ${sums.measures} chỉ tiêu, giao cho ${sums.units} đơn vị trực thuộc, chi tiết theo đơn vị tại Phụ lục kèm theo.`,
    funds: 'II. KINH PHÍ',
    money: `Tổng kinh phí là ${money(sums.moneyVnd)}; phần theo từng nguồn và từng đơn vị tại Phụ lục kèm theo. Phần cộng đồng đóng góp bằng hiện vật, ngày công được tính riêng.`,
    asking: 'III. KIẾN NGHỊ',
    ask: `${about.unit.name} kính trình xem xét, phê duyệt kế hoạch nêu trên để làm căn cứ tổ chức thực hiện./.`,
  }
}

/** The articles of a decision, in order. */
export function decisionArticles(about: About, sums: Sums): string[] {
  const amended = about.reason
    ? [`Kế hoạch này (bản ${about.n}) thay thế bản ${about.n - 1}. Lý do điều chỉnh: ${about.reason}.`]
    : []
  return [
    `Phê duyệt kế hoạch ${about.edition} của ${about.unit.name}, gồm ${sums.measures} chỉ tiêu và tổng kinh phí ${money(sums.moneyVnd)}; chi tiết theo đơn vị và theo nguồn tại Phụ lục kèm theo Quyết định này.`,
    ...amended,
    `Thời gian thực hiện: ${days(about)}.`,
    `${about.unit.name} và các đơn vị có tên trong Phụ lục tổ chức thực hiện, ghi nhận kết quả kèm minh chứng và báo cáo theo quy định.`,
    'Quyết định này có hiệu lực kể từ ngày ký. Các đơn vị, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
  ]
}
export const deciding = 'QUYẾT ĐỊNH:'

export const appendixTexts = (about: About, wording: Wording, year: number) => ({
  about: `Chỉ tiêu và kinh phí ${about.edition} của ${about.unit.name}`,
  attached: `(Kèm theo văn bản số          /${wording.code} ngày       tháng       năm ${year} của ${wording.issuer})`,
})

export const tableTexts = {
  order: 'STT',
  measure: 'Chỉ tiêu',
  unit: 'Đơn vị tính',
  vnd: 'đồng',
  total: 'Tổng',
  reserve: 'Dự phòng',
  units: 'Đơn vị',
  sumVnd: 'Cộng các nguồn bằng tiền',
  sums: 'Tổng hợp chỉ tiêu',
  targets: (part: number) => `Chỉ tiêu giao cho các đơn vị${part > 0 ? ' (tiếp theo)' : ''}`,
  funds: 'Kinh phí theo đơn vị và theo nguồn (đồng); hiện vật và ngày công của cộng đồng không cộng vào tiền',
  caption: (at: number, text: string) => `Bảng ${at}. ${text}`,
}
export const receiversLabel = 'Nơi nhận:'
export const toLabel = 'Kính gửi:'

/** The English page, when an office wants one. */
export function englishTexts(about: About & { readonly editionEn: string }, sums: Sums) {
  return {
    title: 'SUMMARY IN ENGLISH',
    about: `Plan of ${about.unit.name} for ${about.editionEn}`,
    text: `The plan runs from ${showDay(about.from)} to ${showDay(about.until)}, assigns ${sums.measures} measures to ${sums.units} units and has a budget of ${showCount(sums.moneyVnd, 'en')} VND. This page explains; the Vietnamese text decides.`,
    measure: 'Measure',
    unit: 'Unit',
    total: 'Total',
  }
}

/** What a paper was made from, at the foot of every page. */
export const footText = (year: number, code: string, n: number, hash: string): string =>
  `Kế hoạch ${year} · ${code} · bản ${n} · SHA-256 ${hash}`
export const inventedMark = 'Số liệu minh hoạ'
