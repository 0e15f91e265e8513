import type { ReactNode } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { Table } from '#kit/ui/table.tsx'
import { recognition } from './client.ts'
import { amount, columnsOf, RunMark, saidOf, useKind } from './parts.tsx'
import { recognitionUiWords } from './words.ts'

/** The list behind the decision, for the printer: who is thanked on which grounds, with the list's seal under it. */
export function ListScreen(): ReactNode {
  const words = useWords(recognitionUiWords)
  const lang = useLang()
  const id = useParam('id')
  const run = useLoad(['recognition', 'run', id], signal => recognition.run({ id }, { signal })).data
  const load = useLoad(['recognition', 'list', id], signal => recognition.list({ id }, { signal }))
  const kind = useKind(run?.kind)
  return (
    <Page
      title={words.list}
      mark={run && <RunMark state={run.state} trial={run.trial} />}
      state={run && `${run.title} · ${run.unit}`}
      actions={<Button onClick={() => window.print()}>{words.print}</Button>}
    >
      <Card flush={true}>
        <Table
          caption={words.list}
          columns={[
            { key: 'party', head: words.party, cell: row => row.partyName, second: row => row.unit },
            { key: 'code', head: words.code, cell: row => <span className="tabular">{row.code}</span>, tight: true },
            ...columnsOf(kind).map(it => ({
              key: it.name,
              head: it.says,
              figure: true,
              from: 'lg' as const,
              cell: (row: { figures: Readonly<Record<string, number | null>> }) =>
                amount(row.figures[it.name] ?? null, it.unit, lang),
            })),
            {
              key: 'grounds',
              head: words.grounds,
              cell: row => row.grounds.map(one => saidOf(kind?.grounds, one)).join(', '),
            },
          ]}
          rows={load.data?.lines.map((line, at) => ({ ...line, at }))}
          rowKey={row => String(row.at)}
          loading={load.loading}
          error={load.error}
          retry={load.retry}
          footer={run?.seal && <span className="break-all">{words.listFoot(run.seal)}</span>}
        />
      </Card>
    </Page>
  )
}
