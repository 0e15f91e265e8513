import { type ReactNode, useState } from 'react'
import { addDays, isoDay, momentOf, readTime } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { usePlace } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount, showQuantity } from '#kit/units'
import { screenWords } from '../words-screens.ts'
import { loadShift } from './client.ts'
import { useUnits } from './parts.tsx'

type Draft = { unitId: string; day: string; from: string; until: string }

/** A day and a time of Vietnam as the contract takes them; what cannot be read stays wrong, so that the server names it. */
function momentFrom(day: string, time: string): string {
  const read = readTime(time)
  return read && /^\d{4}-\d\d-\d\d$/.test(day) ? momentOf(day, read).toISOString() : time
}

const noticeHours = ['0', '2', '4', '24'] as const

/** Whom the event would call, how they would hear of it and in which words: before anybody is called. */
function Would({ draft }: { readonly draft: Draft }): ReactNode {
  const said = useWords(screenWords).form
  const lang = useLang()
  const [startsAt, endsAt] = [momentFrom(draft.day, draft.from), momentFrom(draft.day, draft.until)]
  const timed = startsAt.includes('T') && endsAt.includes('T') ? { startsAt, endsAt } : {}
  const asked = { unitId: draft.unitId, ...timed }
  const { data } = useLoad(['load-shift', 'would', asked], async () =>
    draft.unitId ? loadShift.wouldCall(asked) : undefined,
  )
  if (!data) return null
  const count = (many: number): string => showCount(many, lang)
  return (
    <Alert
      tone={data.busy > 0 ? 'warn' : 'info'}
      title={said.would(count(data.agreements), showQuantity(data.kw, 'kW', lang))}
    >
      <p>{said.how(count(data.channels.sms), count(data.channels.email), count(data.channels.call))}</p>
      {data.busy > 0 && <p>{said.busy(count(data.busy))}</p>}
      <details className="mt-1">
        <summary className="text-accent">{said.says}</summary>
        <p className="mt-1">{data.says}</p>
      </details>
    </Alert>
  )
}

async function send(values: FormValues): Promise<{ id: string; called: number }> {
  const startsAt = momentFrom(values.day ?? '', values.from ?? '')
  const before = Number(values.notice ?? '0')
  const at = new Date(new Date(startsAt).getTime() - before * 3_600_000)
  return loadShift.call({
    unitId: values.unitId ?? '',
    number: values.number ?? '',
    startsAt,
    endsAt: momentFrom(values.day ?? '', values.until ?? ''),
    ...(before > 0 && !Number.isNaN(at.getTime()) ? { noticedAt: at.toISOString() } : {}),
    reason: values.reason ?? '',
  })
}

/** A new event in few fields; how many it would call is told while it is being written. */
export function CallDialog({ open, close }: { readonly open: boolean; readonly close: () => void }): ReactNode {
  const said = useWords(screenWords)
  const toast = useToast()
  const refresh = useRefresh()
  const lang = useLang()
  const { go } = usePlace()
  const units = useUnits()
  const tomorrow = addDays(isoDay(new Date()), 1)
  const [draft, setDraft] = useState<Draft>({ unitId: '', day: tomorrow, from: '13:30', until: '16:30' })
  const shown = { ...draft, unitId: draft.unitId || (units[0]?.value ?? '') }
  const set = (key: keyof Draft) => (value: string) => setDraft(before => ({ ...before, [key]: value }))
  const notices = noticeHours.map(value => ({
    value,
    label: value === '0' ? said.form.noticeNow : said.form.noticeBefore(value),
  }))
  return (
    <Dialog open={open} onClose={close} title={said.events.add} wide={true}>
      <Form
        submit={said.form.submit}
        onCancel={close}
        onSubmit={async values => {
          const { id, called } = await send(values)
          await refresh('load-shift')
          toast({ title: said.form.done(showCount(called, lang)), tone: 'ok' })
          go(`/load-shift/events/${id}`)
        }}
      >
        <Select name="unitId" label={said.form.unit} options={units} value={shown.unitId} onChange={set('unitId')} />
        <div className="grid gap-3 sm:grid-cols-3">
          <DateField
            name="day"
            label={said.form.day}
            defaultValue={draft.day}
            onChange={day => set('day')(day ?? '')}
          />
          <TextField
            name="from"
            label={said.form.from}
            hint={said.form.hour}
            defaultValue={draft.from}
            inputMode="numeric"
            onChange={event => set('from')(event.currentTarget.value)}
          />
          <TextField
            name="until"
            label={said.form.until}
            hint={said.form.hour}
            defaultValue={draft.until}
            inputMode="numeric"
            onChange={event => set('until')(event.currentTarget.value)}
          />
        </div>
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField name="number" label={said.form.number} maxLength={40} />
          <Select name="notice" label={said.form.notice} options={notices} defaultValue="0" />
        </div>
        <TextField name="reason" label={said.form.reason} hint={said.form.reasonHint} maxLength={300} />
        <Would draft={shown} />
      </Form>
    </Dialog>
  )
}
