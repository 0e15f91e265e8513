import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { Chip, CountBadge } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { EmptyState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount, showNumber, unitName } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { Lang } from '#kit/words'
import { orgWords } from '#spine/org/words.ts'
import type { EditionPage, editionRoutes } from '../routes.ts'
import { editionWords } from '../words.ts'
import { editions } from './client.ts'
import { editionUiWords } from './words-editions.ts'

export type Catalogue = GivesOf<typeof editionRoutes.catalogue>
export type Measure = Catalogue['measures'][number]

/** The usual cost of one, and whether that still needs a source. */
export function Usual({ usual }: { readonly usual: Measure['usual'] }): ReactNode {
  const words = useWords(editionUiWords)
  const { unsourced } = useWords(editionWords)
  const lang = useLang()
  if (!usual) return null
  return (
    <>
      {words.usualSpan(showNumber(usual.low / 1_000_000, lang, 3), showNumber(usual.high / 1_000_000, lang, 3))}
      {usual.unsourced && <span className="block font-normal text-label text-warn">{unsourced}</span>}
    </>
  )
}

export function useActivityName(activities: Catalogue['activities'], lang: Lang): (code: string) => string {
  const names = new Map(activities.map(it => [it.code, it.name[lang]]))
  return code => names.get(code) ?? code
}

/** What this edition plans: activity by activity, with duty, least figures and usual costs. */
export function MeasuresCard({ edition }: { readonly edition: EditionPage }): ReactNode {
  const words = useWords(editionUiWords)
  const { data, error, retry } = useLoad(['editions', 'catalogue'], () => editions.catalogue({}))
  const columns = useColumns(edition, data?.activities ?? [])
  if (!data && error === undefined)
    return (
      <Card title={words.measures}>
        <LoadingState />
      </Card>
    )
  const chosen = new Set(edition.measures.map(it => it.measure))
  return (
    <Card
      flush={true}
      title={words.measures}
      mark={<CountBadge>{chosen.size}</CountBadge>}
      action={
        edition.edits &&
        edition.state !== 'closed' && <Link to={`/editions/${edition.id}/measures`}>{words.chooseMeasures}</Link>
      }
    >
      <Table
        caption={words.measures}
        columns={columns}
        rows={data?.measures.filter(it => chosen.has(it.code))}
        rowKey={row => row.code}
        error={error}
        retry={retry}
        empty={<EmptyState why={words.noMeasures} />}
      />
    </Card>
  )
}

function useColumns(edition: EditionPage, activities: Catalogue['activities']): readonly Column<Measure>[] {
  const words = useWords(editionUiWords)
  const said = useWords(editionWords)
  const { kinds } = useWords(orgWords)
  const lang = useLang()
  const activityName = useActivityName(activities, lang)
  const monthly = new Set(edition.measures.filter(it => it.byMonth).map(it => it.measure))
  const least = (code: string): string =>
    edition.least
      .filter(it => it.measure === code)
      .map(it => words.leastFor(showCount(it.least, lang), kinds[it.kind].toLocaleLowerCase('vi')))
      .join(', ')
  return [
    {
      key: 'name',
      head: words.measure,
      cell: row => row.name[lang],
      second: row => activityName(row.activity),
    },
    {
      key: 'unit',
      head: words.unit,
      from: 'sm',
      cell: row => (monthly.has(row.code) ? `${unitName(row.unit, lang)}, ${words.byMonth}` : unitName(row.unit, lang)),
    },
    {
      key: 'duty',
      head: words.duty,
      from: 'md',
      cell: row => <Chip tone={row.duty === 'statutory' ? 'accent' : 'mute'}>{said.duties[row.duty]}</Chip>,
    },
    { key: 'least', head: words.least, from: 'sm', cell: row => least(row.code) },
    {
      key: 'usual',
      head: words.usual,
      from: 'lg',
      figure: true,
      cell: row => row.usual && <Usual usual={row.usual} />,
    },
  ]
}
