import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { routes } from '../routes.ts'
import { screenWords } from '../words-screens.ts'
import { loadShift } from './client.ts'
import { useUnits } from './parts.tsx'

type Answer = GivesOf<typeof routes.importRegister>
type What = 'events' | 'register'

const ask = (what: What, values: FormValues, write: boolean): Promise<Answer> =>
  what === 'register'
    ? loadShift.importRegister({ text: values.text ?? '', write })
    : loadShift.importEvents({
        unitId: values.unitId ?? '',
        reason: values.reason ?? '',
        text: values.text ?? '',
        write,
      })

/** What is wrong with a paste, line by line, so that it can be mended in the spreadsheet. */
function Wrong({ answer }: { readonly answer: Answer }): ReactNode {
  const said = useWords(screenWords).paste
  const lang = useLang()
  if (answer.wrong.length === 0) return <Alert tone="ok" title={said.ok(showCount(answer.rows, lang))} />
  return (
    <Alert tone="bad" title={said.wrong(showCount(answer.wrong.length, lang))}>
      <ul className="max-h-48 overflow-auto">
        {answer.wrong.slice(0, 100).map(one => (
          <li key={`${one.line} ${one.column} ${one.says}`}>
            <span className="font-semibold">{said.line(showCount(one.line, lang), one.column)}</span> {one.says}
          </li>
        ))}
      </ul>
    </Alert>
  )
}

/** Rows pasted from a spreadsheet: looked at first, then written whole or not at all. */
export function PasteDialog({
  what,
  open,
  close,
}: {
  readonly what: What
  readonly open: boolean
  readonly close: () => void
}): ReactNode {
  const said = useWords(screenWords)
  const lang = useLang()
  const toast = useToast()
  const refresh = useRefresh()
  const units = useUnits()
  const [seen, setSeen] = useState<{ values: FormValues; answer: Answer }>()
  const good = seen && seen.answer.wrong.length === 0 && seen.answer.rows > 0 ? seen : undefined
  const end = (): void => {
    setSeen(undefined)
    close()
  }
  const write = async (values: FormValues): Promise<void> => {
    const answer = await ask(what, values, true)
    if (answer.written === 0) return setSeen({ values, answer })
    await refresh('load-shift')
    toast({ title: said.paste.done(showCount(answer.written, lang)), tone: 'ok' })
    end()
  }
  return (
    <Dialog
      open={open}
      onClose={end}
      title={what === 'events' ? said.events.importPast : said.register.importAll}
      wide={true}
    >
      <Form
        submit={said.paste.look}
        onCancel={end}
        actions={
          good && (
            <Button onClick={() => void write(good.values)}>
              {said.paste.write(showCount(good.answer.rows, lang))}
            </Button>
          )
        }
        onSubmit={async values => setSeen({ values, answer: await ask(what, values, false) })}
      >
        <p>{said.paste[what]}</p>
        {what === 'events' && (
          <>
            <Select name="unitId" label={said.form.unit} options={units} />
            <TextField name="reason" label={said.form.reason} hint={said.form.reasonHint} />
          </>
        )}
        <TextArea name="text" label={said.paste.text} rows={8} spellCheck={false} className="tabular" />
        {seen && <Wrong answer={seen.answer} />}
      </Form>
    </Dialog>
  )
}
