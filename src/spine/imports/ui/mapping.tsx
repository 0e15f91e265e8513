import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { problemOf } from '#kit/ui/problem.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { encodings, legacies, type Reading, rowColumn, separators } from '../rules.ts'
import { imports, type Kind, type Load, type Preview } from './client.ts'
import { PreviewTable } from './preview-table.tsx'
import { importUiWords } from './words.ts'

type Asked = Partial<Pick<Reading, 'encoding' | 'separator' | 'head'>> & { readonly legacy?: 'tcvn3' | 'vni' | 'none' }

/** Says how the file is read and which column holds what; the first rows show it at once. */
export function Mapping({ of }: { readonly of: Load }): ReactNode {
  const [asked, setAsked] = useState<Asked>({})
  const { data, error, retry } = useLoad(['imports', 'preview', of.id, asked], signal =>
    imports.preview({ id: of.id, ...asked, ...(asked.head ? { head: String(asked.head) } : {}) }, { signal }),
  )
  const kinds = useLoad(['imports', 'kinds'], signal => imports.kinds({}, { signal }))
  const kind = kinds.data?.kinds.find(it => it.name === of.intake)
  if (error) return <ErrorState error={error} retry={retry} />
  if (!data || !kind) return <LoadingState rows={6} />
  return (
    <Chosen
      key={JSON.stringify([asked, data.reading])}
      of={of}
      kind={kind}
      preview={data}
      onAsk={more => setAsked({ ...asked, ...more })}
    />
  )
}

function Chosen(props: {
  readonly of: Load
  readonly kind: Kind
  readonly preview: Preview
  readonly onAsk: (asked: Asked) => void
}): ReactNode {
  const { of, kind, preview, onAsk } = props
  const words = useWords(importUiWords)
  const refresh = useRefresh()
  const [columns, setColumns] = useState(preview.reading.columns)
  const [numbers, setNumbers] = useState(preview.reading.numbers)
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const missing = kind.columns.filter(column => column.required && columns[column.name] === undefined)
  const check = async (): Promise<void> => {
    setWrong(undefined)
    if (missing.length > 0) return setWrong(words.missing(missing.map(column => column.says).join(', ')))
    setBusy(true)
    try {
      await imports.check({ id: of.id, reading: { ...preview.reading, numbers, columns } })
      await refresh('imports')
    } catch (error) {
      setWrong(problemOf(error)?.title ?? words.failed)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title={words.mapping}>
      <div className="flex flex-col gap-4">
        {preview.remembered && <Alert tone="info">{words.remembered}</Alert>}
        <Suspect preview={preview} onAsk={onAsk} />
        {preview.file === 'csv' && <Format preview={preview} onAsk={onAsk} />}
        <div className="max-w-sm">
          <Select
            name="numbers"
            label={words.numbers}
            options={(['vi', 'en', 'unsaid'] as const).map(value => ({ value, label: words.numberStyles[value] }))}
            value={numbers}
            onChange={value => setNumbers(value as Reading['numbers'])}
          />
        </div>
        <Columns
          kind={kind}
          headings={preview.headings}
          columns={columns}
          corrects={of.corrects !== null}
          onChange={setColumns}
        />
        <PreviewTable kind={kind} preview={preview} columns={columns} />
        {wrong && <Alert tone="bad" role="alert" title={wrong} />}
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" busy={busy} onClick={() => void check()}>
            {words.check}
          </Button>
        </div>
      </div>
    </Card>
  )
}

/** An old font encoding is named and never undone by itself: here somebody says so. */
function Suspect({ preview, onAsk }: { readonly preview: Preview; readonly onAsk: (asked: Asked) => void }): ReactNode {
  const words = useWords(importUiWords)
  const { suspect, reading } = preview
  if (!suspect) return null
  const converted = reading.legacy !== undefined
  return (
    <Alert
      tone="warn"
      title={
        converted ? words.converted(words.legacies[reading.legacy ?? suspect]) : words.suspect(words.legacies[suspect])
      }
      action={
        <Button size="small" onClick={() => onAsk({ legacy: converted ? 'none' : suspect })}>
          {converted ? words.keepAsIs : words.convert}
        </Button>
      }
    >
      {converted ? words.convertedNext : words.suspectNext}
    </Alert>
  )
}

function Format({ preview, onAsk }: { readonly preview: Preview; readonly onAsk: (asked: Asked) => void }): ReactNode {
  const words = useWords(importUiWords)
  const { reading } = preview
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <Select
        name="encoding"
        label={words.encoding}
        options={encodings.map(value => ({ value, label: words.encodings[value] }))}
        value={reading.encoding}
        onChange={value => onAsk({ encoding: value as Reading['encoding'] })}
      />
      <Select
        name="legacy"
        label={words.legacy}
        options={[
          { value: 'none', label: words.noLegacy },
          ...legacies.map(value => ({ value, label: words.legacies[value] })),
        ]}
        value={reading.legacy ?? 'none'}
        onChange={value => onAsk({ legacy: value as 'none' })}
      />
      <Select
        name="separator"
        label={words.separator}
        options={separators.map(value => ({ value, label: words.separators[value] }))}
        value={reading.separator}
        onChange={value => onAsk({ separator: value as Reading['separator'] })}
      />
      <Select
        name="head"
        label={words.head}
        options={Array.from({ length: 15 }, (_, n) => ({ value: String(n + 1), label: words.headRow(n + 1) }))}
        value={String(reading.head)}
        onChange={value => onAsk({ head: Number(value) })}
      />
    </div>
  )
}

type Chosen = Reading['columns']

function Columns(props: {
  readonly kind: Kind
  readonly headings: readonly string[]
  readonly columns: Chosen
  readonly corrects: boolean
  readonly onChange: (columns: Chosen) => void
}): ReactNode {
  const { kind, headings, columns, corrects, onChange } = props
  const words = useWords(importUiWords)
  const options = headings.map((heading, at) => ({ value: String(at), label: heading || words.columnAt(at + 1) }))
  const choose = (name: string, value: string): void => {
    const { [name]: _, ...others } = columns
    onChange(value === '' ? others : { ...others, [name]: Number(value) })
  }
  const fields = [...(corrects ? [{ name: rowColumn, says: words.rowColumn, required: true }] : []), ...kind.columns]
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="pb-2 font-semibold text-body">{words.columns}</legend>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {fields.map(({ name, says, required }) => (
          <Select
            key={name}
            name={`column-${name}`}
            label={says}
            optional={!required}
            empty={words.noColumn}
            options={options}
            value={columns[name] === undefined ? '' : String(columns[name])}
            onChange={value => choose(name, value)}
          />
        ))}
      </div>
    </fieldset>
  )
}
