import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { FileField } from '#kit/ui/files.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { problemOf } from '#kit/ui/problem.ts'
import { Table } from '#kit/ui/table.tsx'
import type { GivesOf, SendsOf } from '#kit/wire'
import type { orgRoutes } from '../routes.ts'
import { org } from './client.ts'
import { useDone } from './unit-dialogs.tsx'
import { placeUiWords } from './words-places.ts'

type List = SendsOf<(typeof orgRoutes)['previewPlaces']>
type Preview = GivesOf<(typeof orgRoutes)['previewPlaces']>
type Props = { readonly open: boolean; readonly onClose: () => void }

/** Takes in a newer list: choose the file, see what it changes and what it cannot, then take it. */
export function ImportDialog({ open, onClose }: Props): ReactNode {
  const words = useWords(placeUiWords)
  const [seen, setSeen] = useState<{ list: List; preview: Preview }>()
  const leave = (): void => {
    setSeen(undefined)
    onClose()
  }
  return (
    <Dialog open={open} onClose={leave} title={words.import.title} wide={true}>
      {seen ? (
        <Confirm {...seen} onBack={() => setSeen(undefined)} onClose={leave} />
      ) : (
        <Choose onSeen={(list, preview) => setSeen({ list, preview })} onCancel={leave} />
      )}
    </Dialog>
  )
}

function Choose(props: {
  readonly onSeen: (list: List, preview: Preview) => void
  readonly onCancel: () => void
}): ReactNode {
  const words = useWords(placeUiWords)
  const [text, setText] = useState('')
  const submit = async (values: FormValues): Promise<void> => {
    const list = {
      name: (values.name ?? '').trim(),
      day: values.day ?? '',
      complete: values.complete !== undefined,
      text,
    }
    props.onSeen(list, await org.previewPlaces(list))
  }
  const check = () =>
    text === '' ? [{ field: 'file', code: 'org.list_unreadable', message: words.import.needFile }] : []
  return (
    <Form submit={words.import.preview} onSubmit={submit} check={check} onCancel={props.onCancel}>
      <TextField name="name" label={words.import.name} />
      <DateField name="day" label={words.day} />
      <FileField
        name="file"
        label={words.import.file}
        hint={words.import.fileHint}
        accept=".json,.csv,text/csv,application/json"
        onChange={async file => setText((await file?.text()) ?? '')}
      />
      <Checkbox name="complete" label={words.import.complete} hint={words.import.completeHint} />
    </Form>
  )
}

function Confirm(props: {
  readonly list: List
  readonly preview: Preview
  readonly onBack: () => void
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(placeUiWords)
  const done = useDone(props.onClose)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const { added, changed, closed, mapped, unchanged, refused, refusedCount, examples } = props.preview
  const take = async (): Promise<void> => {
    setBusy(true)
    try {
      await org.importPlaces({ ...props.list, expected: { added, changed, closed, mapped } })
      await done('import')
    } catch (error) {
      setFailure(problemOf(error)?.title ?? String(error))
    } finally {
      setBusy(false)
    }
  }
  const nothing = added + changed + closed + mapped === 0
  return (
    <div className="flex flex-col gap-4">
      <Alert
        tone="info"
        role="status"
        title={words.import.counts(String(added), String(changed), String(closed), String(unchanged))}
      >
        {mapped > 0 && <p>{words.import.mapped(String(mapped))}</p>}
        {nothing && <p>{words.import.nothing}</p>}
      </Alert>
      {failure && <Alert tone="bad" role="alert" title={failure} />}
      {refusedCount > 0 && (
        <>
          <Alert tone="warn" title={words.import.refused(String(refusedCount))} />
          <Table
            caption={words.import.refused(String(refusedCount))}
            columns={[
              { key: 'row', head: words.import.row, cell: it => String(it.row) },
              { key: 'code', head: words.code, cell: it => it.code },
              { key: 'why', head: words.import.why, cell: it => it.sentence },
            ]}
            rows={refused}
            rowKey={it => `${it.row}-${it.code}`}
          />
        </>
      )}
      {examples.length > 0 && (
        <Table
          caption={words.import.title}
          columns={[
            { key: 'code', head: words.code, cell: it => it.code },
            { key: 'before', head: words.import.before, cell: it => it.before },
            { key: 'after', head: words.import.after, cell: it => it.after },
          ]}
          rows={examples}
          rowKey={it => it.code}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={props.onBack}>{words.import.preview}</Button>
        {!nothing && (
          <Button kind="primary" busy={busy} onClick={take}>
            {words.import.take}
          </Button>
        )}
      </div>
    </div>
  )
}
