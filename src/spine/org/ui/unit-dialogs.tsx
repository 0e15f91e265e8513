import { type ReactNode, useState } from 'react'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { usePlace } from '#kit/ui/link.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { type Kind, kinds, mayStandUnder } from '../rules.ts'
import { orgWords } from '../words.ts'
import { org } from './client.ts'
import { Consequences } from './consequences.tsx'
import { UnitField } from './unit-field.tsx'
import { orgUiWords } from './words.ts'

type Named = { readonly id: string; readonly name: string; readonly code: string; readonly kind: Kind }
export type UnitDialogProps = { readonly open: boolean; readonly onClose: () => void; readonly unit: Named }
type DoneWord = keyof (typeof orgUiWords)['vi']['done']

/** After an act: the dialog closes, what is on screen asks again, and a notice says it. */
export function useDone(onClose: () => void): (word: DoneWord, goTo?: string) => Promise<void> {
  const words = useWords(orgUiWords)
  const refresh = useRefresh()
  const toast = useToast()
  const { go } = usePlace()
  return async (word, goTo) => {
    onClose()
    toast({ title: words.done[word] })
    await refresh('org')
    if (goTo) go(goTo)
  }
}

const text = (values: FormValues, name: string): string => (values[name] ?? '').trim()

/** Opens a unit under another. */
export function OpenDialog(props: Omit<UnitDialogProps, 'unit'> & { readonly parent: Named }): ReactNode {
  const words = useWords(orgUiWords)
  const said = useWords(orgWords)
  const done = useDone(props.onClose)
  const fitting = kinds.filter(kind => mayStandUnder[kind].includes(props.parent.kind))
  const submit = async (values: FormValues): Promise<void> => {
    const { unit } = await org.open({
      code: text(values, 'code').toUpperCase(),
      name: text(values, 'name'),
      kind: values.kind as Kind,
      parent: props.parent.id,
      day: text(values, 'day'),
    })
    await done('open', `/units/${unit}?on=${text(values, 'day')}`)
  }
  return (
    <Dialog open={props.open} onClose={props.onClose} title={`${words.actions.open}: ${props.parent.name}`}>
      <Form submit={words.actions.open} onSubmit={submit} onCancel={props.onClose}>
        <Select
          name="kind"
          label={words.kind}
          options={fitting.map(kind => ({ value: kind, label: said.kinds[kind] }))}
        />
        <TextField name="name" label={words.name} />
        <TextField name="code" label={words.code} hint={words.codeHint} />
        <DateField name="day" label={words.day} hint={words.dayHint} />
      </Form>
    </Dialog>
  )
}

/** Gives a unit another name from a day on. */
export function RenameDialog({ open, onClose, unit }: UnitDialogProps): ReactNode {
  const words = useWords(orgUiWords)
  const done = useDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    await org.rename({ id: unit.id, name: text(values, 'name'), day: text(values, 'day') })
    await done('rename')
  }
  return (
    <Dialog open={open} onClose={onClose} title={`${words.actions.rename}: ${unit.name}`}>
      <Form submit={words.actions.rename} onSubmit={submit} onCancel={onClose}>
        <TextField name="name" label={words.newName} defaultValue={unit.name} />
        <DateField name="day" label={words.day} hint={words.dayHint} />
      </Form>
    </Dialog>
  )
}

/** Moves a unit with its branch; what that carries is shown before. */
export function MoveDialog({ open, onClose, unit }: UnitDialogProps): ReactNode {
  const words = useWords(orgUiWords)
  const done = useDone(onClose)
  const [to, setTo] = useState<string>()
  const [day, setDay] = useState<string>()
  const submit = async (values: FormValues): Promise<void> => {
    await org.move({ id: unit.id, parent: text(values, 'parent'), day: text(values, 'day') })
    await done('move')
  }
  return (
    <Dialog open={open} onClose={onClose} title={`${words.actions.move}: ${unit.name}`}>
      <Form submit={words.actions.move} onSubmit={submit} onCancel={onClose}>
        <UnitField
          name="parent"
          label={words.newParent}
          kinds={mayStandUnder[unit.kind]}
          not={unit.id}
          onChange={option => setTo(option?.value)}
        />
        <DateField name="day" label={words.day} hint={words.dayHint} onChange={setDay} />
        {to && day && <Consequences id={unit.id} act="move" to={to} day={day} />}
      </Form>
    </Dialog>
  )
}

/** Merges a unit into another of its kind; what moves and what ends is shown before. */
export function MergeDialog({ open, onClose, unit }: UnitDialogProps): ReactNode {
  const words = useWords(orgUiWords)
  const done = useDone(onClose)
  const [to, setTo] = useState<string>()
  const [day, setDay] = useState<string>()
  const submit = async (values: FormValues): Promise<void> => {
    const into = text(values, 'into')
    await org.merge({ units: [unit.id], into: { unit: into }, day: text(values, 'day') })
    await done('merge', `/units/${into}?on=${text(values, 'day')}`)
  }
  return (
    <Dialog open={open} onClose={onClose} title={`${words.actions.merge}: ${unit.name}`}>
      <Form submit={words.actions.merge} onSubmit={submit} onCancel={onClose}>
        <UnitField name="into" label={words.into} kinds={[unit.kind]} not={unit.id} onChange={it => setTo(it?.value)} />
        <DateField name="day" label={words.day} hint={words.dayHint} onChange={setDay} />
        {to && day && <Consequences id={unit.id} act="merge" to={to} day={day} />}
      </Form>
    </Dialog>
  )
}

/** Ends a unit that nothing stands under. */
export function CloseDialog({ open, onClose, unit }: UnitDialogProps): ReactNode {
  const words = useWords(orgUiWords)
  const done = useDone(onClose)
  const [day, setDay] = useState<string>()
  const submit = async (values: FormValues): Promise<void> => {
    await org.close({ id: unit.id, day: text(values, 'day') })
    await done('close')
  }
  return (
    <Dialog open={open} onClose={onClose} title={`${words.actions.close}: ${unit.name}`}>
      <Form submit={words.actions.close} onSubmit={submit} onCancel={onClose}>
        <DateField name="day" label={words.closeDay} hint={words.dayHint} onChange={setDay} />
        {day && <Consequences id={unit.id} act="close" day={day} />}
      </Form>
    </Dialog>
  )
}
