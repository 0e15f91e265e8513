import type { ReactNode } from 'react'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { showCount } from '#kit/units'
import { type State, states } from '../rules.ts'
import { importWords } from '../words.ts'
import { imports, type LoadRow } from './client.ts'
import { StateChip } from './state.tsx'
import { importUiWords } from './words.ts'

/** Every file that came in: what, from whom, how far, with how many errors. */
export function ImportsScreen(): ReactNode {
  const words = useWords(importUiWords)
  const place = usePlace()
  const list = useListState()
  const brings = usePermission('imports.bring')
  const state = states.find(it => it === list.get('state'))
  const asked = {
    ...(list.get('q') ? { q: list.get('q') } : {}),
    ...(list.get('kind') ? { intake: list.get('kind') } : {}),
    ...(state ? { state } : {}),
    ...(list.after ? { after: list.after } : {}),
  }
  const { data, error, loading, retry } = useLoad(['imports', 'loads', asked], signal =>
    imports.loads(asked, { signal }),
  )
  const begin = brings && (
    <Button kind="primary" onClick={() => place.go('/imports/new')}>
      {words.begin}
    </Button>
  )
  return (
    <Page
      title={words.title}
      state={words.lead}
      actions={
        <>
          <Button onClick={() => place.go('/imports/sources')}>{words.sources}</Button>
          {begin}
        </>
      }
    >
      <Filters state={state} />
      <Card flush={true}>
        <Table
          caption={words.title}
          columns={useColumns()}
          rows={data?.loads}
          rowKey={row => row.id}
          href={row => `/imports/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={words.none} why={words.noneNext} action={begin} />}
          footer={data && (data.next || list.after) && <Pagination list={list} next={data.next} />}
        />
      </Card>
    </Page>
  )
}

function Filters({ state }: { readonly state: State | undefined }): ReactNode {
  const words = useWords(importUiWords)
  const { states: said } = useWords(importWords)
  const list = useListState()
  const kinds = useLoad(['imports', 'kinds'], signal => imports.kinds({}, { signal })).data?.kinds ?? []
  return (
    <div className="grid items-end gap-3 sm:grid-cols-3">
      <SearchBox
        label={words.search}
        placeholder={words.search}
        defaultValue={list.get('q')}
        onSearch={q => list.set({ q })}
      />
      <Select
        name="kind"
        label={words.kind}
        empty={words.allKinds}
        options={kinds.map(kind => ({ value: kind.name, label: kind.says }))}
        value={list.get('kind')}
        onChange={kind => list.set({ kind })}
      />
      <Select
        name="state"
        label={words.state}
        empty={words.allStates}
        options={states.map(value => ({ value, label: said[value] }))}
        value={state ?? ''}
        onChange={value => list.set({ state: value })}
      />
    </div>
  )
}

function useColumns(): readonly Column<LoadRow>[] {
  const words = useWords(importUiWords)
  const lang = useLang()
  const figure = (key: 'rows' | 'bad', head: string): Column<LoadRow> => ({
    key,
    head,
    figure: true,
    from: 'sm',
    cell: row => {
      const value = row[key]
      return value === null ? null : showCount(value, lang)
    },
  })
  return [
    {
      key: 'name',
      head: words.file,
      strong: true,
      cell: row => <span className="break-all">{row.name}</span>,
      second: row => [row.kind, row.source, row.unit].filter(Boolean).join(' · '),
    },
    figure('rows', words.rows),
    figure('bad', words.bad),
    {
      key: 'by',
      head: words.by,
      from: 'md',
      cell: row => row.broughtBy ?? words.dropFolder,
      second: row => showMoment(row.broughtAt, lang),
    },
    { key: 'state', head: words.state, cell: row => <StateChip state={row.state} /> },
  ]
}
