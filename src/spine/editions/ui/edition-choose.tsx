import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { NumberField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useParam, usePlace } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState, ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { readNumber, unitName } from '#kit/units'
import { orgWords } from '#spine/org/words.ts'
import type { EditionPage } from '../routes.ts'
import { blocks } from '../rules.ts'
import { editionWords } from '../words.ts'
import { editions } from './client.ts'
import { type Measure, useActivityName } from './edition-measures.tsx'
import { editionUiWords } from './words-editions.ts'

/** Which measures of the catalogue an edition plans, which of them by month, and the least a company must do. */
export function ChooseMeasuresScreen(): ReactNode {
  const words = useWords(editionUiWords)
  const id = useParam('id')
  const edition = useLoad(['editions', 'one', id], () => editions.one({ id }))
  const catalogue = useLoad(['editions', 'catalogue'], () => editions.catalogue({}))
  const failed = edition.error ?? catalogue.error
  return (
    <Page title={words.chooseMeasures} state={edition.data && String(edition.data.year)}>
      {edition.data?.edits === false ? (
        <Card>
          <EmptyState why={words.onlyGroup} />
        </Card>
      ) : edition.data && catalogue.data ? (
        <Choices edition={edition.data} catalogue={catalogue.data} />
      ) : failed === undefined ? (
        <LoadingState />
      ) : (
        <ErrorState error={failed} retry={edition.retry} />
      )}
    </Page>
  )
}

function chosenOf(values: FormValues, measures: readonly Measure[], edition: EditionPage) {
  const kept = edition.least.filter(it => it.kind !== 'company' && values[`on-${it.measure}`])
  return {
    measures: measures
      .filter(it => values[`on-${it.code}`])
      .map(it => ({ measure: it.code, byMonth: values[`month-${it.code}`] !== undefined })),
    least: [
      ...kept,
      ...measures.flatMap(it => {
        const least = readNumber(values[`least-${it.code}`] ?? '')
        return values[`on-${it.code}`] && least ? [{ measure: it.code, kind: 'company' as const, least }] : []
      }),
    ],
  }
}

function Choices(props: {
  readonly edition: EditionPage
  readonly catalogue: Awaited<ReturnType<typeof editions.catalogue>>
}): ReactNode {
  const words = useWords(editionUiWords)
  const said = useWords(editionWords)
  const lang = useLang()
  const toast = useToast()
  const refresh = useRefresh()
  const { go } = usePlace()
  const { edition, catalogue } = props
  const activityName = useActivityName(catalogue.activities, lang)
  const measures = catalogue.measures.filter(it => !it.ended || edition.measures.some(one => one.measure === it.code))
  const blockOf = new Map(catalogue.activities.map(it => [it.code, it.block]))
  return (
    <Form
      submit={words.save}
      onCancel={() => go(`/editions/${edition.id}`)}
      onSubmit={async values => {
        await editions.measures({ id: edition.id, ...chosenOf(values, measures, edition) })
        toast({ title: words.saved })
        await refresh('editions')
        go(`/editions/${edition.id}`)
      }}
    >
      {blocks.map(block => {
        const groups = [...Map.groupBy(measures, it => it.activity)].filter(([code]) => blockOf.get(code) === block)
        return groups.length === 0 ? null : (
          <Card key={block} title={said.blocks[block]}>
            {groups.map(([code, rows]) => (
              <fieldset key={code} className="mb-4 last:mb-0">
                <legend className="font-semibold text-body">{activityName(code)}</legend>
                {rows.map(it => (
                  <Choice key={it.code} measure={it} edition={edition} />
                ))}
              </fieldset>
            ))}
          </Card>
        )
      })}
    </Form>
  )
}

function Choice({ measure, edition }: { readonly measure: Measure; readonly edition: EditionPage }): ReactNode {
  const words = useWords(editionUiWords)
  const said = useWords(editionWords)
  const { kinds } = useWords(orgWords)
  const lang = useLang()
  const chosen = edition.measures.find(it => it.measure === measure.code)
  const least = edition.least.find(it => it.measure === measure.code && it.kind === 'company')?.least
  return (
    <div className="grid items-center gap-x-4 border-line border-b py-1 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_8rem_16rem]">
      <Checkbox
        name={`on-${measure.code}`}
        label={measure.name[lang]}
        hint={`${unitName(measure.unit, lang)} · ${said.duties[measure.duty]}`}
        defaultChecked={chosen !== undefined}
      />
      <Checkbox name={`month-${measure.code}`} label={words.byMonth} defaultChecked={chosen?.byMonth ?? false} />
      {measure.role === 'quantity' && measure.gather === 'sum' && (
        <NumberField
          name={`least-${measure.code}`}
          label={words.leastFor(words.least, kinds.company.toLocaleLowerCase('vi'))}
          defaultValue={least === undefined ? '' : String(least)}
          className="max-w-24"
        />
      )}
    </div>
  )
}
