import { type ReactNode, useState } from 'react'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import type { Household } from '../routes.ts'
import { type Category, householdCategories, personCategories, type Relation, relations } from '../rules-household.ts'
import { householdWords } from '../words-household.ts'
import { customers } from './client.ts'
import { householdUiWords } from './words-household.ts'

type DialogState = { readonly id: string; readonly open: boolean; readonly onClose: () => void }
const text = (values: FormValues, name: string): string => values[name]?.trim() ?? ''

/** After an act on a household: the dialog closes, the card asks again, and a notice says it. */
export function useHouseholdDone(onClose: () => void) {
  const { done } = useWords(householdUiWords)
  const refresh = useRefresh()
  const toast = useToast()
  return async (word: keyof typeof done): Promise<void> => {
    onClose()
    toast({ title: done[word] })
    await refresh('customers', 'household')
  }
}

export function PersonDialog({ id, open, onClose }: DialogState): ReactNode {
  const words = useWords(householdUiWords)
  const said = useWords(householdWords)
  const done = useHouseholdDone(onClose)
  const submit = async (values: FormValues): Promise<void> => {
    const born = text(values, 'born')
    await customers.addPerson({
      id,
      name: text(values, 'name'),
      relation: text(values, 'relation') as Relation,
      from: text(values, 'from'),
      ...(born ? { born: Number(born) } : {}),
    })
    await done('addPerson')
  }
  return (
    <Dialog open={open} onClose={onClose} title={words.addPerson}>
      <Form submit={words.addPerson} onSubmit={submit} onCancel={onClose}>
        <TextField name="name" label={words.name} />
        <TextField name="born" label={words.bornIn} inputMode="numeric" optional={true} />
        <Select
          name="relation"
          label={words.relation}
          options={relations.map(value => ({ value, label: said.relations[value] }))}
        />
        <DateField name="from" label={words.since} />
      </Form>
    </Dialog>
  )
}

type Persons = { readonly persons: Household['persons'] }

/** What an authority wrote: of the whole household, or of one of its people. Which categories there are follows. */
export function MarkDialog({ id, persons, open, onClose }: DialogState & Persons): ReactNode {
  const words = useWords(householdUiWords)
  const said = useWords(householdWords)
  const done = useHouseholdDone(onClose)
  const [person, setPerson] = useState('')
  const submit = async (values: FormValues): Promise<void> => {
    const until = text(values, 'until')
    await customers.addMark({
      id,
      category: text(values, 'category') as Category,
      issuer: text(values, 'issuer'),
      paper: text(values, 'paper'),
      from: text(values, 'from'),
      ...(until ? { until } : {}),
      ...(person ? { person } : {}),
    })
    await done('addMark')
  }
  const kinds: readonly Category[] = person ? personCategories : householdCategories
  return (
    <Dialog open={open} onClose={onClose} title={words.addMark}>
      <Form submit={words.addMark} onSubmit={submit} onCancel={onClose}>
        <p className="text-body text-ink-2">{words.law}</p>
        <Select
          name="person"
          label={words.who}
          empty={words.ofHousehold}
          options={persons.map(one => ({ value: one.id, label: one.name }))}
          value={person}
          onChange={setPerson}
        />
        <Select
          key={person === '' ? 'household' : 'person'}
          name="category"
          label={words.category}
          options={kinds.map(value => ({ value, label: said.categories[value] }))}
        />
        <TextField name="issuer" label={words.issuer} hint={words.issuerHint} />
        <TextField name="paper" label={words.number} />
        <DateField name="from" label={words.from} />
        <DateField name="until" label={words.until} hint={words.untilHint} optional={true} />
      </Form>
    </Dialog>
  )
}
