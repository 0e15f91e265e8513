import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Checkbox, RadioGroup } from '#kit/ui/choice.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import type { GivesOf } from '#kit/wire'
import type { Kind, recognitionRoutes } from '../routes.ts'
import { recognition } from './client.ts'
import { ObjectionMark } from './objections.tsx'
import { Details, momentOf, saidOf, useDone, useKind, VerdictMark } from './parts.tsx'
import { objectionUiWords } from './words-objections.ts'

type Objection = GivesOf<typeof recognitionRoutes.objection>

/** One objection: what was said, the result it is about, and the answer. */
export function ObjectionScreen(): ReactNode {
  const words = useWords(objectionUiWords)
  const lang = useLang()
  const id = useParam('id')
  const load = useLoad(['recognition', 'objection', id], signal => recognition.objection({ id }, { signal }))
  const answers = usePermission('recognition.answer')
  const [open, setOpen] = useState(false)
  const it = load.data
  const kind = useKind(it?.kind)
  if (!it)
    return (
      <Page title={words.objections}>
        {load.error === undefined ? <LoadingState /> : <ErrorState error={load.error} retry={load.retry} />}
      </Page>
    )
  return (
    <Page
      title={it.partyName || it.code}
      mark={<ObjectionMark state={it.state} />}
      state={`${kind?.says ?? it.kind} · ${it.unit}`}
      actions={
        answers &&
        !it.answer && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            {words.answer}
          </Button>
        )
      }
    >
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={words.text}>
            <p className="max-w-[72ch] whitespace-pre-line text-body">{it.text || words.erased}</p>
          </Card>
          {it.answer && (
            <Card title={words.answer}>
              <p className="max-w-[72ch] whitespace-pre-line text-body">{it.answer.text || words.erased}</p>
              {it.answer.added.length > 0 && (
                <p className="mt-2 text-body">
                  {words.addGrounds}: {it.answer.added.map(name => saidOf(kind?.grounds, name)).join(', ')}
                </p>
              )}
              <p className="mt-2 text-ink-3 text-label">
                {it.answer.by} · {momentOf(it.answer.at, lang)}
              </p>
            </Card>
          )}
        </div>
        <Card title={words.why}>
          <Details
            rows={[
              [words.verdict, <VerdictMark key="verdict" kind={kind} name={it.verdict} />],
              [words.grounds, it.grounds.map(name => saidOf(kind?.grounds, name)).join(', ') || '·'],
              [words.through, words.throughs[it.through]],
              [words.receivedOn, writeDay(it.receivedOn)],
              [words.answerBy, writeDay(it.answerBy)],
              [
                words.candidates,
                <Link key="line" to={`/recognition/${it.runId}/${it.lineId}`}>
                  {it.code}
                </Link>,
              ],
            ]}
          />
        </Card>
      </Columns>
      {kind && <AnswerDialog it={it} kind={kind} open={open} onClose={() => setOpen(false)} />}
    </Page>
  )
}

type DialogOf = { readonly it: Objection; readonly kind: Kind; readonly open: boolean; readonly onClose: () => void }

function AnswerDialog({ it, kind, open, onClose }: DialogOf): ReactNode {
  const words = useWords(objectionUiWords)
  const done = useDone()
  const [upheld, setUpheld] = useState(false)
  const submit = async (values: FormValues): Promise<void> => {
    const grounds = kind.grounds.map(one => one.name).filter(name => upheld && values[`g-${name}`])
    await recognition.answer({ id: it.id, outcome: upheld ? 'upheld' : 'refused', text: values.text ?? '', grounds })
    onClose()
    await done()
  }
  return (
    <Dialog open={open} onClose={onClose} title={words.answer}>
      <Form submit={words.answer} onSubmit={submit} onCancel={onClose}>
        <RadioGroup
          name="outcome"
          label={words.outcome}
          value={upheld ? 'upheld' : 'refused'}
          onChange={value => setUpheld(value === 'upheld')}
          options={[
            { value: 'refused', label: words.refused },
            { value: 'upheld', label: words.upheld },
          ]}
        />
        {upheld && (
          <fieldset>
            <legend className="text-body">{words.addGrounds}</legend>
            {kind.grounds
              .filter(one => !it.grounds.includes(one.name))
              .map(one => (
                <Checkbox key={one.name} name={`g-${one.name}`} label={one.says} hint={one.explains} />
              ))}
          </fieldset>
        )}
        <TextArea name="text" label={words.answerText} rows={5} />
      </Form>
    </Dialog>
  )
}
