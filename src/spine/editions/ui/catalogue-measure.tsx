import type { ReactNode } from 'react'
import { readVnd } from '#kit/money'
import { Checkbox } from '#kit/ui/choice.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { NumberField, Select, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { type UnitKey, unitName, units } from '#kit/units'
import type { SendsOf } from '#kit/wire'
import type { editionRoutes } from '../routes.ts'
import { gathers } from '../rules.ts'
import { editionWords } from '../words.ts'
import { editions } from './client.ts'
import type { Measure } from './edition-measures.tsx'
import { catalogueWords } from './words-catalogue.ts'

type Sent = SendsOf<typeof editionRoutes.putMeasure>

const text = (values: FormValues, name: string): string => (values[name] ?? '').trim()

/** An amount as it was typed; what is none is sent as it is, so that the server names the field. */
const vnd = (values: FormValues, name: string): number => Number(readVnd(text(values, name)) ?? Number.NaN)

function sentOf(values: FormValues, code: string): Sent {
  const priced = text(values, 'usual.low') !== '' || text(values, 'usual.high') !== ''
  return {
    code,
    activity: text(values, 'activity'),
    name: { vi: text(values, 'name.vi'), en: text(values, 'name.en') },
    unit: text(values, 'unit') as UnitKey,
    duty: text(values, 'duty') as Sent['duty'],
    gather: text(values, 'gather') as Sent['gather'],
    of: text(values, 'of') || null,
    usual: priced
      ? { low: vnd(values, 'usual.low'), high: vnd(values, 'usual.high'), says: text(values, 'usual.says') || null }
      : null,
    ended: values.ended !== undefined,
  }
}

/** One measure of the catalogue, new or changed. */
export function MeasureDialog(props: {
  readonly measure: Measure | undefined
  readonly catalogue: Awaited<ReturnType<typeof editions.catalogue>>
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(catalogueWords)
  const lang = useLang()
  const toast = useToast()
  const refresh = useRefresh()
  const { measure, onClose } = props
  return (
    <Dialog open={true} wide={true} onClose={onClose} title={measure ? words.editTitle(measure.name[lang]) : words.add}>
      <Form
        submit={words.save}
        onCancel={onClose}
        onSubmit={async values => {
          await editions.putMeasure(sentOf(values, measure?.code ?? text(values, 'code')))
          onClose()
          toast({ title: words.saved })
          await refresh('editions')
        }}
      >
        {!measure && <TextField name="code" label={words.code} hint={words.codeHint} />}
        <MeasureFields {...props} />
      </Form>
    </Dialog>
  )
}

function MeasureFields({ measure, catalogue }: Parameters<typeof MeasureDialog>[0]): ReactNode {
  const words = useWords(catalogueWords)
  const said = useWords(editionWords)
  const lang = useLang()
  const counted = catalogue.measures.filter(it => it.role === 'quantity' && it.code !== measure?.code)
  const keys = Object.keys(units) as UnitKey[]
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField name="name.vi" label={words.nameVi} defaultValue={measure?.name.vi} />
      <TextField name="name.en" label={words.nameEn} defaultValue={measure?.name.en} />
      <Select
        name="activity"
        label={words.activity}
        defaultValue={measure?.activity ?? ''}
        options={catalogue.activities.map(it => ({ value: it.code, label: it.name[lang] }))}
      />
      <Select
        name="unit"
        label={words.unit}
        defaultValue={measure?.unit ?? 'households'}
        options={keys.map(value => ({ value, label: unitName(value, lang) }))}
      />
      <Select
        name="duty"
        label={words.duty}
        defaultValue={measure?.duty ?? 'extra'}
        options={(['extra', 'statutory'] as const).map(value => ({ value, label: said.duties[value] }))}
      />
      <Select
        name="gather"
        label={words.gather}
        defaultValue={measure?.gather ?? 'sum'}
        options={gathers.map(value => ({ value, label: said.gathers[value] }))}
      />
      <Select
        name="of"
        label={words.of}
        empty={words.ofNone}
        defaultValue={measure?.of ?? ''}
        options={counted.map(it => ({ value: it.code, label: it.name[lang] }))}
      />
      <TextField
        name="usual.says"
        label={words.says}
        hint={words.saysHint}
        optional={true}
        defaultValue={measure?.usual?.says ?? ''}
      />
      <NumberField name="usual.low" label={words.low} unit="₫" optional={true} defaultValue={measure?.usual?.low} />
      <NumberField name="usual.high" label={words.high} unit="₫" optional={true} defaultValue={measure?.usual?.high} />
      <Checkbox name="ended" label={words.endedField} defaultChecked={measure?.ended ?? false} />
    </div>
  )
}
