import type { ReactNode } from 'react'
import { client } from '#kit/client'
import { isoDay, momentOf, readTime, timeOf } from '#kit/time'
import { Status, type StatusKind } from '#kit/ui/chip.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import type { FormValues } from '#kit/ui/form.tsx'
import { NumberField, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { type Conference, routes } from '../routes.ts'
import type { ConferenceState } from '../rules.ts'
import { words } from '../words.ts'
import { screenWords } from '../words-screens.ts'

export const conferences = client(routes)

const kinds: Readonly<Record<ConferenceState, StatusKind>> = {
  proposed: 'waiting',
  sent_back: 'returned',
  approved: 'approved',
  held: 'approved',
  cancelled: 'draft',
}

export function ConferenceStatus({ state }: { readonly state: ConferenceState }): ReactNode {
  const said = useWords(words)
  return <Status kind={kinds[state]}>{said.states[state]}</Status>
}

/** What a plan says: what, where, when, for how many. */
export function PlanFields({ plan }: { readonly plan?: Conference }): ReactNode {
  const said = useWords(screenWords).fields
  const [starts, ends] = [plan && new Date(plan.startsAt), plan && new Date(plan.endsAt)]
  return (
    <>
      <TextField name="title" label={said.title} hint={said.titleHint} defaultValue={plan?.title ?? ''} />
      <TextField name="place" label={said.place} defaultValue={plan?.place ?? ''} />
      <DateField name="day" label={said.day} {...(starts ? { defaultValue: isoDay(starts) } : {})} />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          name="startsAt"
          label={said.from}
          hint={said.hour}
          defaultValue={starts ? timeOf(starts) : '08:00'}
        />
        <TextField name="endsAt" label={said.until} hint={said.hour} defaultValue={ends ? timeOf(ends) : '11:00'} />
      </div>
      <NumberField name="seats" label={said.seats} defaultValue={plan ? String(plan.seats) : ''} />
      <TextArea name="topics" label={said.topics} defaultValue={plan?.topics ?? ''} />
    </>
  )
}

/** A day and a time as one moment; what is none stays wrong, so that the server names it. */
function momentFrom(day: string, time: string): string {
  const clock = readTime(time) ?? (/^\d\d:\d\d$/.test(time) ? time : '')
  const moment = momentOf(day, clock)
  return Number.isNaN(moment.getTime()) ? '' : moment.toISOString()
}

export function planOf(values: FormValues): {
  title: string
  place: string
  startsAt: string
  endsAt: string
  seats: number
  topics: string
} {
  const { title = '', place = '', day = '', topics = '' } = values
  return {
    title,
    place,
    topics,
    startsAt: momentFrom(day, values.startsAt ?? ''),
    endsAt: momentFrom(day, values.endsAt ?? ''),
    seats: Number((values.seats ?? '').replace(/[.,\s]/g, '') || Number.NaN),
  }
}
