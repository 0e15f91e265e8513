import { type ReactNode, useRef, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Card } from '#kit/ui/card.tsx'
import { FileField } from '#kit/ui/files.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, usePlace } from '#kit/ui/link.tsx'
import { Page } from '#kit/ui/page.tsx'
import { LongWork } from '#kit/ui/progress.tsx'
import { sendFile } from '#kit/ui/send-file.ts'
import { Steps } from '#kit/ui/steps.tsx'
import { showNumber } from '#kit/units'
import type { FieldError } from '#kit/wire'
import { UnitField } from '#spine/org/ui/unit-field.tsx'
import { readings } from './readings-client.ts'
import { loadUiWords } from './readings-load-words.ts'
import { readingUiWords } from './readings-words.ts'

/** Sends a file of readings; what it holds is looked into next. */
export function NewReadingsScreen(): ReactNode {
  const words = useWords(loadUiWords)
  const held = useWords(readingUiWords)
  const lang = useLang()
  const place = usePlace()
  const [file, setFile] = useState<File>()
  const [bytes, setBytes] = useState<number>()
  const [twice, setTwice] = useState<string>()
  const stopping = useRef(new AbortController())
  const check = (values: FormValues): FieldError[] =>
    (['file', 'unitId'] as const)
      .filter(field => !(field === 'file' ? file : values.unitId?.trim()))
      .map(field => ({ field, code: 'kit.required', message: words.needed[field] }))
  const submit = async (values: FormValues): Promise<void> => {
    if (!file) return
    stopping.current = new AbortController()
    const { signal } = stopping.current
    setBytes(0)
    try {
      const { id } = await readings.begin({ unitId: values.unitId ?? '', name: file.name })
      await sendFile(file, async (at, part) => (await readings.part({ id, at, bytes: part })).bytes, setBytes, signal)
      const got = await readings.finish({ id })
      if (got.twice) setTwice(got.id)
      else place.go(`/readings/loads/${got.id}`)
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      setBytes(undefined)
    }
  }
  return (
    <Page title={held.bring}>
      <Steps steps={words.steps} now={0} />
      <Card>
        <Form submit={words.send} onSubmit={submit} check={check} onCancel={() => place.go('/readings')}>
          {twice && (
            <Alert tone="warn" role="alert" title={words.twice}>
              <Link to={`/readings/loads/${twice}`}>{words.twiceOpen}</Link>
            </Alert>
          )}
          <FileField
            name="file"
            label={held.file}
            hint={words.fileHint}
            accept=".csv,.txt,.tsv,.parquet,.xlsx,.xml"
            onChange={setFile}
          />
          <UnitField name="unitId" label={words.unit} hint={words.unitHint} />
          {file && bytes !== undefined && (
            <LongWork
              title={words.sending(file.name)}
              percent={(100 * bytes) / Math.max(1, file.size)}
              says={words.sentOf(showNumber(bytes / 1e6, lang, 1), showNumber(file.size / 1e6, lang, 1))}
              onStop={() => stopping.current.abort()}
            />
          )}
        </Form>
      </Card>
    </Page>
  )
}
