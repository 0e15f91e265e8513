import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { ConfirmDialog } from '#kit/ui/dialog.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import type { Household } from '../routes.ts'
import { householdWords } from '../words-household.ts'
import { customers } from './client.ts'
import { MarkDialog, PersonDialog, useHouseholdDone } from './household-dialogs.tsx'
import { Quiet } from './parts.tsx'
import { customersUiWords } from './words.ts'
import { householdUiWords } from './words-household.ts'

type Person = Household['persons'][number]
type Mark = Household['marks'][number]
type Ending = { readonly person: Person } | { readonly mark: Mark }

/** Who lives in a household and what the law calls them: shut until somebody asks, since each look is written down. */
export function HouseholdCard({ id }: { readonly id: string }): ReactNode {
  const words = useWords(householdUiWords)
  const [open, setOpen] = useState(false)
  if (!usePermission('customers.welfare')) return null
  return (
    <Card title={words.title}>
      {open ? (
        <Opened id={id} />
      ) : (
        <div className="flex flex-col items-start gap-3">
          <Quiet>{words.lead}</Quiet>
          <Button onClick={() => setOpen(true)}>{words.open}</Button>
        </div>
      )}
    </Card>
  )
}

function Opened({ id }: { readonly id: string }): ReactNode {
  const words = useWords(householdUiWords)
  const writes = usePermission('customers.household')
  const load = useLoad(['customers', 'household', id], signal => customers.household({ id }, { signal }))
  const [adding, setAdding] = useState<'person' | 'mark'>()
  const [ending, setEnding] = useState<Ending>()
  if (!load.data)
    return load.error === undefined ? <LoadingState rows={3} /> : <ErrorState error={load.error} retry={load.retry} />
  const { persons, marks } = load.data
  const act = writes ? { end: setEnding } : {}
  return (
    <div className="flex flex-col gap-4">
      <Marks marks={marks.filter(mark => mark.person === null)} none={words.noMarks} {...act} />
      {persons.length === 0 && <Quiet>{words.nobody}</Quiet>}
      <ul>
        {persons.map(person => (
          <PersonLine
            key={person.id}
            person={person}
            marks={marks.filter(mark => mark.person === person.id)}
            {...act}
          />
        ))}
      </ul>
      {writes && (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setAdding('person')}>{words.addPerson}</Button>
          <Button onClick={() => setAdding('mark')}>{words.addMark}</Button>
        </div>
      )}
      <PersonDialog id={id} open={adding === 'person'} onClose={() => setAdding(undefined)} />
      <MarkDialog
        id={id}
        persons={persons.filter(person => person.until === null)}
        open={adding === 'mark'}
        onClose={() => setAdding(undefined)}
      />
      {ending && <EndDialog ending={ending} onClose={() => setEnding(undefined)} />}
    </div>
  )
}

type Acts = { readonly end?: (ending: Ending) => void }

function PersonLine({
  person,
  marks,
  end,
}: Acts & { readonly person: Person; readonly marks: readonly Mark[] }): ReactNode {
  const words = useWords(householdUiWords)
  const { relations } = useWords(householdWords)
  const { name, born, relation, until } = person
  const said = [relations[relation], born !== null && words.born(born), until && words.left(writeDay(until))]
  const present = until === null
  return (
    <li className="border-line border-b py-2 first:pt-0 last:border-b-0 last:pb-0">
      <span className="flex items-center justify-between gap-4 text-body">
        <span className={present ? 'min-w-0 font-semibold' : 'min-w-0 text-ink-3'}>{name}</span>
        {end && present && (
          <Button kind="quiet" size="small" onClick={() => end({ person })}>
            {words.endPerson}
          </Button>
        )}
      </span>
      <span className="block text-ink-3 text-label">{said.filter(Boolean).join(' · ')}</span>
      {marks.length > 0 && (
        <span className="mt-2 block">
          <Marks marks={marks} {...(end && present ? { end } : {})} />
        </span>
      )}
    </li>
  )
}

function Marks({ marks, none, end }: Acts & { readonly marks: readonly Mark[]; readonly none?: string }): ReactNode {
  const words = useWords(householdUiWords)
  const shared = useWords(customersUiWords)
  const { categories } = useWords(householdWords)
  if (marks.length === 0) return none ? <Quiet>{none}</Quiet> : null
  const valid = (mark: Mark): string =>
    mark.endedOn
      ? words.endedOn(writeDay(mark.endedOn))
      : shared.days(writeDay(mark.from), mark.until ? writeDay(mark.until) : undefined)
  return (
    <span className="flex flex-col gap-2">
      {marks.map(mark => (
        <span key={mark.id} className="block">
          <span className="flex items-center justify-between gap-4">
            <Chip tone={mark.holds ? 'accent' : 'mute'}>
              {categories[mark.category]}
              {!mark.holds && ` · ${words.over}`}
            </Chip>
            {end && mark.holds && (
              <Button kind="quiet" size="small" onClick={() => end({ mark })}>
                {words.endMark}
              </Button>
            )}
          </span>
          <span className="block text-ink-3 text-label">
            {words.paper(mark.issuer, mark.paper)} · {valid(mark)}
          </span>
        </span>
      ))}
    </span>
  )
}

function EndDialog({ ending, onClose }: { readonly ending: Ending; readonly onClose: () => void }): ReactNode {
  const words = useWords(householdUiWords)
  const { categories } = useWords(householdWords)
  const done = useHouseholdDone(onClose)
  const ofPerson = 'person' in ending
  const act = ofPerson ? words.endPerson : words.endMark
  const confirm = async (): Promise<void> => {
    if (ofPerson) await customers.endPerson({ id: ending.person.id })
    else await customers.endMark({ id: ending.mark.id })
    await done(ofPerson ? 'endPerson' : 'endMark')
  }
  return (
    <ConfirmDialog open={true} onClose={onClose} title={act} act={act} onConfirm={confirm}>
      {ofPerson ? words.askEndPerson(ending.person.name) : words.askEndMark(categories[ending.mark.category])}
    </ConfirmDialog>
  )
}
