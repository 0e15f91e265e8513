import { type ReactNode, useState } from 'react'
import { showDay } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import type { GivesOf } from '#kit/wire'
import type { editionRoutes } from '../routes.ts'
import { editions } from './client.ts'
import { CopyEdition } from './edition-dialogs.tsx'
import { EditionStatus } from './edition-state.tsx'
import { editionUiWords } from './words-editions.ts'

type Row = GivesOf<typeof editionRoutes.list>['editions'][number]

/** The years of the programme, newest first. */
export function EditionsScreen(): ReactNode {
  const words = useWords(editionUiWords)
  const { go } = usePlace()
  const [copying, setCopying] = useState(false)
  const { data, error, loading, retry } = useLoad(['editions', 'list'], () => editions.list({}))
  const newest = data?.editions[0]
  return (
    <Page
      title={words.title}
      state={words.lead}
      actions={
        data?.makes && (
          <>
            {newest && <Button onClick={() => setCopying(true)}>{words.copy(String(newest.year + 1))}</Button>}
            <Button kind="primary" onClick={() => go('/editions/new')}>
              {words.create}
            </Button>
          </>
        )
      }
    >
      <Card flush={true}>
        <Table
          caption={words.title}
          columns={useColumns(data?.current ?? null)}
          rows={data?.editions}
          rowKey={row => row.id}
          href={row => `/editions/${row.id}`}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={words.empty} why={data?.makes ? words.emptyNext : words.emptyWait} />}
        />
      </Card>
      {newest && <CopyEdition from={newest} open={copying} onClose={() => setCopying(false)} />}
    </Page>
  )
}

function useColumns(current: string | null): readonly Column<Row>[] {
  const words = useWords(editionUiWords)
  const lang = useLang()
  return [
    {
      key: 'name',
      head: words.name,
      tight: true,
      cell: row => row.name[lang],
      second: row => words.nth(String(row.number)),
    },
    {
      key: 'theme',
      head: words.theme,
      from: 'md',
      cell: row => row.theme?.[lang] ?? <span className="text-ink-3">{words.noTheme}</span>,
    },
    {
      key: 'window',
      head: words.window,
      from: 'sm',
      tight: true,
      cell: row => words.span(showDay(row.from, lang), showDay(row.until, lang)),
    },
    {
      key: 'state',
      head: words.state,
      tight: true,
      cell: row => (
        <span className="flex gap-1.5">
          <EditionStatus state={row.state} />
          {row.id === current && <Chip tone="accent">{words.current}</Chip>}
        </span>
      ),
    },
  ]
}
