/** Sizes in points, lengths in millimetres. */
export type Layout = {
  /** Where these figures come from, and whether somebody has confirmed them. */
  readonly source: string
  readonly confirmed: boolean
  readonly marginMm: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }
  /** The face that DOCX names; PDF carries Tinos, which has the same widths. */
  readonly face: string
  readonly country: string
  readonly motto: string
  readonly sizePt: {
    readonly country: number
    readonly motto: number
    readonly issuer: number
    readonly number: number
    readonly title: number
    readonly body: number
    readonly table: number
    readonly receivers: number
    readonly foot: number
  }
  readonly firstLineMm: number
  readonly afterParagraphPt: number
  /** Line height beside the face's own. */
  readonly lines: number
}

/**
 * The layout of official documents (Decree 30/2020/NĐ-CP, appendix I), written down from memory: the office confirms it
 * before the first paper is signed.
 */
export const officialLayout: Layout = {
  source: 'Nghị định 30/2020/NĐ-CP',
  confirmed: false,
  marginMm: { top: 20, bottom: 20, left: 30, right: 15 },
  face: 'Times New Roman',
  country: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  sizePt: {
    country: 12,
    motto: 13,
    issuer: 12,
    number: 13,
    title: 14,
    body: 13,
    table: 11,
    receivers: 11,
    foot: 8,
  },
  firstLineMm: 10,
  afterParagraphPt: 6,
  lines: 1.1,
}

export const points = (mm: number): number => (mm * 72) / 25.4
