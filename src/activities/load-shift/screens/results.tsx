import type { ReactNode } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { whiskerMark } from '#kit/ui/charts/marks.ts'
import { Chip, Verdict, type VerdictKind } from '#kit/ui/chip.tsx'
import { Drawing } from '#kit/ui/drawing.tsx'
import { saveFile } from '#kit/ui/files.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState, useParam, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { showCount, showNumber } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { Candidate } from '#spine/recognition/routes.ts'
import type { routes } from '../routes.ts'
import { verdictNames } from '../rules-judge.ts'
import { recogniseWords } from '../words-recognise.ts'
import { screenWords } from '../words-screens.ts'
import { loadShift, recognition } from './client.ts'
import { ruleName } from './parts.tsx'
import { pct } from './why-sentences.ts'

type Spark = GivesOf<typeof routes.sparks>['sparks'][number]['events']
const kinds: Readonly<Record<string, VerdictKind>> = { reduced: 'reduced', not_reduced: 'not', cannot_tell: 'unclear' }
const squares = { reduced: 'fill-ok-fill', not_reduced: 'fill-warn-fill', cannot_tell: 'fill-line-strong' }

/** A small bar an event, as high as what was reduced; a stub where nothing was, or nothing could be told. */
function EventSpark({ events }: { readonly events: Spark | undefined }): ReactNode {
  const said = useWords(screenWords).results
  const lang = useLang()
  if (!events || events.length === 0) return null
  const reduced = events.filter(one => one.verdict === 'reduced').length
  const [step, height] = [8, 22]
  return (
    <svg
      role="img"
      aria-label={said.sparkSays(showCount(reduced, lang), showCount(events.length, lang))}
      width={events.length * step}
      height={height}
    >
      {events.map((one, at) => {
        const tall = one.verdict === 'reduced' ? Math.max(4, Math.min(height, ((one.pct ?? 0) / 30) * height)) : 3
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the events of a row stand in one order
            key={at}
            x={at * step + 1}
            y={height - tall}
            width={step - 2}
            height={tall}
            rx={1}
            className={squares[one.verdict]}
          />
        )
      })}
    </svg>
  )
}

function SeasonMark({ row }: { readonly row: Candidate }): ReactNode {
  const said = useWords(screenWords).results
  const lang = useLang()
  const { seasonPct: value, seasonLowPct: low, seasonHighPct: high } = row.figures
  if (value === null || value === undefined || low === null || low === undefined || high === null || high === undefined)
    return null
  const tone = row.verdict === 'reduced' ? 'ok' : row.verdict === 'cannot_tell' ? 'mute' : 'warn'
  const says = said.seasonSays(pct(low, lang), pct(value, lang), pct(high, lang))
  return <Drawing of={whiskerMark({ says, low, high, value, min: -15, max: 35, tone, widthPx: 132 })} />
}

function useColumns(sparks: ReadonlyMap<string, Spark>): readonly Column<Candidate>[] {
  const said = useWords(screenWords)
  const names = useWords(recogniseWords)
  const lang = useLang()
  const verdicts = names.verdicts as Readonly<Record<string, string>>
  const kwh = (value: number | null | undefined): string | null => (value ? showNumber(value, lang, 0) : null)
  return [
    {
      key: 'name',
      head: said.register.company,
      strong: true,
      cell: row => row.partyName || row.code,
      second: row => row.unit,
    },
    { key: 'spark', head: said.results.spark, from: 'sm', cell: row => <EventSpark events={sparks.get(row.id)} /> },
    { key: 'season', head: said.results.season, from: 'md', cell: row => <SeasonMark row={row} /> },
    { key: 'pct', head: '%', figure: true, cell: row => pct(row.figures.seasonPct ?? null, lang) },
    {
      key: 'kwh',
      head: `${said.results.energy}, kWh`,
      figure: true,
      from: 'lg',
      cell: row => kwh(row.figures.reducedKwh),
    },
    {
      key: 'shifted',
      head: `${said.results.shifted}, kWh`,
      figure: true,
      from: 'lg',
      cell: row => kwh(row.figures.shiftedKwh),
    },
    {
      key: 'verdict',
      head: said.results.verdict,
      tight: true,
      cell: row => {
        const kind = kinds[row.verdict]
        return kind ? (
          <Verdict kind={kind} />
        ) : (
          <Chip tone="ok" icon="check">
            {verdicts[row.verdict]}
          </Chip>
        )
      },
    },
    {
      key: 'grounds',
      head: said.results.grounds,
      from: 'lg',
      tight: true,
      cell: row =>
        row.grounds.map(name => said.why.grounds[name as 'measured'] ?? name).join(', ') || said.results.none,
    },
  ]
}

/** The papers of an approved result, as the office prints or finishes them. */
function Papers({ run }: { readonly run: string }): ReactNode {
  const said = useWords(screenWords).results
  const take = (kind: 'decision' | 'list', as: 'pdf' | 'docx') => (): void =>
    void loadShift.paper({ run, kind, as }).then(saveFile)
  return (
    <>
      <Button onClick={take('list', 'pdf')}>{`${said.papers.list}, PDF`}</Button>
      <Button onClick={take('decision', 'docx')}>{`${said.papers.decision}, DOCX`}</Button>
    </>
  )
}

/** Everybody who was measured, with what became of each event, the season with its interval, and the verdict. */
export function ResultsScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(screenWords)
  const names = useWords(recogniseWords)
  const lang = useLang()
  const list = useListState()
  const { go } = usePlace()
  const verdict = list.get('verdict')
  const from = Number(list.after || 0)
  const asked = {
    id,
    sort: '-seasonPct',
    ...(list.get('q') ? { q: list.get('q') } : {}),
    ...(verdict ? { verdict } : {}),
    ...(from > 0 ? { after: from } : {}),
  }
  const run = useLoad(['recognition', 'run', id], () => recognition.run({ id }))
  const { data, error, loading, retry } = useLoad(['recognition', 'candidates', asked], () =>
    recognition.candidates(asked),
  )
  const lines = (data?.candidates ?? []).map(row => row.id).join(',')
  const sparks = useLoad(['load-shift', 'sparks', id, lines], async () =>
    lines ? loadShift.sparks({ run: id, lines }) : { sparks: [] },
  )
  const columns = useColumns(new Map((sparks.data?.sparks ?? []).map(one => [one.line, one.events])))
  if (!run.data) return run.error === undefined ? <LoadingState /> : <ErrorState error={run.error} retry={run.retry} />
  const { tally, unit, title, frozen, state } = run.data
  const options = [
    { value: '', label: said.results.all },
    ...verdictNames.map(value => ({
      value,
      label: `${names.verdicts[value]}${tally ? ` ${showCount(tally.byVerdict[value] ?? 0, lang)}` : ''}`,
    })),
  ]
  return (
    <Page
      title={`${said.results.title}: ${unit}`}
      state={[title, frozen && ruleName(said.measure.rules, frozen.method.name)].filter(Boolean).join(' · ')}
      actions={
        <>
          {state === 'approved' && <Papers run={id} />}
          <Button kind="primary" onClick={() => go(`/recognition/${id}`)}>
            {said.results.toRun}
          </Button>
        </>
      }
    >
      <div className="grid items-center gap-3 sm:flex sm:flex-wrap">
        <SearchBox
          label={said.results.search}
          placeholder={said.results.search}
          defaultValue={list.get('q')}
          onSearch={q => list.set({ q })}
        />
        <Segmented
          label={said.results.title}
          name="verdict"
          options={options}
          value={verdict}
          onChange={value => list.set({ verdict: value })}
        />
      </div>
      <Card flush={true}>
        <Table
          caption={said.results.title}
          columns={columns}
          rows={data?.candidates}
          rowKey={row => row.id}
          href={row => `/load-shift/why/${id}/${row.id}`}
          list={list}
          loading={loading}
          error={error}
          retry={retry}
          footer={
            <span className="flex flex-wrap items-center justify-between gap-3">
              <span>{said.results.legend}</span>
              {data?.next && <Button onClick={() => list.turn(String(data.next))}>{said.results.more}</Button>}
            </span>
          }
        />
      </Card>
    </Page>
  )
}
