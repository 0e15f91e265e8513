import type { ReactNode } from 'react'
import { sayAgo } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { Chip, type Tone } from '#kit/ui/chip.tsx'
import type { IconName } from '#kit/ui/icon.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { editionRoutes } from '../routes.ts'
import { editions } from './client.ts'
import { approvalWords } from './words-approvals.ts'

type Row = GivesOf<typeof editionRoutes.queue>['rows'][number]

/** What is out of the ordinary stands before what merely waits. */
const order = ['sent_back', 'assignment_changed', 'asked', 'waiting'] as const
const looks: Readonly<Record<Row['kind'], { tone: Tone; icon: IconName }>> = {
  sent_back: { tone: 'bad', icon: 'cross' },
  assignment_changed: { tone: 'accent', icon: 'pencil' },
  asked: { tone: 'mute', icon: 'question' },
  waiting: { tone: 'warn', icon: 'clock' },
}

/** What waits for this person, exceptions first. */
export function ApprovalsScreen(): ReactNode {
  const words = useWords(approvalWords)
  const lang = useLang()
  const list = useListState()
  const { data, error, loading, retry } = useLoad(['editions', 'queue'], () => editions.queue({}))
  const kind = order.find(it => it === list.get('kind'))
  const rows = data?.rows
    .filter(row => !kind || row.kind === kind)
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.since.localeCompare(b.since))
  return (
    <Page title={words.title} state={words.lead}>
      <Segmented
        label={words.filter}
        name="kind"
        value={kind ?? 'all'}
        options={[
          { value: 'all' as const, label: words.all },
          ...order.map(value => ({
            value,
            label: data ? `${words.kinds[value]} · ${showCount(data.counts[value], lang)}` : words.kinds[value],
          })),
        ]}
        onChange={value => list.set({ kind: value === 'all' ? '' : value })}
      />
      <Card flush={true}>
        <Table
          caption={words.title}
          columns={useColumns()}
          rows={rows}
          rowKey={row => `${row.kind} ${row.edition} ${row.unit}`}
          href={row =>
            row.kind === 'waiting'
              ? `/approvals/${row.edition}/${row.unit}`
              : `/plan?year=${row.year}&unit=${row.unit}${row.kind === 'asked' ? '&show=wanted' : ''}`
          }
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={words.empty} why={words.emptyNext} />}
        />
      </Card>
    </Page>
  )
}

function useColumns(): readonly Column<Row>[] {
  const words = useWords(approvalWords)
  const lang = useLang()
  const now = new Date()
  return [
    {
      key: 'unit',
      head: words.unit,
      cell: row => row.name,
      second: row => words.state(String(row.year), String(row.version)),
    },
    {
      key: 'what',
      head: words.what,
      cell: row => <Chip {...looks[row.kind]}>{words.kinds[row.kind]}</Chip>,
    },
    {
      key: 'why',
      head: words.why,
      from: 'md',
      cell: row => (row.own ? words.own : (row.reason ?? (row.cells > 0 && words.cells(showCount(row.cells, lang))))),
    },
    { key: 'by', head: words.by, from: 'sm', cell: row => row.by },
    { key: 'since', head: words.since, figure: true, cell: row => sayAgo(new Date(row.since), now, lang) },
  ]
}
