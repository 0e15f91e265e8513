import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { StateFilter } from '#kit/ui/state-filter.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { showCount } from '#kit/units'
import { useEdition } from '#spine/editions/ui/use-edition.ts'
import type { RunRow } from '../routes.ts'
import { type RunState, runStates } from '../rules.ts'
import { recognition } from './client.ts'
import { momentOf, RunMark, saidOf, useKinds } from './parts.tsx'
import { runUiWords } from './words-run.ts'

/** Every run of an edition that the units in reach have, newest first. */
export function RunsScreen(): ReactNode {
  const words = useWords(runUiWords)
  const list = useListState()
  const { edition } = useEdition()
  const state = list.get('state') as RunState | ''
  const asked = {
    ...(edition ? { edition: edition.id } : {}),
    ...(state ? { state } : {}),
    ...(list.after ? { after: list.after } : {}),
  }
  const load = useLoad(['recognition', 'runs', asked], signal => recognition.runs(asked, { signal }))
  return (
    <Page title={words.runs} state={words.runsState}>
      <StateFilter label={words.state} all={words.all} states={runStates} names={words.runStates} list={list} />
      <Card flush={true}>
        <Table
          caption={words.runs}
          columns={useColumns()}
          rows={load.data?.runs}
          rowKey={row => row.id}
          href={row => `/recognition/${row.id}`}
          list={list}
          loading={load.loading}
          error={load.error}
          retry={load.retry}
          empty={<EmptyState title={words.noRuns} why={words.noRunsNext} />}
          footer={(list.after || load.data?.next) && <Pagination list={list} next={load.data?.next} />}
        />
      </Card>
    </Page>
  )
}

function useColumns(): Column<RunRow>[] {
  const words = useWords(runUiWords)
  const lang = useLang()
  const kinds = useKinds()
  return [
    {
      key: 'title',
      head: words.title,
      cell: row => row.title,
      second: row => `${saidOf(kinds, row.kind)} · ${row.unit}`,
    },
    {
      key: 'state',
      head: words.state,
      cell: row => <RunMark state={row.state} trial={row.trial} />,
      tight: true,
    },
    {
      key: 'rows',
      head: words.rows,
      figure: true,
      cell: row => row.rows !== null && showCount(row.rows, lang),
      from: 'sm',
    },
    { key: 'by', head: words.openedBy, cell: row => row.openedBy, from: 'lg' },
    {
      key: 'at',
      head: words.openedAt,
      cell: row => <span className="tabular">{momentOf(row.openedAt, lang)}</span>,
      from: 'md',
      tight: true,
    },
  ]
}
