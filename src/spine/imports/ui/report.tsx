import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { saveFile } from '#kit/ui/files.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { problemOf } from '#kit/ui/problem.ts'
import { usePermission } from '#kit/ui/screen.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { showCount, showNumber, type UnitKey, units } from '#kit/units'
import { type Finding, imports, type Load } from './client.ts'
import { loadWords } from './words-load.ts'

type Found = NonNullable<Load['found']>
type Line = Found['lines'][number]

/** What the check found: the control totals side by side, and each wrong row with its reason. */
export function Report({ of }: { readonly of: Load }): ReactNode {
  if (!of.found) return null
  return (
    <>
      <Reconciliation found={of.found} />
      {(of.found.bad > 0 || of.found.noted > 0) && <Findings of={of} found={of.found} />}
    </>
  )
}

function Reconciliation({ found }: { readonly found: Found }): ReactNode {
  const words = useWords(loadWords)
  const lang = useLang()
  const shown = (value: string | null): ReactNode => (value === null ? null : showNumber(Number(value), lang, 3))
  const apart = (line: Line): string => String(Math.round((Number(line.found) - Number(line.good)) * 1e6) / 1e6)
  const says = (line: Line): string => {
    const unit = line.unit && line.unit in units ? units[line.unit as UnitKey].says : undefined
    // A unit that is a word says no more than the column does; a symbol does.
    return unit && unit.vi === unit.en ? `${line.says.replace(/ \(.*\)$/, '')} (${unit[lang]})` : line.says
  }
  const columns: readonly Column<Line>[] = [
    { key: 'what', head: words.control, strong: true, cell: says },
    { key: 'stated', head: words.statedHead, figure: true, from: 'sm', cell: line => shown(line.stated) },
    { key: 'found', head: words.foundHead, figure: true, cell: line => shown(line.found) },
    { key: 'refused', head: words.refusedHead, figure: true, from: 'sm', cell: line => shown(apart(line)) },
    { key: 'good', head: words.goodHead, figure: true, cell: line => shown(line.good) },
    {
      key: 'agrees',
      head: words.agreesHead,
      from: 'md',
      cell: line =>
        line.agrees === null ? (
          <Chip tone="mute">{words.notStated}</Chip>
        ) : (
          <Chip tone={line.agrees ? 'ok' : 'bad'} icon={line.agrees ? 'check' : 'cross'}>
            {line.agrees ? words.agrees : words.differs}
          </Chip>
        ),
    },
  ]
  const differ = found.lines.filter(line => line.agrees === false)
  return (
    <Card title={words.reconciliation} flush={true}>
      {differ.length > 0 && (
        <div className="px-4 pb-3">
          <Alert tone="bad" title={words.differsFrom(differ.map(says).join(', '))} />
        </div>
      )}
      <Table caption={words.reconciliation} columns={columns} rows={found.lines} rowKey={line => line.what} />
      <p className="px-4 py-3 text-ink-2 text-table">
        {words.counts(showCount(found.bad, lang), showCount(found.mended, lang), showCount(found.noted, lang))}
      </p>
    </Card>
  )
}

function Findings({ of, found }: { readonly of: Load; readonly found: Found }): ReactNode {
  const words = useWords(loadWords)
  const lang = useLang()
  const list = useListState()
  const reason = list.get('reason')
  const asked = { id: of.id, ...(reason ? { reason } : {}), ...(list.after ? { after: list.after } : {}) }
  const { data, error, loading, retry } = useLoad(['imports', 'findings', asked], signal =>
    imports.findings(asked, { signal }),
  )
  const columns: readonly Column<Finding>[] = [
    { key: 'row', head: words.row, figure: true, cell: row => showCount(row.row, lang) },
    {
      key: 'column',
      head: words.column,
      strong: true,
      cell: row => row.column || words.wholeRow,
      second: row => row.says,
    },
    { key: 'value', head: words.value, from: 'sm', cell: row => <span className="break-all">{row.value}</span> },
    {
      key: 'what',
      head: words.result,
      from: 'md',
      cell: row => <Chip tone={row.refused ? 'bad' : 'warn'}>{row.refused ? words.refused : words.noted}</Chip>,
    },
  ]
  const options = new Map(
    found.reasons.map(it => [it.reason, { value: it.reason, label: `${it.says} (${showCount(it.rows, lang)})` }]),
  )
  return (
    <Card title={words.errors} flush={true} action={<Downloads of={of} />}>
      <div className="max-w-xl px-4 pb-3">
        <Select
          name="reason"
          label={words.reason}
          empty={words.allReasons}
          options={[...options.values()]}
          value={reason}
          onChange={value => list.set({ reason: value })}
        />
      </div>
      <Table
        caption={words.errors}
        columns={columns}
        rows={data?.findings}
        rowKey={row => `${row.row} ${row.column} ${row.reason}`}
        list={list}
        loading={loading}
        error={error}
        retry={retry}
        empty={<EmptyState why={words.noFindings} />}
        footer={data && (data.next || list.after) && <Pagination list={list} next={data.next} />}
      />
    </Card>
  )
}

/** The refused rows to take away and mend, and the way to bring them again. */
function Downloads({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadWords)
  const place = usePlace()
  const brings = usePermission('imports.bring')
  const [busy, setBusy] = useState<string>()
  const [wrong, setWrong] = useState<string>()
  const left = (of.found?.bad ?? 0) - (of.found?.mended ?? 0)
  if (left === 0) return null
  const take = async (as: 'csv' | 'xlsx'): Promise<void> => {
    setBusy(as)
    setWrong(undefined)
    await imports
      .badRows({ id: of.id, as })
      .then(saveFile)
      .catch(error => setWrong(problemOf(error)?.title ?? words.failed))
      .finally(() => setBusy(undefined))
  }
  return (
    <span className="flex flex-wrap items-center gap-2">
      {wrong && <span role="alert">{wrong}</span>}
      {(['xlsx', 'csv'] as const).map(as => (
        <Button key={as} size="small" busy={busy === as} onClick={() => void take(as)}>
          {words.download(as.toUpperCase())}
        </Button>
      ))}
      {brings && of.state === 'applied' && of.corrects === null && (
        <Button size="small" kind="primary" onClick={() => place.go(`/imports/new?corrects=${of.id}`)}>
          {words.correct}
        </Button>
      )}
    </span>
  )
}
