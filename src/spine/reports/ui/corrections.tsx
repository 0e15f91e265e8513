import type { ReactNode } from 'react'
import { showDay, showMoment } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { showQuantity } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { reportRoutes } from '../routes.ts'
import { reports } from './client.ts'
import { reportUiWords } from './words.ts'

type Row = GivesOf<typeof reportRoutes.corrections>['corrections'][number]

/** Everything that was counted and then changed, with both versions. */
export function CorrectionsScreen(): ReactNode {
  const words = useWords(reportUiWords)
  const said = useSaid()
  const lang = useLang()
  const list = useListState()
  const edition = list.get('edition')
  const asked = { ...(edition ? { edition } : {}), ...(list.after ? { after: list.after } : {}) }
  const load = useLoad(['reports', 'corrections', asked], signal => reports.corrections(asked, { signal }))
  const side = (key: 'before' | 'after', head: string): Column<Row> => ({
    key,
    head,
    figure: true,
    cell: row => showQuantity(row[key].quantity, row.measure.unit, lang),
    second: row => `${words.grades[row[key].grade]} · ${showDay(row[key].day, lang)}`,
  })
  const columns: readonly Column<Row>[] = [
    { key: 'measure', head: words.measure, strong: true, cell: row => said(row.measure.name), second: row => row.unit },
    side('before', words.was),
    side('after', words.is),
    { key: 'when', head: words.when, tight: true, from: 'sm', cell: row => showMoment(row.at, lang) },
  ]
  return (
    <Page title={words.corrections} state={words.correctionsState}>
      <Card flush={true}>
        <Table
          caption={words.corrections}
          columns={columns}
          rows={load.data?.corrections}
          rowKey={row => row.id}
          href={row => `/counted/${row.id}`}
          list={list}
          loading={load.loading}
          error={load.error}
          retry={load.retry}
          empty={<EmptyState title={words.noCorrections} why={words.noCorrectionsNext} />}
          footer={load.data && (load.data.next || list.after) && <Pagination list={list} next={load.data.next} />}
        />
      </Card>
    </Page>
  )
}
