import { type ReactNode, useState } from 'react'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { FileField, readBase64 } from '#kit/ui/files.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { editionWords } from '../words.ts'
import { editions } from './client.ts'
import type { Paper } from './papers.tsx'
import { officeWords } from './words-papers.ts'

const mostBytes = 15 * 1024 * 1024

/** The number, the day and the scan of a paper that came back signed; a later scan says why it replaces the first. */
export function SignPaper(props: {
  readonly paper: Paper
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(officeWords).papers
  const said = useWords(editionWords).papers
  const toast = useToast()
  const refresh = useRefresh()
  const [file, setFile] = useState<File>()
  const { paper, open, onClose } = props
  const last = paper.signings.at(-1)
  const wrong = !file ? words.scanMissing : file.size > mostBytes ? words.tooLarge : undefined
  return (
    <Dialog open={open} onClose={onClose} title={words.signTitle(said.kinds[paper.kind])}>
      <Form
        submit={words.keep}
        onCancel={onClose}
        check={() => (wrong ? [{ field: 'bytes', code: 'file', message: wrong }] : [])}
        onSubmit={async values => {
          if (!file) return
          await editions.signPaper({
            paper: paper.id,
            number: values.number ?? '',
            signedOn: values.signedOn ?? '',
            bytes: await readBase64(file),
            ...(last ? { replaces: { id: last.id, reason: values['replaces.reason'] ?? '' } } : {}),
          })
          onClose()
          toast({ title: words.kept })
          await refresh('editions', 'papers')
        }}
      >
        <TextField name="number" label={words.number} hint={words.numberHint} />
        <DateField name="signedOn" label={words.signedOn} />
        <FileField
          name="bytes"
          label={words.scan}
          hint={words.scanHint}
          accept=".pdf,.jpg,.jpeg,.png"
          onChange={setFile}
        />
        {last && <TextArea name="replaces.reason" label={words.reason} />}
      </Form>
    </Dialog>
  )
}
