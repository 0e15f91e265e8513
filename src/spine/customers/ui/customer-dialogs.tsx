import { type ReactNode, useState } from 'react'
import { Checkbox, RadioGroup } from '#kit/ui/choice.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import {
  type Channel,
  channelsOf,
  howGiven,
  type Purpose,
  purposes,
  representativeRoles,
  requestKinds,
  throughs,
} from '../rules-personal.ts'
import { customerWords } from '../words.ts'
import { customers } from './client.ts'
import { useDone } from './parts.tsx'
import { customersUiWords } from './words.ts'
import { requestUiWords } from './words-requests.ts'

type DialogState = { readonly id: string; readonly open: boolean; readonly onClose: () => void }
const text = (values: FormValues, name: string): string => values[name]?.trim() ?? ''
const choices = <Value extends string>(values: readonly Value[], names: Readonly<Record<Value, string>>) =>
  values.map(value => ({ value, label: names[value] }))

export function ContactDialog({ id, open, onClose }: DialogState): ReactNode {
  const words = useWords(customersUiWords)
  const done = useDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    await customers.addContact({ id, value: text(values, 'value') })
    await done('addContact')
  }
  return (
    <Dialog open={open} onClose={onClose} title={words.actions.addContact}>
      <Form submit={words.actions.addContact} onSubmit={submit} onCancel={onClose}>
        <TextField name="value" label={words.contact} />
      </Form>
    </Dialog>
  )
}

export function RepresentativeDialog({ id, open, onClose }: DialogState): ReactNode {
  const words = useWords(customersUiWords)
  const { roles } = useWords(customerWords)
  const done = useDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    const phone = text(values, 'phone')
    await customers.addRepresentative({
      id,
      name: text(values, 'name'),
      role: text(values, 'role') as (typeof representativeRoles)[number],
      evidence: text(values, 'evidence'),
      from: text(values, 'from'),
      until: text(values, 'until'),
      ...(phone ? { phone } : {}),
    })
    await done('addRepresentative')
  }
  return (
    <Dialog open={open} onClose={onClose} title={words.actions.addRepresentative}>
      <Form submit={words.actions.addRepresentative} onSubmit={submit} onCancel={onClose}>
        <TextField name="name" label={words.name} />
        <Select
          name="role"
          label={words.role}
          options={choices(representativeRoles, roles)}
          defaultValue="authorised"
        />
        <TextField name="phone" label={words.phone} inputMode="tel" optional={true} />
        <TextField name="evidence" label={words.evidence} hint={words.evidenceHint} />
        <DateField name="from" label={words.from} />
        <DateField name="until" label={words.to} />
      </Form>
    </Dialog>
  )
}

/** Nothing is chosen beforehand: what the customer said is pressed, not left standing. */
export function ConsentDialog({ id, open, onClose }: DialogState): ReactNode {
  const words = useWords(customersUiWords)
  const said = useWords(customerWords)
  const done = useDone(onClose)
  const [purpose, setPurpose] = useState<Purpose>('care')
  const submit = async (values: FormValues): Promise<void> => {
    await customers.recordConsent({
      id,
      purpose,
      channel: text(values, 'channel') as Channel,
      given: (values.given ? values.given === 'yes' : undefined) as boolean,
      how: text(values, 'how') as 'paper',
      evidence: text(values, 'evidence'),
    })
    await done('recordConsent')
  }
  const ways = howGiven.filter(how => how !== 'portal')
  return (
    <Dialog open={open} onClose={onClose} title={words.actions.recordConsent}>
      <Form submit={words.actions.recordConsent} onSubmit={submit} onCancel={onClose}>
        <Select
          name="purpose"
          label={words.purpose}
          value={purpose}
          options={choices(purposes, said.purposes)}
          onChange={it => setPurpose(it as Purpose)}
        />
        <Select
          key={purpose}
          name="channel"
          label={words.channel}
          options={choices(channelsOf(purpose), said.channels)}
        />
        <RadioGroup
          name="given"
          label={words.word}
          options={[
            { value: 'yes', label: words.yes },
            { value: 'no', label: words.no },
          ]}
        />
        <Select name="how" label={words.how} options={choices(ways, said.how)} defaultValue="paper" />
        <TextField name="evidence" label={words.evidence} hint={words.consentEvidence} />
      </Form>
    </Dialog>
  )
}

export function AskDialog({ id, open, onClose }: DialogState): ReactNode {
  const words = useWords(customersUiWords)
  const asks = useWords(requestUiWords)
  const said = useWords(customerWords)
  const done = useDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    await customers.ask({
      id,
      kind: text(values, 'kind') as (typeof requestKinds)[number],
      through: text(values, 'through') as 'counter',
      text: text(values, 'text'),
      thirdParties: values.thirdParties === 'yes',
    })
    await done('ask')
  }
  const ways = throughs.filter(through => through !== 'portal')
  return (
    <Dialog open={open} onClose={onClose} title={words.actions.ask}>
      <Form submit={words.actions.ask} onSubmit={submit} onCancel={onClose}>
        <Select name="kind" label={asks.requestKind} options={choices(requestKinds, said.requestKinds)} />
        <Select name="through" label={asks.through} options={choices(ways, said.how)} />
        <TextArea name="text" label={asks.text} rows={4} />
        <Checkbox name="thirdParties" label={asks.thirdParties} />
      </Form>
    </Dialog>
  )
}
