import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { showCount } from '#kit/units'
import type { Candidate, Kind } from '../routes.ts'
import { recognition } from './client.ts'
import { amount, columnsOf, saidOf, VerdictMark } from './parts.tsx'
import type { Run } from './run.tsx'
import { runUiWords } from './words-run.ts'

const shows = ['all', 'included', 'left_out', 'excluded', 'exceptions'] as const
const isShow = (text: string): text is (typeof shows)[number] => (shows as readonly string[]).includes(text)

/** The candidates, exceptions first; found by name or code, narrowed by verdict and standing, sorted by any figure. */
export function CandidatesCard({ run, kind }: { readonly run: Run; readonly kind: Kind }): ReactNode {
  const words = useWords(runUiWords)
  const lang = useLang()
  const list = useListState()
  const show = list.get('show')
  const asked = {
    id: run.id,
    ...(list.get('q') ? { q: list.get('q') } : {}),
    ...(list.get('verdict') ? { verdict: list.get('verdict') } : {}),
    ...(isShow(show) ? { show } : {}),
    ...(list.sort ? { sort: list.sort } : {}),
    ...(list.after ? { after: list.after } : {}),
  }
  const load = useLoad(['recognition', 'candidates', asked, run.state], signal =>
    recognition.candidates(asked, { signal }),
  )
  const first = Number(list.after || 0)
  const many = load.data?.candidates.length ?? 0
  return (
    <Card title={words.candidates} flush={true}>
      <Narrowing kind={kind} />
      <Table
        caption={words.candidates}
        columns={useColumns(kind)}
        rows={load.data?.candidates}
        rowKey={row => row.id}
        href={row => `/recognition/${run.id}/${row.id}`}
        list={list}
        loading={load.loading}
        error={load.error}
        retry={load.retry}
        empty={<p className="px-4 py-6 text-body text-ink-2">{words.noCandidates}</p>}
        footer={
          <Pagination
            list={list}
            next={load.data?.next ? String(load.data.next) : null}
            says={
              many > 0 &&
              words.shown(
                showCount(first + 1, lang),
                showCount(first + many, lang),
                showCount(load.data?.all ?? 0, lang),
              )
            }
          />
        }
      />
    </Card>
  )
}

/** Finding and narrowing; all of it stands in the address. */
function Narrowing({ kind }: { readonly kind: Kind }): ReactNode {
  const words = useWords(runUiWords)
  const list = useListState()
  const show = list.get('show')
  return (
    <div className="flex flex-wrap items-end gap-3 px-4 pb-3">
      <SearchBox
        label={words.findParty}
        placeholder={words.findParty}
        defaultValue={list.get('q')}
        onSearch={q => list.set({ q })}
      />
      <Select
        name="verdict"
        label={words.verdict}
        value={list.get('verdict')}
        empty={words.all}
        options={kind.verdicts.map(it => ({ value: it.name, label: it.says }))}
        onChange={verdict => list.set({ verdict })}
      />
      <Segmented
        label={words.standing}
        name="show"
        value={isShow(show) ? show : 'all'}
        options={shows.map(value => ({ value, label: words.show[value] }))}
        onChange={value => list.set({ show: value === 'all' ? '' : value })}
      />
    </div>
  )
}

function useColumns(kind: Kind): Column<Candidate>[] {
  const words = useWords(runUiWords)
  const lang = useLang()
  return [
    {
      key: 'partyName',
      head: words.party,
      cell: row => row.partyName || row.code,
      second: row => `${row.code} · ${row.unit}`,
      sorts: true,
      width: 'min-w-52',
    },
    { key: 'standing', head: words.standing, cell: row => <Standing row={row} />, tight: true },
    {
      key: 'verdict',
      head: words.verdict,
      cell: row => <VerdictMark kind={kind} name={row.verdict} />,
      second: row => [...new Set([...row.grounds, ...row.added])].map(name => saidOf(kind.grounds, name)).join(', '),
    },
    ...columnsOf(kind).map(
      (it): Column<Candidate> => ({
        key: it.name,
        head: it.says,
        figure: true,
        sorts: true,
        from: 'lg',
        cell: row => amount(row.figures[it.name] ?? null, it.unit, lang),
      }),
    ),
    {
      key: 'rank',
      head: words.rank,
      figure: true,
      sorts: true,
      cell: row => row.rank !== null && showCount(row.rank, lang),
      from: 'sm',
    },
  ]
}

function Standing({ row }: { readonly row: Candidate }): ReactNode {
  const words = useWords(runUiWords)
  if (row.interests > 0 && row.decision === null)
    return (
      <Chip tone="warn" icon="alert">
        {words.toLookAt}
      </Chip>
    )
  if (row.decision === 'exclude')
    return (
      <Chip tone="bad" icon="cross">
        {words.out}
      </Chip>
    )
  return row.included || row.added.length > 0 ? (
    <Chip tone="ok" icon="check">
      {words.included}
    </Chip>
  ) : (
    words.leftOut
  )
}
