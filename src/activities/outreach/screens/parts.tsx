import type { ReactNode } from 'react'
import { client } from '#kit/client'
import { Status, type StatusKind } from '#kit/ui/chip.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import type { FormValues } from '#kit/ui/form.tsx'
import { Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { shrinkPhoto } from '#kit/ui/photo.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { type SendsOf, uuidv7 } from '#kit/wire'
import { routes as evidenceRoutes } from '#spine/evidence/routes.ts'
import { type Campaign, routes } from '../routes.ts'
import { type CampaignState, topics } from '../rules.ts'
import { words } from '../words.ts'

export const outreach = client(routes)
const evidence = client(evidenceRoutes)

const kinds: Readonly<Record<CampaignState, StatusKind>> = {
  waiting: 'waiting',
  sent_back: 'returned',
  approved: 'approved',
  ended: 'draft',
}
export function CampaignStatus({ state }: { readonly state: CampaignState }): ReactNode {
  return <Status kind={kinds[state]}>{useWords(words).states[state]}</Status>
}

type Texts = Omit<SendsOf<typeof routes.add>, 'unitId'>

/** The fields of a campaign as the contract takes them. */
export const textsOf = (values: FormValues): Texts => ({
  topic: (values.topic ?? 'safe') as Texts['topic'],
  title: values.title ?? '',
  body: values.body ?? '',
  from: values.from ?? '',
  until: values.until ?? '',
})

export function CampaignFields({ campaign }: { readonly campaign?: Campaign }): ReactNode {
  const said = useWords(words)
  const { fields } = said
  return (
    <>
      <Select
        name="topic"
        label={fields.topic}
        options={topics.map(value => ({ value, label: said.topics[value] }))}
        defaultValue={campaign?.topic ?? 'safe'}
      />
      <TextField name="title" label={fields.title} defaultValue={campaign?.title ?? ''} />
      <TextArea name="body" label={fields.body} hint={said.public} defaultValue={campaign?.body ?? ''} />
      <DateField name="from" label={fields.from} {...(campaign ? { defaultValue: campaign.from } : {})} />
      <DateField name="until" label={fields.until} {...(campaign ? { defaultValue: campaign.until } : {})} />
    </>
  )
}

/** Keeps a picture as evidence of a campaign; answers its id, or nothing when none was chosen. */
export async function keepPhoto(unitId: string, record: string, file: File | undefined): Promise<string | undefined> {
  if (!file) return undefined
  const { id } = await evidence.keep(
    { unitId, record, kind: 'photo', bytes: await shrinkPhoto(file) },
    { key: uuidv7() },
  )
  return id
}

/** A count as it is typed; what is none stays wrong, so that the server names it. */
export const countOf = (text: string | undefined): number => Number((text ?? '').replace(/[.,\s]/g, '') || Number.NaN)

/** After an act: what is shown is read again, and the act is told. */
export function useDone(): (told?: string) => Promise<void> {
  const said = useWords(words)
  const [toast, refresh] = [useToast(), useRefresh()]
  return async told => {
    await refresh('outreach')
    toast({ title: told ?? said.done, tone: 'ok' })
  }
}
