import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { FileField, readBase64 } from '#kit/ui/files.tsx'
import { Form } from '#kit/ui/form.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { type Column, Table } from '#kit/ui/table.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { editionRoutes } from '../routes.ts'
import { editions, type PlanTable } from './client.ts'
import { showFigure } from './plan-figures.ts'
import { nameOf } from './plan-view.ts'
import { officeWords } from './words-papers.ts'

type Preview = GivesOf<typeof editionRoutes.previewSheet>
type Seen = { readonly bytes: string; readonly preview: Preview }

/** Takes a workbook in: choose, see every change or every mistake, then all of it or nothing. */
export function SheetDialog(props: {
  readonly data: PlanTable
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(officeWords).sheet
  const [seen, setSeen] = useState<Seen>()
  const { data } = props
  const close = (): void => {
    setSeen(undefined)
    props.onClose()
  }
  return (
    <Dialog open={props.open} onClose={close} title={words.title(String(data.edition.year))} wide={true}>
      {seen ? (
        <Confirm data={data} seen={seen} onBack={() => setSeen(undefined)} onClose={close} />
      ) : (
        <Choose id={data.edition.id} onSeen={setSeen} onClose={close} />
      )}
    </Dialog>
  )
}

function Choose(props: {
  readonly id: string
  readonly onSeen: (seen: Seen) => void
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(officeWords).sheet
  const [file, setFile] = useState<File>()
  return (
    <Form
      submit={words.preview}
      onCancel={props.onClose}
      check={() => (file ? [] : [{ field: 'file', code: 'file', message: words.fileMissing }])}
      onSubmit={async () => {
        if (!file) return
        const bytes = await readBase64(file)
        props.onSeen({ bytes, preview: await editions.previewSheet({ id: props.id, bytes }) })
      }}
    >
      <p className="text-ink-2">{words.lead}</p>
      <FileField name="file" label={words.file} accept=".xlsx" onChange={setFile} />
    </Form>
  )
}

function Confirm(props: {
  readonly data: PlanTable
  readonly seen: Seen
  readonly onBack: () => void
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(officeWords).sheet
  const lang = useLang()
  const toast = useToast()
  const refresh = useRefresh()
  const { data, onBack, onClose } = props
  const { bytes, preview } = props.seen
  const wrong = preview.errorCount > 0
  const apply = async (): Promise<void> => {
    const { changed } = await editions.applySheet({ id: data.edition.id, bytes, sha256: preview.sha256 })
    toast({ title: words.applied(showCount(changed, lang)) })
    await refresh('editions')
    onClose()
  }
  const says = preview.changeCount > 0 ? words.changes(showCount(preview.changeCount, lang)) : words.nothing
  const other = <Button onClick={onBack}>{words.another}</Button>
  if (wrong) return <Mistakes preview={preview}>{other}</Mistakes>
  if (preview.changeCount === 0)
    return (
      <div className="flex flex-col items-start gap-4">
        <p>{says}</p>
        {other}
      </div>
    )
  return (
    <Form submit={words.apply(showCount(preview.changeCount, lang))} onSubmit={apply} actions={other}>
      <p className="font-semibold">{says}</p>
      {preview.problems.length > 0 && (
        <Alert tone="warn" title={words.problems(showCount(preview.problems.length, lang))} />
      )}
      <Changes data={data} preview={preview} />
    </Form>
  )
}

function Mistakes({ preview, children }: { readonly preview: Preview; readonly children: ReactNode }): ReactNode {
  const words = useWords(officeWords).sheet
  const lang = useLang()
  return (
    <div className="flex flex-col items-start gap-4">
      <Alert tone="bad" role="alert" title={words.errors(showCount(preview.errorCount, lang))}>
        <ul className="max-h-72 overflow-y-auto">
          {preview.errors.map(it => (
            <li key={`${it.sheet} ${it.row} ${it.column} ${it.code}`}>
              <span className="font-medium">{words.at(it.sheet, `${it.column}${it.row}`)}</span>: {it.says}
            </li>
          ))}
        </ul>
      </Alert>
      {children}
    </div>
  )
}

type Change = Preview['changes'][number]

function Changes({ data, preview }: { readonly data: PlanTable; readonly preview: Preview }): ReactNode {
  const words = useWords(officeWords).sheet
  const lang = useLang()
  const columns = new Map(data.columns.map(column => [column.key, column]))
  const figure = (row: Change, value: number | null): string | null => {
    const column = columns.get(row.key)
    return value === null || !column ? null : showFigure(value, column, lang)
  }
  const heads: readonly Column<Change>[] = [
    {
      key: 'unit',
      head: words.unit,
      cell: row => row.name,
      second: row => {
        const column = columns.get(row.key)
        return column ? nameOf(column, lang) : row.key
      },
    },
    {
      key: 'where',
      head: words.where,
      from: 'sm',
      cell: row => `${words.at(row.sheet, `${row.column}${row.row}`)}${row.formula ? ` · ${words.formula}` : ''}`,
    },
    { key: 'before', head: words.before, figure: true, cell: row => figure(row, row.before) },
    { key: 'after', head: words.after, figure: true, strong: true, cell: row => figure(row, row.after) },
  ]
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={words.preview}
      className="max-h-[40dvh] overflow-auto rounded-control border border-line"
    >
      <Table
        caption={words.preview}
        columns={heads}
        rows={preview.changes}
        rowKey={row => `${row.sheet} ${row.row} ${row.column}`}
      />
    </section>
  )
}
