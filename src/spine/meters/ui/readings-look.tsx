import { type ReactNode, useState } from 'react'
import { showDay } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { NumberField, Select } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { readNumber, showCount, showQuantity } from '#kit/units'
import { UnitField } from '#spine/org/ui/unit-field.tsx'
import { readingUnits } from '../rules-layout.ts'
import { type Load, type Look, readings } from './readings-client.ts'
import { loadUiWords } from './readings-load-words.ts'

type Settings = Look['settings']
const signs = { kwh: 'kWh', kw: 'kW', wh: 'Wh', mwh: 'MWh' } as const
const zones = {
  asWritten: '',
  vietnam: 'Asia/Ho_Chi_Minh',
  london: 'Europe/London',
  zurich: 'Europe/Zurich',
  sydney: 'Australia/Sydney',
} as const

/** What a file holds as it would be read, and the ways in which it can be read. */
export function LookAt({ of }: { readonly of: Load }): ReactNode {
  const words = useWords(loadUiWords)
  const refresh = useRefresh()
  const [asked, setAsked] = useState<Partial<Settings>>(of.settings ?? {})
  const { data, error, retry } = useLoad(['meters', 'look', of.id, asked], signal =>
    readings.look({ id: of.id, ...asked }, { signal }),
  )
  if (error) return <ErrorState error={error} retry={retry} />
  if (!data) return <LoadingState />
  const take = async (): Promise<void> => {
    await readings.take({ id: of.id, ...data.settings })
    await refresh('meters')
  }
  return (
    <>
      <Card title={words.preview}>
        <div className="flex flex-col gap-3">
          <Facts of={data} />
          <Rows of={data} />
          <Reading of={data} onAsk={setAsked} />
        </div>
      </Card>
      <Strangers of={of} look={data} onEntered={retry} />
      {data.known > 0 && (
        <div>
          <Button kind="primary" onClick={() => void take()}>
            {words.take}
          </Button>
        </div>
      )}
    </>
  )
}

function Facts({ of }: { readonly of: Look }): ReactNode {
  const words = useWords(loadUiWords)
  const lang = useLang()
  const faults = Object.values(of.faults).reduce((sum, many) => sum + many, 0)
  return (
    <>
      <p className="font-semibold">
        {words.facts(words.layouts[of.layout], of.minutes, showCount(of.readings, lang))}
        {of.firstDay && of.lastDay && ` · ${words.range(showDay(of.firstDay, lang), showDay(of.lastDay, lang))}`}
      </p>
      {of.kwhADay !== null && <p>{words.daily(showQuantity(Math.round(of.kwhADay * 10) / 10, 'kWh', lang))}</p>}
      {of.sampled && <p className="text-ink-2">{words.sampled}</p>}
      {faults > 0 && (
        <Alert tone="warn" title={words.faultsFound(showCount(faults, lang))}>
          {Object.entries(of.faults)
            .map(([fault, many]) => `${words.kinds[fault as keyof typeof words.kinds]}: ${showCount(many, lang)}`)
            .join(' · ')}
        </Alert>
      )}
    </>
  )
}

function Rows({ of }: { readonly of: Look }): ReactNode {
  const words = useWords(loadUiWords)
  return (
    <section aria-label={words.firstRows} className="overflow-x-auto rounded-control border border-line">
      <table className="w-full border-collapse text-table">
        <caption className="aural">{words.firstRows}</caption>
        <thead>
          <tr className="bg-mute-soft text-left">
            {of.headings.map(heading => (
              <th key={heading} scope="col" className="whitespace-nowrap px-3 py-2 font-semibold">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.rows.map((row, no) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name than their place
            <tr key={no} className="border-line border-t">
              {row.map((cell, at) => (
                <td key={of.headings[at]} className="tabular max-w-64 truncate whitespace-nowrap px-3 py-1.5">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** How the file is read: unit, multiplier, clock; looked at again before it is taken. */
function Reading({ of, onAsk }: { readonly of: Look; readonly onAsk: (asked: Settings) => void }): ReactNode {
  const words = useWords(loadUiWords)
  const { settings } = of
  const [unit, setUnit] = useState<string>(settings.unit)
  const [zone, setZone] = useState(settings.zone ?? '')
  const [ofPoint, setOfPoint] = useState(settings.times === 'point')
  const submit = async (values: FormValues): Promise<void> =>
    onAsk({
      unit: readingUnits.find(one => one === unit) ?? 'kwh',
      times: ofPoint ? 'point' : (readNumber(values.times ?? '1') ?? 1),
      zone: zone || null,
    })
  return (
    <Form submit={words.again} onSubmit={submit}>
      <div className="grid gap-3 sm:grid-cols-3">
        <Select
          name="unit"
          label={words.measure}
          hint={of.unitSaid ? words.measureSaid(signs[of.unitSaid]) : words.measureNotSaid}
          options={readingUnits.map(value => ({ value, label: { ...words.units, wh: 'Wh', mwh: 'MWh' }[value] }))}
          value={unit}
          onChange={setUnit}
        />
        <Select
          name="zone"
          label={words.zone}
          hint={words.zoneHint}
          options={Object.entries(zones).map(([key, value]) => ({
            value,
            label: words.zones[key as keyof typeof zones],
          }))}
          value={zone}
          onChange={setZone}
        />
        <NumberField
          name="times"
          label={words.times}
          hint={words.timesHint}
          defaultValue={ofPoint ? '1' : String(settings.times)}
        />
      </div>
      <Checkbox name="ofPoint" label={words.ofPoint} checked={ofPoint} onChange={setOfPoint} />
    </Form>
  )
}

/** Who in the file is nobody's, and the one act that makes large customers of them. */
export function Strangers(props: {
  readonly of: Load
  readonly look: Pick<Look, 'known' | 'strangers'>
  readonly onEntered: () => void
}): ReactNode {
  const { of, look, onEntered } = props
  const words = useWords(loadUiWords)
  const lang = useLang()
  const enters = usePermission('meters.enter')
  const [done, setDone] = useState<{ entered: number; taken: readonly string[] }>()
  const { unknown, elsewhere, several, no_point } = look.strangers
  const enter = async (values: FormValues): Promise<void> => {
    setDone(await readings.enter({ id: of.id, unitId: values.unitId || of.unitId }))
    onEntered()
  }
  return (
    <Card title={words.known(showCount(look.known, lang))}>
      <div className="flex flex-col gap-3">
        {done && (
          <Alert
            tone={done.taken.length > 0 ? 'warn' : 'ok'}
            role="status"
            title={words.entered(showCount(done.entered, lang))}
          >
            {done.taken.length > 0 && words.enteredNot(done.taken.slice(0, 10).join(', '))}
          </Alert>
        )}
        {unknown > 0 && (
          <>
            <Alert tone="warn" title={words.unknown(showCount(unknown, lang))}>
              {words.unknownMore}
            </Alert>
            {enters && (
              <Form submit={words.enter(showCount(unknown, lang))} onSubmit={enter}>
                <UnitField name="unitId" label={words.enterUnit} hint={of.unit} optional={true} />
              </Form>
            )}
          </>
        )}
        {elsewhere + several + no_point > 0 && (
          <p>{words.others(showCount(elsewhere, lang), showCount(several, lang), showCount(no_point, lang))}</p>
        )}
      </div>
    </Card>
  )
}
