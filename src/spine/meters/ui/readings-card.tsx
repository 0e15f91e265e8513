import type { ReactNode } from 'react'
import { showDay } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { readings } from './readings-client.ts'
import { Strip } from './readings-strip.tsx'
import { readingUiWords } from './readings-words.ts'

/** On a customer's page: from when to when there are readings, and the way to them; nothing where there are none. */
export function CustomerReadingsCard({ id }: { readonly id: string }): ReactNode {
  const words = useWords(readingUiWords)
  const lang = useLang()
  const { data } = useLoad(['meters', 'held-span', id], signal => readings.spans({ customerId: id }, { signal }))
  if (!data?.firstDay || !data.lastDay) return null
  return (
    <Card title={words.card} action={<Link to={`/readings/${id}`}>{words.cardOpen}</Link>}>
      <div className="flex flex-col gap-2">
        <p>{words.cardSpan(showDay(data.firstDay, lang), showDay(data.lastDay, lang))}</p>
        <Strip of={data.months} months={data.months.map(it => it.month).slice(-24)} />
      </div>
    </Card>
  )
}
