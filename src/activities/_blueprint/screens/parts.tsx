import type { ReactNode } from 'react'
import { client } from '#kit/client'
import { Status, type StatusKind } from '#kit/ui/chip.tsx'
import { NumberField, Select, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { ProgressBar } from '#kit/ui/progress.tsx'
import { showCount, showPercent } from '#kit/units'
import { type Plan, routes } from '../routes.ts'
import { type PlanState, type Species, speciesList } from '../rules.ts'
import { words } from '../words.ts'

export const trees = client(routes)

const kinds: Readonly<Record<PlanState, StatusKind>> = {
  proposed: 'waiting',
  sent_back: 'returned',
  approved: 'approved',
  finished: 'approved',
}

export function PlanStatus({ state }: { readonly state: PlanState }): ReactNode {
  const said = useWords(words)
  return <Status kind={kinds[state]}>{said.states[state]}</Status>
}

/** Planted of planned, with its bar. */
export function PlanProgress({ plan }: { readonly plan: Plan }): ReactNode {
  const said = useWords(words)
  const lang = useLang()
  const share = plan.planted / plan.trees
  return (
    <span className="flex items-center gap-3">
      <ProgressBar label={said.fields.progress} percent={share * 100} className="w-24" />
      <span className="tabular w-14 text-right">{showPercent(share, lang)}</span>
    </span>
  )
}

/** What a plan says: where, which trees, how many. */
export function PlanFields({ plan }: { readonly plan?: Plan }): ReactNode {
  const said = useWords(words)
  const lang = useLang()
  const options = speciesList.map(value => ({ value, label: said.species[value] }))
  return (
    <>
      <TextField name="place" label={said.fields.place} hint={said.fields.placeHint} defaultValue={plan?.place ?? ''} />
      <Select name="species" label={said.fields.species} options={options} defaultValue={plan?.species ?? 'native'} />
      <NumberField
        name="trees"
        label={said.fields.trees}
        defaultValue={plan ? showCount(plan.trees, lang) : ''}
        inputMode="numeric"
      />
    </>
  )
}

/** The fields as the contract takes them; a number that is none stays wrong, so that the server names it. */
export function planOf(values: Readonly<Record<string, string>>): { place: string; species: Species; trees: number } {
  return {
    place: values.place ?? '',
    species: (values.species ?? 'native') as Species,
    trees: Number((values.trees ?? '').replace(/[.,\s]/g, '') || Number.NaN),
  }
}
