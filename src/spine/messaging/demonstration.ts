import type { Database } from '#kit/db'
import { uuidv7 } from '#kit/wire'

/* Everything here is invented. */
const templates = [
  {
    name: 'Nhắc ngắt điện khi nước ngập',
    class: 'safety',
    sms: 'Kính gửi {{name}}: Điện lực nhắc quý khách ngắt cầu dao tổng khi nước ngập. Điện lực không bao giờ hỏi mã OTP.',
    approved: true,
  },
  {
    name: 'Cảm ơn quý khách cuối năm',
    class: 'care',
    sms: 'Kính gửi {{name}}: Điện lực cảm ơn quý khách đã đồng hành và tiết kiệm điện trong năm qua.',
    approved: false,
  },
] as const

/** Two texts of a company: one approved, one that waits. */
export async function loadMessagingDemonstration({ pool }: Database): Promise<void> {
  for (const { name, class: of, sms, approved } of templates) {
    const id = uuidv7()
    await pool.query(
      `insert into messaging.templates (id, unit_id, name, class, variables, sms, plain, made_by, made_at)
       select $1, unit_id, $2, $3, '{name}', $4, true, id, now() - interval '6 days' from people.staff where code = 'LKH02'`,
      [id, name, of, sms],
    )
    if (approved)
      await pool.query(
        `insert into messaging.template_decisions (template_id, unit_id, kind, decided_by, decided_at)
         select t.id, t.unit_id, 'approved', s.id, now() - interval '5 days' from messaging.templates t, people.staff s where t.id = $1 and s.code = 'PD02'`,
        [id],
      )
  }
}
