import { type ReactNode, useMemo, useState } from 'react'
import { fold } from '#kit/text'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { unitName } from '#kit/units'
import { blocks } from '../rules.ts'
import { editionWords } from '../words.ts'
import { MeasureDialog } from './catalogue-measure.tsx'
import { editions } from './client.ts'
import { type Catalogue, type Measure, Usual, useActivityName } from './edition-measures.tsx'
import { catalogueWords } from './words-catalogue.ts'

/** Every activity and measure that an edition can choose from. */
export function CatalogueScreen(): ReactNode {
  const words = useWords(catalogueWords)
  const said = useWords(editionWords)
  const lang = useLang()
  const list = useListState()
  const { data, error, loading, retry } = useLoad(['editions', 'catalogue'], () => editions.catalogue({}))
  const [editing, setEditing] = useState<Measure | 'new'>()
  const activityName = useActivityName(data?.activities ?? [], lang)
  const [q, block] = [list.get('q'), blocks.find(it => it === list.get('block'))]
  const rows = useFound(data, q, block)
  return (
    <Page
      title={words.title}
      state={words.lead}
      actions={data?.edits && <Button onClick={() => setEditing('new')}>{words.add}</Button>}
    >
      <div className="flex flex-wrap items-center gap-3">
        <SearchBox
          key={q}
          label={words.search}
          placeholder={words.search}
          defaultValue={q}
          onSearch={text => list.set({ q: text })}
          className="min-w-0 flex-1 basis-60 sm:max-w-96"
        />
        <Segmented
          label={words.block}
          name="block"
          value={block ?? 'all'}
          options={[
            { value: 'all' as const, label: words.all },
            ...blocks.map(value => ({ value, label: said.blocks[value] })),
          ]}
          onChange={value => list.set({ block: value === 'all' ? '' : value })}
        />
      </div>
      <Card flush={true}>
        <Table
          caption={words.title}
          columns={useColumns(activityName, data?.edits ? setEditing : undefined)}
          rows={rows}
          rowKey={row => row.code}
          loading={loading}
          error={error}
          retry={retry}
          empty={<p className="px-4 py-6 text-ink-2">{words.none}</p>}
        />
      </Card>
      {data && editing && (
        <MeasureDialog
          measure={editing === 'new' ? undefined : editing}
          catalogue={data}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Page>
  )
}

/** The measures whose name, activity or code holds the words, of one block or of all. */
function useFound(data: Catalogue | undefined, q: string, block: string | undefined): readonly Measure[] | undefined {
  const lang = useLang()
  return useMemo(() => {
    const activities = new Map(data?.activities.map(it => [it.code, it]))
    const text = fold(q)
    return data?.measures.filter(it => {
      const activity = activities.get(it.activity)
      const named = fold(`${it.name[lang]} ${activity?.name[lang] ?? ''} ${it.code}`)
      return (!block || activity?.block === block) && named.includes(text)
    })
  }, [data, q, block, lang])
}

function useColumns(
  activityName: (code: string) => string,
  onEdit: ((measure: Measure) => void) | undefined,
): readonly Column<Measure>[] {
  const words = useWords(catalogueWords)
  const said = useWords(editionWords)
  const lang = useLang()
  const edit: readonly Column<Measure>[] = onEdit
    ? [
        {
          key: 'edit',
          head: <span className="aural">{words.edit}</span>,
          figure: true,
          cell: row => (
            <Button size="small" kind="quiet" aria-label={words.editTitle(row.name[lang])} onClick={() => onEdit(row)}>
              {words.edit}
            </Button>
          ),
        },
      ]
    : []
  return [
    {
      key: 'name',
      head: words.measure,
      cell: row => (
        <span className="flex flex-wrap items-center gap-2">
          {row.name[lang]}
          {row.ended && <Chip tone="mute">{words.ended}</Chip>}
        </span>
      ),
      second: row => activityName(row.activity),
    },
    { key: 'unit', head: words.unit, from: 'sm', cell: row => unitName(row.unit, lang) },
    {
      key: 'duty',
      head: words.duty,
      from: 'md',
      cell: row => <Chip tone={row.duty === 'statutory' ? 'accent' : 'mute'}>{said.duties[row.duty]}</Chip>,
    },
    { key: 'gather', head: words.gather, from: 'lg', cell: row => said.gathers[row.gather] },
    {
      key: 'usual',
      head: words.usual,
      from: 'md',
      figure: true,
      cell: row => row.usual && <Usual usual={row.usual} />,
    },
    ...edit,
  ]
}
