import { type ReactNode, useState } from 'react'
import { Checkbox } from '#kit/ui/choice.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { showCount } from '#kit/units'
import type { SendsOf } from '#kit/wire'
import type { Template, templateRoutes } from '../routes-templates.ts'
import { classes, type MessageClass } from '../rules.ts'
import { type Found, lint, longest, sampleValues, smsText, variableNames } from '../rules-text.ts'
import { messagingWords } from '../words.ts'
import { UnitField } from './parts.tsx'
import { messagingUiWords } from './words.ts'

type Texts = Omit<SendsOf<typeof templateRoutes.addTemplate>, 'unitId'>

/** The fields as the contract takes them; which values a text takes is read from the text itself. */
function textsOf(values: FormValues): Texts {
  const text = (key: string): string | null => (values[key] ?? '').trim() || null
  const all = ['sms', 'zalo', 'email', 'emailSubject'].map(key => values[key] ?? '').join(' ')
  return {
    name: values.name ?? '',
    class: (values.class ?? 'care') as MessageClass,
    variables: variableNames.filter(name => new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`).test(all)),
    sms: text('sms'),
    plain: values.plain === 'yes',
    zalo: text('zalo'),
    zaloTemplate: text('zaloTemplate'),
    emailSubject: text('emailSubject'),
    email: text('email'),
  }
}

/** What is wrong with a text, as a sentence: the same that the server would refuse it with. */
function useFlaw(): (found: Found) => string {
  const { refusals } = useWords(messagingWords)
  return ({ flaw, hit }) => {
    const said = refusals[`messaging.${flaw}`]
    return typeof said === 'function' ? said({ hit }) : said
  }
}

/** The SMS as its receiver would read it, and what it costs at its longest. */
function SmsPreview({ sms, plain }: { readonly sms: string; readonly plain: boolean }): ReactNode {
  const said = useWords(messagingUiWords)
  const lang = useLang()
  if (!sms) return null
  const size = longest({ sms, plain })
  return (
    <div role="status" className="rounded-field bg-sunken p-3">
      <p className="text-ink-3 text-label">{said.preview}</p>
      <p className="whitespace-pre-wrap">{smsText(sms, plain, sampleValues)}</p>
      <p className="mt-1 text-ink-3 text-label">{said.parts(showCount(size.segments, lang), size.encoding)}</p>
    </div>
  )
}

/** A text for each channel; what keeps it from being approved is named at once, beside its field. */
export function TemplateForm({
  template,
  close,
  onTexts,
}: {
  readonly template?: Template
  readonly close: () => void
  readonly onTexts: (texts: Texts, unitId: string) => Promise<void>
}): ReactNode {
  const said = useWords(messagingUiWords)
  const sentence = useFlaw()
  const [sms, setSms] = useState(template?.sms ?? '')
  const [plain, setPlain] = useState(template?.plain ?? true)
  const { fields } = said
  return (
    <Form
      submit={template ? said.revise : said.submit}
      onCancel={close}
      wide={true}
      check={values => {
        const texts = textsOf(values)
        return lint(texts, texts.variables, texts.class).map(found => ({
          field: found.field,
          code: `messaging.${found.flaw}`,
          message: sentence(found),
        }))
      }}
      onSubmit={values => onTexts(textsOf(values), values.unitId ?? '')}
    >
      {!template && <UnitField />}
      <TextField name="name" label={fields.name} defaultValue={template?.name ?? ''} />
      <Select
        name="class"
        label={fields.class}
        options={classes.map(value => ({ value, label: said.classes[value] }))}
        defaultValue={template?.class ?? 'care'}
      />
      <TextArea
        name="sms"
        label={fields.sms}
        hint={fields.slots}
        defaultValue={sms}
        optional={true}
        onChange={event => setSms(event.currentTarget.value)}
      />
      <Checkbox name="plain" label={fields.plain} hint={fields.plainHint} defaultChecked={plain} onChange={setPlain} />
      <SmsPreview sms={sms} plain={plain} />
      <TextArea name="zalo" label={fields.zalo} defaultValue={template?.zalo ?? ''} optional={true} />
      <TextField
        name="zaloTemplate"
        label={fields.zaloTemplate}
        defaultValue={template?.zaloTemplate ?? ''}
        optional={true}
      />
      <TextField
        name="emailSubject"
        label={fields.emailSubject}
        defaultValue={template?.emailSubject ?? ''}
        optional={true}
      />
      <TextArea name="email" label={fields.email} defaultValue={template?.email ?? ''} optional={true} />
    </Form>
  )
}
