import type { ReactNode } from 'react'
import { showMoment } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { Status, type StatusKind } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import type { RunRow } from '#spine/recognition/routes.ts'
import { screenWords } from '../words-screens.ts'
import { recognition } from './client.ts'

const kinds: Readonly<Record<string, StatusKind>> = {
  computing: 'editing',
  computed: 'draft',
  reviewed: 'waiting',
  sent_back: 'returned',
  approved: 'approved',
  discarded: 'returned',
}

/** What was measured so far, the newest first; each opens its candidates with their curves. */
export function MeasureRuns({ edition }: { readonly edition: string | undefined }): ReactNode {
  const said = useWords(screenWords).measure
  const lang = useLang()
  const states = useWords(screenWords).runStates as Readonly<Record<string, string>>
  const asked = { kind: 'load-shift', ...(edition ? { edition } : {}) }
  const { data, error, retry, loading } = useLoad(['recognition', 'runs', asked], () => recognition.runs(asked))
  const columns: readonly Column<RunRow>[] = [
    { key: 'unit', head: said.unit, strong: true, cell: run => run.unit, second: run => run.title },
    {
      key: 'rows',
      head: said.parties,
      figure: true,
      cell: run => (run.rows === null ? null : showCount(run.rows, lang)),
    },
    {
      key: 'at',
      head: said.runs,
      from: 'sm',
      cell: run => showMoment(run.openedAt, lang),
      second: run => run.openedBy,
    },
    {
      key: 'state',
      head: said.state,
      tight: true,
      cell: run => <Status kind={kinds[run.state] ?? 'draft'}>{states[run.state] ?? run.state}</Status>,
    },
  ]
  return (
    <Card title={said.runs} flush={true}>
      <Table
        caption={said.runs}
        columns={columns}
        rows={data?.runs}
        rowKey={run => run.id}
        href={run => (run.trial ? `/recognition/${run.id}` : `/load-shift/results/${run.id}`)}
        loading={loading}
        error={error}
        retry={retry}
        empty={<p className="px-4 pb-4 text-body text-ink-2">{said.noRuns}</p>}
      />
    </Card>
  )
}
