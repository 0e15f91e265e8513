import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { org } from './client.ts'
import type { UnitPage } from './unit.tsx'
import { useDone } from './unit-dialogs.tsx'
import { orgUiWords } from './words.ts'

/** Splits a unit into parts that open that day; each unit beneath goes to a part or stays. */
export function SplitDialog(props: {
  readonly open: boolean
  readonly onClose: () => void
  readonly unit: UnitPage
}): ReactNode {
  const { open, onClose, unit } = props
  const words = useWords(orgUiWords)
  const done = useDone(onClose)
  const [count, setCount] = useState(1)
  const numbers = Array.from({ length: count }, (_, i) => i + 1)
  const submit = async (values: FormValues): Promise<void> => {
    const value = (name: string): string => (values[name] ?? '').trim()
    await org.split({
      id: unit.id,
      day: value('day'),
      parts: numbers.map(n => ({ code: value(`code${n}`).toUpperCase(), name: value(`name${n}`) })),
      children: unit.children.flatMap(child => {
        const part = value(`child-${child.id}`)
        return part === '' ? [] : [{ unit: child.id, part: Number(part) - 1 }]
      }),
      closes: values.closes !== undefined,
    })
    await done('split')
  }
  const choices = numbers.map(n => ({ value: String(n), label: words.part(n) }))
  return (
    <Dialog open={open} onClose={onClose} title={`${words.actions.split}: ${unit.name}`} wide={true}>
      <Form submit={words.actions.split} onSubmit={submit} onCancel={onClose}>
        {numbers.map(n => (
          <div key={n} className="grid gap-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
            <TextField name={`code${n}`} label={words.partCode(n)} />
            <TextField name={`name${n}`} label={words.partName(n)} />
          </div>
        ))}
        <div>
          <Button size="small" kind="quiet" icon="plus" onClick={() => setCount(Math.min(20, count + 1))}>
            {words.addPart}
          </Button>
        </div>
        <DateField name="day" label={words.day} hint={words.dayHint} />
        {unit.children.map(child => (
          <Select
            key={child.id}
            name={`child-${child.id}`}
            label={words.goesTo(child.name)}
            empty={words.stays}
            options={choices}
          />
        ))}
        <Checkbox name="closes" label={words.closesAfter} hint={words.closesHint} />
      </Form>
    </Dialog>
  )
}
