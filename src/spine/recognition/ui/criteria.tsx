import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { Table } from '#kit/ui/table.tsx'
import { useEdition } from '#spine/editions/ui/use-edition.ts'
import { recognition } from './client.ts'
import { CriteriaMark, momentOf, saidOf, useKinds } from './parts.tsx'
import { criteriaUiWords } from './words-criteria.ts'

/** Every version of the criteria of an edition: what is in force, what is being written, what was replaced. */
export function CriteriaScreen(): ReactNode {
  const words = useWords(criteriaUiWords)
  const lang = useLang()
  const list = useListState()
  const kinds = useKinds()
  const { edition } = useEdition()
  const load = useLoad(['recognition', 'criteria', edition?.id], signal =>
    recognition.criteria(edition ? { edition: edition.id } : {}, { signal }),
  )
  const write = usePermission('recognition.plan') && (
    <Link to="/criteria-write" className={primary}>
      {words.newVersion}
    </Link>
  )
  return (
    <Page title={words.criteria} state={words.criteriaState} actions={write}>
      <Card flush={true}>
        <Table
          caption={words.criteria}
          columns={[
            {
              key: 'title',
              head: words.title,
              cell: row => row.title,
              second: row => `${saidOf(kinds, row.kind)} · ${row.unit}`,
            },
            { key: 'no', head: words.version, cell: row => words.versionNo(row.no), tight: true },
            {
              key: 'state',
              head: words.state,
              cell: row => (row.replacedBy ? words.replaced : <CriteriaMark state={row.state} />),
              tight: true,
            },
            { key: 'by', head: words.writtenBy, cell: row => row.writtenBy, from: 'lg' },
            {
              key: 'published',
              head: words.published,
              cell: row => row.publishedAt && <span className="tabular">{momentOf(row.publishedAt, lang)}</span>,
              from: 'md',
              tight: true,
            },
          ]}
          rows={load.data?.criteria}
          rowKey={row => row.id}
          href={row => `/criteria/${row.id}`}
          list={list}
          loading={load.loading}
          error={load.error}
          retry={load.retry}
          empty={<EmptyState title={words.noCriteria} why={words.noCriteriaNext} action={write} />}
        />
      </Card>
    </Page>
  )
}

const primary =
  'inline-flex min-h-control items-center rounded-control bg-accent px-4 font-semibold text-body text-on-accent no-underline hover:bg-accent-hover'
