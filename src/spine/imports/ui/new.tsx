import { type ReactNode, useRef, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Card } from '#kit/ui/card.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { FileField } from '#kit/ui/files.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { NumberField, Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { LongWork } from '#kit/ui/progress.tsx'
import { LoadingState } from '#kit/ui/states.tsx'
import { Steps } from '#kit/ui/steps.tsx'
import { readNumber, showNumber } from '#kit/units'
import type { FieldError } from '#kit/wire'
import { UnitField } from '#spine/org/ui/unit-field.tsx'
import { imports, type Kind, type Source } from './client.ts'
import { upload } from './upload.ts'
import { importUiWords } from './words.ts'

const text = (values: FormValues, name: string): string => values[name]?.trim() ?? ''

/** What the sender says the file holds, from the fields that were filled in. */
function statedOf(values: FormValues, kind: Kind | undefined) {
  const rows = readNumber(text(values, 'rows'))
  const sums = (kind?.columns ?? []).flatMap(({ name }) => {
    const sum = readNumber(text(values, `sum-${name}`))
    return sum === undefined ? [] : [[name, String(sum)] as const]
  })
  return { ...(rows === undefined ? {} : { rows }), ...(sums.length > 0 ? { sums: Object.fromEntries(sums) } : {}) }
}

/** A new import: what, from where, and the file. `?corrects=` brings the refused rows of an earlier one again. */
export function NewImportScreen(): ReactNode {
  const words = useWords(importUiWords)
  const corrects = usePlace().search.get('corrects') ?? undefined
  return (
    <Page title={corrects ? words.correct : words.begin}>
      <Steps steps={words.steps} now={0} />
      <Card>{corrects ? <Correction of={corrects} /> : <Beginning />}</Card>
    </Page>
  )
}

function Beginning(): ReactNode {
  const kinds = useLoad(['imports', 'kinds'], signal => imports.kinds({}, { signal }))
  const sources = useLoad(['imports', 'sources'], signal => imports.sources({}, { signal }))
  if (!kinds.data || !sources.data) return <LoadingState rows={4} />
  return <Sending kinds={kinds.data.kinds} sources={sources.data.sources.filter(source => source.open)} />
}

function Correction({ of }: { readonly of: string }): ReactNode {
  const words = useWords(importUiWords)
  const first = useLoad(['imports', 'load', of], signal => imports.load({ id: of }, { signal }))
  const kinds = useLoad(['imports', 'kinds'], signal => imports.kinds({}, { signal }))
  if (!first.data || !kinds.data) return <LoadingState rows={4} />
  return (
    <div className="flex flex-col gap-4">
      <p>{words.correctLead(first.data.name)}</p>
      <Sending kinds={kinds.data.kinds.filter(kind => kind.name === first.data?.intake)} sources={[]} corrects={of} />
    </div>
  )
}

type Sent = { readonly name: string; readonly size: number; readonly bytes: number }
type What = {
  readonly kind: Kind | undefined
  readonly source: Source | undefined
  readonly corrects: string | undefined
}

/** Begins the load as the fields say; answers its id. */
async function begin(values: FormValues, file: File, { kind, source, corrects }: What): Promise<string> {
  const unitId = corrects ? (await imports.load({ id: corrects })).unitId : (source?.unitId ?? text(values, 'unitId'))
  const asOf = text(values, 'asOf')
  const { id } = await imports.begin({
    unitId,
    intake: kind?.name ?? '',
    name: file.name,
    stated: statedOf(values, kind),
    ...(source ? { sourceId: source.id } : {}),
    ...(corrects ? { corrects } : {}),
    ...(asOf ? { asOf } : {}),
  })
  return id
}

/** The sending of one file: how far it is, a way to stop it, and whether the same file came before. */
function useSending() {
  const place = usePlace()
  const [sent, setSent] = useState<Sent>()
  const [twice, setTwice] = useState<string>()
  const stopping = useRef(new AbortController())
  const send = async (id: string, file: File): Promise<void> => {
    stopping.current = new AbortController()
    const { signal } = stopping.current
    const tell = (bytes: number): void => setSent({ name: file.name, size: file.size, bytes })
    tell(0)
    try {
      const got = await upload(id, file, tell, signal)
      if (got.twice) setTwice(got.id)
      else place.go(`/imports/${got.id}`)
    } catch (error) {
      if (!signal.aborted) throw error
      await imports.stop({ id })
    } finally {
      setSent(undefined)
    }
  }
  return { sent, twice, send, stop: () => stopping.current.abort() }
}

type SendingProps = { readonly kinds: readonly Kind[]; readonly sources: readonly Source[]; readonly corrects?: string }

function Sending({ kinds, sources, corrects }: SendingProps): ReactNode {
  const words = useWords(importUiWords)
  const place = usePlace()
  const [file, setFile] = useState<File>()
  const [kindName, setKind] = useState(kinds.length === 1 ? (kinds[0]?.name ?? '') : '')
  const [sourceId, setSource] = useState('')
  const { sent, twice, send, stop } = useSending()
  const kind = kinds.find(it => it.name === kindName)
  const source = sources.find(it => it.id === sourceId)
  const check = (values: FormValues): FieldError[] => {
    const given = { file, intake: kindName, unitId: source || corrects || text(values, 'unitId') }
    return (['file', 'intake', 'unitId'] as const)
      .filter(field => !given[field])
      .map(field => ({ field, code: 'kit.required', message: words.needed[field] }))
  }
  const submit = async (values: FormValues): Promise<void> => {
    if (file) await send(await begin(values, file, { kind, source, corrects }), file)
  }
  return (
    <Form submit={words.send} onSubmit={submit} check={check} onCancel={() => place.go('/imports')}>
      {twice && (
        <Alert tone="warn" role="alert" title={words.twice}>
          <Link to={`/imports/${twice}`}>{words.twiceOpen}</Link>
        </Alert>
      )}
      <FileField
        name="file"
        label={words.file}
        hint={words.fileHint}
        accept=".csv,.txt,.tsv,.xlsx"
        onChange={setFile}
      />
      <Select
        name="intake"
        label={words.kind}
        empty={words.chooseKind}
        options={kinds.map(it => ({ value: it.name, label: it.says }))}
        value={kindName}
        onChange={name => {
          setKind(name)
          setSource('')
        }}
      />
      {!corrects && (
        <From sources={sources.filter(it => it.intake === kindName)} sourceId={sourceId} onSource={setSource} />
      )}
      {!corrects && <DateField name="asOf" label={words.asOf} hint={words.asOfHint} optional={true} />}
      {kind && <Stated kind={kind} />}
      {sent && <Far sent={sent} onStop={stop} />}
    </Form>
  )
}

function Far({ sent, onStop }: { readonly sent: Sent; readonly onStop: () => void }): ReactNode {
  const words = useWords(importUiWords)
  const lang = useLang()
  return (
    <LongWork
      title={words.sending(sent.name)}
      percent={(100 * sent.bytes) / Math.max(1, sent.size)}
      says={words.sentOf(showNumber(sent.bytes / 1e6, lang, 1), showNumber(sent.size / 1e6, lang, 1))}
      onStop={onStop}
    />
  )
}

function From(props: {
  readonly sources: readonly Source[]
  readonly sourceId: string
  readonly onSource: (id: string) => void
}): ReactNode {
  const words = useWords(importUiWords)
  return (
    <>
      {props.sources.length > 0 && (
        <Select
          name="source"
          label={words.source}
          hint={words.sourceHint}
          empty={words.noSource}
          options={props.sources.map(it => ({ value: it.id, label: `${it.name} · ${it.unit}` }))}
          value={props.sourceId}
          onChange={props.onSource}
        />
      )}
      {props.sourceId === '' && <UnitField name="unitId" label={words.unit} hint={words.unitHint} />}
    </>
  )
}

/** Control totals that the sender knows; what is left empty is not compared. */
function Stated({ kind }: { readonly kind: Kind }): ReactNode {
  const words = useWords(importUiWords)
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="font-semibold text-body">{words.stated}</legend>
      <p className="text-ink-2 text-table">{words.statedHint}</p>
      <div className="grid gap-3 sm:grid-cols-3">
        <NumberField name="rows" label={words.rows} optional={true} />
        {kind.columns
          .filter(column => column.unit)
          .map(column => (
            <NumberField
              key={column.name}
              name={`sum-${column.name}`}
              label={words.sumOf(column.says)}
              optional={true}
            />
          ))}
      </div>
    </fieldset>
  )
}
