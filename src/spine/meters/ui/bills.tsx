import type { ReactNode } from 'react'
import { showVnd } from '#kit/money'
import { showDay } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showQuantity } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { meterRoutes } from '../routes.ts'
import { meterWords } from '../words.ts'
import { meters } from './client.ts'

type Bill = GivesOf<typeof meterRoutes.bills>['bills'][number]

/** What a customer used and owed, month by month; nothing where no bill has come in. */
export function CustomerBills({ id }: { readonly id: string }): ReactNode {
  const words = useWords(meterWords)
  const lang = useLang()
  const { data, error, retry } = useLoad(['meters', 'bills', id], signal =>
    meters.bills({ customerId: id }, { signal }),
  )
  if (!error && (!data || data.bills.length === 0)) return null
  const columns: readonly Column<Bill>[] = [
    {
      key: 'month',
      head: words.columns.month,
      strong: true,
      cell: bill => showDay(bill.month, lang).slice(3),
      second: bill => `${bill.contract}${bill.estimated ? ` · ${words.estimated}` : ''}`,
    },
    { key: 'used', head: words.used, figure: true, cell: bill => showQuantity(Number(bill.usedKwh), 'kWh', lang) },
    { key: 'owed', head: words.owed, figure: true, cell: bill => showVnd(BigInt(bill.owedVnd), lang) },
  ]
  return (
    <Card title={words.bills} flush={true}>
      <Table
        caption={words.bills}
        columns={columns}
        rows={data?.bills}
        rowKey={bill => `${bill.contract} ${bill.month}`}
        error={error}
        retry={retry}
      />
    </Card>
  )
}
