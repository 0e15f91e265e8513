import { type ReactNode, useState } from 'react'
import { addDays, isoDay, momentOf } from '#kit/time'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { showCount } from '#kit/units'
import type { SendsOf } from '#kit/wire'
import type { Template } from '../routes-templates.ts'
import type { waveRoutes } from '../routes-waves.ts'
import { channelsOf, type Ladder, ladders } from '../rules.ts'
import { messaging } from './client.ts'
import { UnitField, useDone } from './parts.tsx'
import { messagingUiWords } from './words.ts'

type Sends = SendsOf<typeof waveRoutes.planWave>
type Kind = NonNullable<Sends['kind']>

/** How many a choice would reach, counted as it is made. */
function Reach({
  unitId,
  audience,
  kind,
}: {
  readonly unitId: string
  readonly audience: string
  readonly kind: string
}): ReactNode {
  const said = useWords(messagingUiWords)
  const lang = useLang()
  const asked = { unitId, audience, ...(kind ? { kind: kind as Kind } : {}) }
  const { data } = useLoad(['messaging', 'preview', asked], () => messaging.preview(asked))
  return (
    <p role="status" className="font-semibold">
      {data ? said.reach(showCount(data.people, lang), showCount(data.withNumber, lang)) : said.counting}
    </p>
  )
}

/** A day as it is typed, from its first moment; what is no day stays wrong, so that the server names it. */
const moment = (day: string, later = 0): string => {
  try {
    return momentOf(addDays(day, later)).toISOString()
  } catch {
    return day
  }
}

/** The fields of a wave as the contract takes them. */
export function waveOf(values: FormValues): Sends {
  const kind = values.kind as Kind | ''
  return {
    unitId: values.unitId ?? '',
    title: values.title ?? '',
    templateId: values.templateId ?? '',
    ladder: (values.ladder ?? 'sms') as Ladder,
    audience: values.audience ?? '',
    ...(kind ? { kind } : {}),
    sendsFrom: moment(values.from ?? ''),
    sendsUntil: moment(values.until ?? '', 1),
  }
}

/** Who, what, how and when: the same for any wave, also one of an activity. */
export function WaveFields(): ReactNode {
  const said = useWords(messagingUiWords)
  const says = useSaid()
  const [unitId, setUnitId] = useState('')
  const [audience, setAudience] = useState('customers')
  const [kind, setKind] = useState('')
  const [template, setTemplate] = useState<Template>()
  const { data } = useLoad(['messaging', 'approved'], () => messaging.templates({ state: 'approved' }))
  const { data: groups } = useLoad(['messaging', 'audiences'], () => messaging.audiences({}))
  const texts = data?.templates ?? []
  const audiences = (groups?.audiences ?? []).map(one => ({ value: one.name, label: says(one.says) }))
  const narrows = groups?.audiences.find(one => one.name === audience)?.narrows
  const ways = ladders.filter(one => !template || channelsOf(one).every(channel => template[channel]))
  const today = isoDay(new Date())
  return (
    <>
      <TextField name="title" label={said.fields.title} />
      <UnitField value={unitId} onChange={setUnitId} />
      <Select
        name="templateId"
        label={said.fields.template}
        hint={data && texts.length === 0 ? said.noTemplate : undefined}
        options={texts.map(one => ({ value: one.id, label: one.name }))}
        empty=""
        value={template?.id ?? ''}
        onChange={id => setTemplate(texts.find(one => one.id === id))}
      />
      <Select
        name="ladder"
        label={said.fields.ladder}
        options={ways.map(value => ({ value, label: said.ladders[value] }))}
      />
      <Select
        name="audience"
        label={said.fields.audience}
        options={audiences}
        value={audience}
        onChange={setAudience}
      />
      {narrows && (
        <Select
          name="kind"
          label={said.fields.kind}
          options={Object.entries(said.kinds).map(([value, label]) => ({ value, label }))}
          empty={said.all}
          value={kind}
          onChange={setKind}
          optional={true}
        />
      )}
      {unitId && <Reach unitId={unitId} audience={audience} kind={narrows ? kind : ''} />}
      <DateField name="from" label={said.fields.from} defaultValue={today} />
      <DateField name="until" label={said.fields.until} hint={said.fields.untilHint} defaultValue={addDays(today, 7)} />
    </>
  )
}

export function NewWave({ open, close }: { readonly open: boolean; readonly close: () => void }): ReactNode {
  const said = useWords(messagingUiWords)
  const done = useDone()
  const { go } = usePlace()
  return (
    <Dialog open={open} onClose={close} title={said.newWave}>
      <Form
        submit={said.plan}
        onCancel={close}
        onSubmit={async values => {
          const { id } = await messaging.planWave(waveOf(values))
          await done()
          go(`/messages/waves/${id}`)
        }}
      >
        <WaveFields />
      </Form>
    </Dialog>
  )
}
