import type { ReactNode } from 'react'
import { showPhone } from '#kit/text'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { usePlace } from '#kit/ui/link.tsx'
import { UnitField } from '#spine/org/ui/unit-field.tsx'
import type { OneStaff } from '../routes.ts'
import { type Role, roles } from '../rules.ts'
import { peopleWords } from '../words.ts'
import { people } from './client.ts'
import { text, typed, useDone } from './parts.tsx'
import { peopleUiWords } from './words.ts'

type DialogState = { readonly open: boolean; readonly onClose: () => void }
export type MemberDialog = DialogState & { readonly member: OneStaff }

const sentPhone = (values: FormValues) => {
  const phone = typed(values, 'phone')
  return phone ? { phone } : {}
}

/** Adds somebody to the staff of a unit, with a first password that they must replace. */
export function AddDialog({ open, onClose }: DialogState): ReactNode {
  const words = useWords(peopleUiWords)
  const done = useDone(onClose)
  const { go } = usePlace()
  const submit = async (values: FormValues): Promise<void> => {
    const { id } = await people.open({
      code: text(values, 'code'),
      name: text(values, 'name'),
      email: text(values, 'email'),
      unitId: text(values, 'unitId'),
      password: values.password ?? '',
      ...sentPhone(values),
    })
    await done('add')
    go(`/staff/${id}`)
  }
  return (
    <Dialog open={open} onClose={onClose} title={words.actions.add}>
      <Form submit={words.actions.add} onSubmit={submit} onCancel={onClose}>
        <TextField name="name" label={words.name} />
        <TextField name="code" label={words.code} hint={words.codeHint} autoCapitalize="characters" />
        <TextField name="email" label={words.email} type="email" />
        <TextField name="phone" label={words.phone} inputMode="tel" optional={true} />
        <UnitField name="unitId" label={words.unit} />
        <TextField name="password" label={words.firstPassword} hint={words.firstPasswordHint} />
      </Form>
    </Dialog>
  )
}

/** Changes the details of somebody. */
export function ChangeDialog({ open, onClose, member }: MemberDialog): ReactNode {
  const words = useWords(peopleUiWords)
  const done = useDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    await people.change({
      id: member.id,
      name: text(values, 'name'),
      email: text(values, 'email'),
      unitId: text(values, 'unitId'),
      ...sentPhone(values),
    })
    await done('change')
  }
  return (
    <Dialog open={open} onClose={onClose} title={`${words.actions.change}: ${member.name}`}>
      <Form submit={words.actions.change} onSubmit={submit} onCancel={onClose}>
        <TextField name="name" label={words.name} defaultValue={member.name} />
        <TextField name="email" label={words.email} type="email" defaultValue={member.email} />
        <TextField
          name="phone"
          label={words.phone}
          inputMode="tel"
          optional={true}
          defaultValue={member.phone ? showPhone(member.phone) : ''}
        />
        <UnitField
          name="unitId"
          label={words.unit}
          defaultOption={{ value: member.unit.id, label: member.unit.name }}
        />
      </Form>
    </Dialog>
  )
}

/** Grants a role on a unit and all under it, for some days or without end. */
export function GrantDialog({ open, onClose, member }: MemberDialog): ReactNode {
  const words = useWords(peopleUiWords)
  const { roles: names } = useWords(peopleWords)
  const done = useDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    const [from, until] = [typed(values, 'from'), typed(values, 'until')]
    await people.grant({
      id: member.id,
      role: values.role as Role,
      unitId: text(values, 'unitId'),
      ...(from ? { from } : {}),
      ...(until ? { until } : {}),
    })
    await done('grant')
  }
  return (
    <Dialog open={open} onClose={onClose} title={`${words.actions.grant}: ${member.name}`}>
      <Form submit={words.actions.grant} onSubmit={submit} onCancel={onClose}>
        <Select name="role" label={words.role} options={roles.map(role => ({ value: role, label: names[role] }))} />
        <UnitField
          name="unitId"
          label={words.unit}
          defaultOption={{ value: member.unit.id, label: member.unit.name }}
        />
        <DateField name="from" label={words.from} hint={words.fromHint} optional={true} />
        <DateField name="until" label={words.until} hint={words.untilHint} optional={true} />
      </Form>
    </Dialog>
  )
}

/** Gives a password to somebody who lost theirs, or the phone with their authenticator. */
export function GivePasswordDialog({ open, onClose, member }: MemberDialog): ReactNode {
  const words = useWords(peopleUiWords)
  const done = useDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    await people.givePassword({ id: member.id, password: values.password ?? '' })
    await done('givePassword')
  }
  return (
    <Dialog open={open} onClose={onClose} title={`${words.actions.givePassword}: ${member.name}`}>
      <Form submit={words.actions.givePassword} onSubmit={submit} onCancel={onClose}>
        <TextField name="password" label={words.firstPassword} hint={words.firstPasswordHint} />
      </Form>
    </Dialog>
  )
}
