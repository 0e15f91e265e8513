import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { RadioGroup } from '#kit/ui/choice.tsx'
import { CopyCode } from '#kit/ui/copy-code.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { UnitField } from '#spine/org/ui/unit-field.tsx'
import type { PartnerKey } from '../routes.ts'
import { type PartnerKind, partnerKinds } from '../rules.ts'
import { people } from './client.ts'
import { text, typed } from './parts.tsx'
import { peopleUiWords } from './words.ts'

/** Issues a key; the dialog then shows it, once. */
export function IssueDialog(props: {
  readonly open: boolean
  readonly onClose: () => void
  readonly known: readonly PartnerKey[]
}): ReactNode {
  const words = useWords(peopleUiWords)
  const refresh = useRefresh()
  const [key, setKey] = useState<string>()
  const end = (): void => {
    setKey(undefined)
    props.onClose()
  }
  const submit = async (values: FormValues): Promise<void> => {
    const partnerId = typed(values, 'partnerId')
    const issued = await people.issueKey({
      name: text(values, 'name'),
      unitId: text(values, 'unitId'),
      kind: values.kind as PartnerKind,
      scopes: text(values, 'scopes')
        .split(/[\s,;]+/)
        .filter(Boolean),
      until: text(values, 'until'),
      ...(partnerId ? { partnerId } : {}),
    })
    setKey(issued.key)
    await refresh('people')
  }
  return (
    <Dialog open={props.open} onClose={end} title={words.actions.issue}>
      {key ? (
        <Alert tone="warn" role="status" title={words.keyOnce}>
          <span className="break-all">
            <CopyCode code={key} />
          </span>
        </Alert>
      ) : (
        <Form submit={words.actions.issue} onSubmit={submit} onCancel={end}>
          <IssueFields known={props.known} />
        </Form>
      )}
    </Dialog>
  )
}

function IssueFields({ known }: { readonly known: readonly PartnerKey[] }): ReactNode {
  const words = useWords(peopleUiWords)
  const partners = new Map(known.map(one => [one.partnerId, one.name]))
  return (
    <>
      {partners.size > 0 && (
        <Select
          name="partnerId"
          label={words.forPartner}
          empty={words.newPartner}
          options={[...partners].map(([value, label]) => ({ value, label }))}
        />
      )}
      <TextField name="name" label={words.partner} />
      <UnitField name="unitId" label={words.unit} />
      <RadioGroup
        name="kind"
        label={words.keyKind}
        defaultValue="test"
        options={partnerKinds.map(kind => ({
          value: kind,
          label: words.keyKinds[kind],
          hint: words.keyKindHints[kind],
        }))}
      />
      <TextArea name="scopes" label={words.scopes} hint={words.scopesHint} />
      <DateField name="until" label={words.keyUntil} />
    </>
  )
}
