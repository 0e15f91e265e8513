import { type ReactNode, useState } from 'react'
import { isoDay } from '#kit/time'
import { DateField } from '#kit/ui/date-field.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { FileField } from '#kit/ui/files.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { NumberField, Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { type GivesOf, uuidv7 } from '#kit/wire'
import { WaveFields, waveOf } from '#spine/messaging/ui/new-wave.tsx'
import type { routes } from '../routes.ts'
import { materialKinds, organisations, talkKinds } from '../rules.ts'
import { words } from '../words.ts'
import { CampaignFields, countOf, keepPhoto, outreach, textsOf, useDone } from './parts.tsx'

export type Full = GivesOf<typeof routes.campaign>
export type Act = 'approve' | 'sendBack' | 'revise' | 'end' | 'talk' | 'relay' | 'relayReport' | 'material' | 'wave'
type Props = { readonly it: Full; readonly act: Act; readonly relay: string | undefined; readonly close: () => void }

const listed = <K extends string>(values: readonly K[], labels: Readonly<Record<K, string>>) =>
  values.map(value => ({ value, label: labels[value] }))

/** The fields of each act, and what its form sends. */
function useActs({ it, relay }: Props, file: File | undefined, onFile: (file: File | undefined) => void) {
  const said = useWords(words)
  const { fields } = said
  const { id, unitId } = it
  const photo = () => keepPhoto(unitId, id, file)
  const today = isoDay(new Date())
  // One key a form: whoever presses twice records once.
  const [key] = useState(uuidv7)
  const picture = <FileField name="photoId" label={fields.photo} accept="image/*" optional={true} onChange={onFile} />
  const kept = async (values: FormValues) => {
    const photoId = await photo()
    return { people: countOf(values.people), ...(photoId ? { photoId } : {}) }
  }
  return {
    sendBack: {
      title: said.sendBack,
      body: <TextArea name="reason" label={fields.reason} />,
      send: (values: FormValues) => outreach.sendBack({ id, reason: values.reason ?? '' }),
    },
    revise: {
      title: said.revise,
      body: <CampaignFields campaign={it} />,
      send: (values: FormValues) => outreach.revise({ id, ...textsOf(values) }),
    },
    talk: {
      title: said.addTalk,
      body: (
        <>
          <Select name="kind" label={fields.kind} options={listed(talkKinds, said.talkKinds)} />
          <TextField name="place" label={fields.place} />
          <DateField name="heldOn" label={fields.heldOn} defaultValue={today} />
          <NumberField name="people" label={fields.people} inputMode="numeric" />
          {picture}
        </>
      ),
      send: async (values: FormValues) =>
        outreach.talk(
          {
            id,
            kind: (values.kind ?? 'school') as (typeof talkKinds)[number],
            place: values.place ?? '',
            heldOn: values.heldOn ?? '',
            ...(await kept(values)),
          },
          { key },
        ),
    },
    relay: {
      title: said.addRelay,
      body: (
        <>
          <Select name="organisation" label={fields.organisation} options={listed(organisations, said.organisations)} />
          <TextField name="place" label={fields.place} />
          <NumberField name="handed" label={fields.handed} inputMode="numeric" />
          <DateField name="handedOn" label={fields.heldOn} defaultValue={today} />
        </>
      ),
      send: (values: FormValues) =>
        outreach.relay({
          id,
          organisation: (values.organisation ?? 'women') as (typeof organisations)[number],
          place: values.place ?? '',
          handed: countOf(values.handed),
          handedOn: values.handedOn ?? '',
        }),
    },
    relayReport: {
      title: said.report,
      body: (
        <>
          <NumberField name="people" label={fields.people} inputMode="numeric" />
          {picture}
        </>
      ),
      send: async (values: FormValues) => outreach.relayReport({ id: relay ?? '', ...(await kept(values)) }, { key }),
    },
    material: {
      title: said.addMaterial,
      body: (
        <>
          <TextField name="title" label={fields.title} />
          <Select name="kind" label={fields.kind} options={listed(materialKinds, said.materialKinds)} />
          <FileField name="fileId" label={fields.file} accept="image/*" onChange={onFile} />
        </>
      ),
      send: async (values: FormValues) =>
        outreach.addMaterial({
          id,
          title: values.title ?? '',
          kind: (values.kind ?? 'leaflet') as (typeof materialKinds)[number],
          fileId: (await photo()) ?? '',
        }),
    },
    wave: {
      title: said.addWave,
      body: <WaveFields />,
      send: (values: FormValues) => outreach.planWave({ id, ...waveOf(values) }),
    },
  }
}

/** The one dialog that is open: a question, or the form of an act. */
export function Dialogs(props: Props): ReactNode {
  const { it, act, close } = props
  const said = useWords(words)
  const done = useDone()
  const [file, setFile] = useState<File>()
  const acts = useActs(props, file, setFile)
  const after = async (does: Promise<unknown>): Promise<void> => {
    await does
    close()
    await done()
  }
  if (act === 'approve' || act === 'end')
    return (
      <ConfirmDialog
        open={true}
        onClose={close}
        title={said[act]}
        act={said[act]}
        onConfirm={() => after(outreach[act]({ id: it.id }))}
      >
        {it.title}
      </ConfirmDialog>
    )
  const { title, body, send } = acts[act]
  return (
    <Dialog open={true} onClose={close} title={title}>
      <Form
        submit={act === 'revise' || act === 'sendBack' ? title : said.save}
        onCancel={close}
        onSubmit={values => after(send(values))}
      >
        {body}
      </Form>
    </Dialog>
  )
}
