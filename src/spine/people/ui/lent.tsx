import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { UnitField } from '#spine/org/ui/unit-field.tsx'
import type { Me } from '../routes.ts'
import { peopleWords } from '../words.ts'
import { people } from './client.ts'
import { text, typed, useDone } from './parts.tsx'
import { peopleUiWords } from './words.ts'

/** What the person has lent to colleagues, and the way to lend and take back. */
export function LentRoles({ me }: { readonly me: Me }): ReactNode {
  const words = useWords(peopleUiWords)
  const { roles: names } = useWords(peopleWords)
  const [lending, setLending] = useState(false)
  const load = useLoad(['people', 'lent'], signal => people.lent({}, { signal }))
  const done = useDone(() => undefined)
  const own = me.roles.filter(one => one.lentBy === null)
  const takeBack = async (id: string): Promise<void> => {
    await people.takeBack({ id })
    await done('takeBack')
  }
  const lent = load.data?.lent ?? []
  return (
    <Card
      title={words.lent}
      action={
        own.length > 0 && (
          <Button size="small" onClick={() => setLending(true)}>
            {words.actions.lend}
          </Button>
        )
      }
    >
      {lent.length === 0 && <p className="text-body text-ink-2">{words.noLent}</p>}
      <ul>
        {lent.map(one => (
          <li
            key={one.id}
            className="flex items-center justify-between gap-4 border-line border-b py-2 last:border-b-0"
          >
            <span className="min-w-0 text-body">
              <span className="font-semibold">{one.to.name}</span> · {names[one.role]} · {one.unit.name}
              <span className="block text-ink-3 text-label">{words.days(writeDay(one.from), writeDay(one.until))}</span>
            </span>
            <Button size="small" onClick={() => void takeBack(one.id)}>
              {words.actions.takeBack}
            </Button>
          </li>
        ))}
      </ul>
      <LendDialog open={lending} onClose={() => setLending(false)} own={own} />
    </Card>
  )
}

function LendDialog(props: {
  readonly open: boolean
  readonly onClose: () => void
  readonly own: Me['roles']
}): ReactNode {
  const words = useWords(peopleUiWords)
  const { roles: names } = useWords(peopleWords)
  const done = useDone(props.onClose)
  const submit = async (values: FormValues): Promise<void> => {
    const roleId = text(values, 'roleId')
    const from = typed(values, 'from')
    await people.lend({
      roleId,
      to: text(values, 'to'),
      unitId: typed(values, 'unitId') ?? props.own.find(one => one.id === roleId)?.unit.id ?? '',
      until: text(values, 'until'),
      ...(from ? { from } : {}),
    })
    await done('lend')
  }
  const options = props.own.map(one => ({ value: one.id, label: `${names[one.role]} · ${one.unit.name}` }))
  return (
    <Dialog open={props.open} onClose={props.onClose} title={words.actions.lend}>
      <Form submit={words.actions.lend} onSubmit={submit} onCancel={props.onClose}>
        <Select name="roleId" label={words.lendRole} options={options} />
        <TextField name="to" label={words.lendTo} hint={words.lendToHint} />
        <UnitField name="unitId" label={words.lendUnit} hint={words.lendUnitHint} optional={true} />
        <DateField name="from" label={words.from} hint={words.fromHint} optional={true} />
        <DateField name="until" label={words.until} />
      </Form>
    </Dialog>
  )
}
