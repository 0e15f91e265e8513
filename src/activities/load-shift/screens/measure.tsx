import { type ReactNode, useState } from 'react'
import { isoDay, showDay, showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { ErrandProgress } from '#kit/ui/errand-progress.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, usePlace } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { EmptyState, ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { showCount, showQuantity } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { routes } from '../routes.ts'
import { screenWords } from '../words-screens.ts'
import { loadShift } from './client.ts'
import { MeasureRuns } from './measure-runs.tsx'
import { ruleName, useUnits } from './parts.tsx'
import { LoadShiftTabs } from './tabs.tsx'

type Measuring = GivesOf<typeof routes.measuring>
type Opened = GivesOf<typeof routes.measure>

function useChoices(it: Measuring) {
  const said = useWords(screenWords).measure
  const schedules = said.schedules as Readonly<Record<string, string>>
  return {
    rules: it.rules.map(({ name }) => ({ value: name, label: ruleName(said.rules, name) })),
    schedules: it.schedules.map(name => ({ value: name, label: schedules[name] ?? name })),
  }
}

/** Which of the events are measured: all of them, until some are left out. */
function EventChoice(props: {
  readonly events: Measuring['events']
  readonly left: ReadonlySet<string>
  readonly change: (left: ReadonlySet<string>) => void
}): ReactNode {
  const said = useWords(screenWords).measure
  const lang = useLang()
  const { events, left, change } = props
  return (
    <fieldset>
      <legend className="mb-1 font-semibold text-body">
        {said.chosen(showCount(events.length - left.size, lang), showCount(events.length, lang))}
      </legend>
      <div className="max-h-56 overflow-y-auto rounded-control border border-line px-3">
        {events.map(event => (
          <Checkbox
            key={event.id}
            name={`event-${event.id}`}
            label={event.number}
            hint={showMoment(event.startsAt, lang)}
            figure={showQuantity(event.called, 'enterprises', lang)}
            checked={!left.has(event.id)}
            onChange={kept => change(new Set(kept ? [...left].filter(id => id !== event.id) : [...left, event.id]))}
          />
        ))}
      </div>
    </fieldset>
  )
}

const askedOf = (it: Measuring, criteriaId: string, values: FormValues, left: ReadonlySet<string>) => ({
  ...(left.size > 0 && { eventIds: it.events.map(({ id }) => id).filter(id => !left.has(id)) }),
  unitId: it.unit?.id ?? '',
  criteriaId,
  rule: values.rule ?? 'default',
  schedule: values.schedule ?? '963-2026',
  report: { from: values.reportFrom ?? '', to: values.reportTo ?? '' },
  base: { from: values.baseFrom ?? '', to: values.baseTo ?? '' },
})

/** Which rule, which hours, which months: everything is filled in, and one press starts it. */
function MeasureForm({ it, opened }: { readonly it: Measuring; readonly opened: (run: Opened) => void }): ReactNode {
  const said = useWords(screenWords).measure
  const lang = useLang()
  const refresh = useRefresh()
  const { rules, schedules } = useChoices(it)
  const [rule, setRule] = useState('default')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const { criteria } = it
  if (!criteria)
    return (
      <EmptyState
        title={said.noCriteria}
        why={said.noCriteriaNext}
        action={<Link to="/criteria">{said.toCriteria}</Link>}
      />
    )
  if (it.events.length === 0) return <p className="text-body text-ink-2">{said.noEvents}</p>
  const unconfirmed = it.rules.find(one => one.name === rule)?.unconfirmed
  return (
    <Form
      submit={said.start}
      onSubmit={async values => {
        opened(await loadShift.measure(askedOf(it, criteria.id, values, left)))
        await refresh('recognition')
      }}
    >
      <p className="text-body text-ink-2">
        {said.criteria}:{' '}
        <Link to={`/criteria/${criteria.id}`}>
          {said.criteriaOf(
            criteria.title,
            showCount(criteria.no, lang),
            showDay(isoDay(new Date(criteria.publishedAt))),
          )}
        </Link>
      </p>
      <Select name="rule" label={said.rule} options={rules} value={rule} onChange={setRule} />
      {unconfirmed && <p className="text-label text-warn">{said.unconfirmed}</p>}
      <EventChoice events={it.events} left={left} change={setLeft} />
      <Select name="schedule" label={said.schedule} options={schedules} defaultValue={it.schedules[0] ?? ''} />
      <fieldset className="grid gap-3 sm:grid-cols-2">
        <legend className="mb-1 font-semibold text-body">{said.report}</legend>
        <DateField name="reportFrom" label={said.from} defaultValue={it.report.from} />
        <DateField name="reportTo" label={said.to} defaultValue={it.report.to} />
      </fieldset>
      <fieldset className="grid gap-3 sm:grid-cols-2">
        <legend className="mb-1 font-semibold text-body">{said.base}</legend>
        <DateField name="baseFrom" label={said.from} defaultValue={it.base.from} />
        <DateField name="baseTo" label={said.to} defaultValue={it.base.to} />
      </fieldset>
    </Form>
  )
}

/** Measuring everybody under agreement: what it would hold, how far it is, what came out before. */
export function MeasureScreen(): ReactNode {
  const said = useWords(screenWords).measure
  const lang = useLang()
  const units = useUnits()
  const { go } = usePlace()
  const refresh = useRefresh()
  const may = usePermission('load-shift.measure')
  const [unitId, setUnitId] = useState<string>()
  const [opened, setOpened] = useState<Opened>()
  const {
    data: it,
    error,
    retry,
  } = useLoad(['load-shift', 'measuring', unitId], () => loadShift.measuring(unitId ? { unitId } : {}))
  if (!it) return error === undefined ? <LoadingState /> : <ErrorState error={error} retry={retry} />
  return (
    <Page title={said.title} state={said.lead}>
      <LoadShiftTabs />
      <Columns>
        <MeasureRuns edition={it.edition?.id} />
        <div className="flex flex-col gap-4">
          {opened && (
            <Card title={said.running}>
              <ErrandProgress id={opened.errand} onEnd={() => void refresh('recognition')} />
              <div className="mt-3">
                <Button onClick={() => go(`/load-shift/results/${opened.run}`)}>{said.open}</Button>
              </div>
            </Card>
          )}
          {may && (
            <Card title={said.start}>
              <div className="flex flex-col gap-3">
                <Select
                  name="unit"
                  label={said.unit}
                  options={units}
                  value={unitId ?? it.unit?.id ?? ''}
                  onChange={setUnitId}
                />
                <Alert
                  tone="info"
                  title={`${said.agreements(showCount(it.agreements, lang))}, ${said.allOver(showCount(it.events.length, lang))}`}
                />
                <MeasureForm key={it.unit?.id} it={it} opened={setOpened} />
              </div>
            </Card>
          )}
        </div>
      </Columns>
    </Page>
  )
}
