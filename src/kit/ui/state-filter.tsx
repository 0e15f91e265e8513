import type { ReactNode } from 'react'
import type { ListState } from './link.tsx'
import { Segmented } from './tabs.tsx'

/** Narrows a list by the state of its rows; what is chosen stands in the address, as `state`. */
export function StateFilter<S extends string>(props: {
  readonly label: string
  readonly all: string
  readonly states: readonly S[]
  readonly names: Readonly<Record<S, string>>
  readonly list: ListState
}): ReactNode {
  const { label, all, states, names, list } = props
  return (
    <Segmented<S | ''>
      label={label}
      name="state"
      options={[{ value: '', label: all }, ...states.map(value => ({ value, label: names[value] }))]}
      value={list.get('state') as S | ''}
      onChange={state => list.set({ state })}
    />
  )
}
