import type { Database } from '#kit/db'
import { uuidv7 } from '#kit/wire'

const theme = 'Đồng hành cùng khách hàng sử dụng điện an toàn, tiết kiệm và hiệu quả'
const themeEn = 'With customers for safe, economical and efficient use of electricity'

/** Years, themes and dates as announced, each with its source; what no source gives stays empty. */
const announced = [
  [2024, 10, theme, themeEn, '2024-11-15', '2024-12-31', 'Dân trí, 2024'],
  [
    2025,
    11,
    'Tiếp tục chung tay khắc phục hậu quả thiên tai, đồng hành cùng khách hàng sử dụng điện an toàn, ổn định',
    'Together after the disasters, with customers for safe and stable electricity',
    '2025-12-01',
    '2026-01-31',
    'https://vneconomy.vn/chung-tay-khac-phuc-hau-qua-thien-tai-ho-tro-vung-bao-lu.htm',
  ],
  [2026, 12, null, null, '2026-11-15', '2026-12-31', null],
] as const

export async function loadEditionsDemonstration(owner: Database): Promise<void> {
  for (const [year, number, vi, en, from, until, source] of announced)
    await owner.pool.query(
      `insert into editions.editions (id, year, number, name_vi, name_en, theme_vi, theme_en, from_day, until_day, source)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        uuidv7(),
        year,
        number,
        `Tháng Tri ân khách hàng ${year}`,
        `Customer Appreciation Month ${year}`,
        vi,
        en,
        from,
        until,
        source,
      ],
    )
}
