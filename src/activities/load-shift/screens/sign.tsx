import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
import { isoDay } from '#kit/time'
import { Checkbox } from '#kit/ui/choice.tsx'
import { Combobox } from '#kit/ui/combobox.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { NumberField, Select, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { usePlace } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { readNumber, showCount } from '#kit/units'
import { customerRoutes } from '#spine/customers/routes.ts'
import { type NoticeChannel, noticeChannels } from '../rules.ts'
import { screenWords } from '../words-screens.ts'
import { loadShift } from './client.ts'

const customers = client(customerRoutes)

async function find(text: string) {
  if (text.trim().length < 2) return []
  const { customers: found } = await customers.list({ q: text.trim() })
  return found.slice(0, 20).map(one => ({ value: one.id, label: `${one.name} · ${one.code}`, hint: one.unit.name }))
}

/** The customer codes whose meters are added up: all of the enterprise, unless one is left out. */
function Members({ customerId }: { readonly customerId: string }): ReactNode {
  const said = useWords(screenWords)
  const lang = useLang()
  const { data } = useLoad(['load-shift', 'party', customerId], () => loadShift.party({ customerId }))
  if (!data) return null
  return (
    <fieldset className="rounded-control border border-line px-3 py-2">
      <legend className="px-1 text-body">{data.enterprise?.name ?? said.sign.members}</legend>
      <div className="max-h-48 overflow-auto">
        {data.customers.map(one => (
          <Checkbox
            key={one.id}
            name={`member-${one.id}`}
            value={one.id}
            label={`${one.code} · ${one.name}`}
            hint={one.taken ? said.sign.taken : said.agreement.points(showCount(one.points, lang))}
            defaultChecked={!one.taken}
          />
        ))}
      </div>
    </fieldset>
  )
}

const signingOf = (values: FormValues) => ({
  customerIds: Object.entries(values).flatMap(([name, value]) => (name.startsWith('member-') ? [value] : [])),
  number: values.number ?? '',
  trade: values.trade ?? '',
  signedOn: values.signedOn ?? '',
  registeredKw: readNumber(values.registeredKw ?? '') ?? Number.NaN,
  standby: values.standby === 'yes',
  channel: (values.channel ?? 'sms') as NoticeChannel,
  contactName: values.contactName ?? '',
  contact: values.contact ?? '',
})

/** A new agreement: one search chooses the enterprise with all its codes. */
export function SignDialog({ open, close }: { readonly open: boolean; readonly close: () => void }): ReactNode {
  const words = useWords(screenWords)
  const [said, fields] = [words.sign, words.register]
  const toast = useToast()
  const refresh = useRefresh()
  const { go } = usePlace()
  const [customerId, setCustomerId] = useState<string>()
  const channels = noticeChannels.map(value => ({ value, label: fields.channels[value] }))
  return (
    <Dialog open={open} onClose={close} title={fields.add} wide={true}>
      <Form
        submit={said.submit}
        onCancel={close}
        check={values =>
          signingOf(values).customerIds.length > 0 ? [] : [{ field: 'customer', code: 'choose', message: said.choose }]
        }
        onSubmit={async values => {
          const { id } = await loadShift.sign(signingOf(values))
          await refresh('load-shift')
          toast({ title: said.done, tone: 'ok' })
          go(`/load-shift/register/${id}`)
        }}
      >
        <Combobox
          name="customer"
          label={said.find}
          hint={said.findHint}
          find={find}
          onChange={option => setCustomerId(option?.value)}
        />
        {customerId && <Members customerId={customerId} />}
        <div className="grid gap-3 sm:grid-cols-3">
          <TextField name="number" label={fields.number} maxLength={40} />
          <DateField name="signedOn" label={fields.signed} defaultValue={isoDay(new Date())} />
          <TextField name="trade" label={said.trade} optional={true} maxLength={80} />
        </div>
        <NumberField name="registeredKw" label={fields.registered} unit="kW" />
        <Checkbox name="standby" label={fields.hasGenerator} />
        <div className="grid gap-3 sm:grid-cols-3">
          <Select name="channel" label={fields.channel} options={channels} defaultValue="sms" />
          <TextField name="contactName" label={said.contactName} maxLength={120} />
          <TextField name="contact" label={said.contactValue} maxLength={120} />
        </div>
      </Form>
    </Dialog>
  )
}
