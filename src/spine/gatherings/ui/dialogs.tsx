import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
import { showCode } from '#kit/text'
import { Button } from '#kit/ui/button.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { NumberField, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { LoadingState } from '#kit/ui/states.tsx'
import { customerRoutes } from '#spine/customers/routes.ts'
import { gatheringRoutes } from '../routes.ts'
import type { Session } from '../routes-parts.ts'
import { guestsFrom } from '../rules.ts'
import { gatheringUiWords } from './words.ts'

const gatherings = client(gatheringRoutes)
const customers = client(customerRoutes)

type Done = { readonly close: () => void; readonly done: (told: string) => Promise<void> }
type Picked = { readonly id: string; readonly name: string }

/** Finds customers one by one, for whoever may see them. */
function Finder({
  picked,
  pick,
}: {
  readonly picked: readonly Picked[]
  readonly pick: (it: Picked) => void
}): ReactNode {
  const said = useWords(gatheringUiWords)
  const [q, setQ] = useState('')
  const { data } = useLoad(['gatherings', 'customers', q], () =>
    q.trim().length < 2 ? Promise.resolve(undefined) : customers.list({ q }),
  )
  return (
    <div className="flex flex-col gap-2">
      <p>{said.search}</p>
      <SearchBox label={said.search} placeholder="" defaultValue="" onSearch={setQ} />
      <ul>
        {(data?.customers ?? []).slice(0, 5).map(one => (
          <li key={one.id} className="flex items-center justify-between gap-2 border-line border-t py-1">
            <span className="min-w-0 truncate">{`${one.name} · ${one.code}`}</span>
            {!picked.some(it => it.id === one.id) && (
              <Button
                size="small"
                onClick={() => pick({ id: one.id, name: one.name })}
                aria-label={`${said.pick}: ${one.name}`}
              >
                {said.pick}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {picked.length > 0 && (
        <p className="text-ink-2">{`${said.picked(picked.length)}: ${picked.map(it => it.name).join(', ')}`}</p>
      )}
    </div>
  )
}

export function InviteDialog({
  open,
  close,
  session,
  done,
}: Done & { readonly open: boolean; readonly session: string }): ReactNode {
  const said = useWords(gatheringUiWords)
  const [picked, setPicked] = useState<readonly Picked[]>([])
  return (
    <Dialog open={open} onClose={close} title={said.invite} wide={true}>
      <Form
        submit={said.send}
        onCancel={close}
        check={values =>
          picked.length + guestsFrom(values.list ?? '').length === 0
            ? [{ field: 'list', code: 'nobody', message: said.nobody }]
            : []
        }
        onSubmit={async values => {
          const chosen = picked.map(it => ({ name: it.name, party: { kind: 'customer' as const, id: it.id } }))
          const { invited, known } = await gatherings.invite({
            id: session,
            guests: [...chosen, ...guestsFrom(values.list ?? '')],
          })
          setPicked([])
          await done(said.invited(invited, known))
        }}
      >
        <TextArea name="list" label={said.paste} hint={said.pasteHint} rows={6} />
        <Finder picked={picked} pick={it => setPicked([...picked, it])} />
      </Form>
    </Dialog>
  )
}

function Codes({ session }: { readonly session: Session }): ReactNode {
  const { data } = useLoad(['gatherings', 'codes', session.id], () => gatherings.codes({ id: session.id }))
  if (!data) return <LoadingState />
  return (
    <ul>
      {data.codes.map(row => (
        <li key={row.id} className="flex flex-wrap justify-between gap-x-4 border-line border-t py-2">
          <span className="min-w-0">{row.guest}</span>
          <span className="tabular whitespace-nowrap font-semibold">{showCode(row.code)}</span>
        </li>
      ))}
    </ul>
  )
}

export function CodesDialog({
  open,
  close,
  session,
}: {
  readonly open: boolean
  readonly close: () => void
  readonly session: Session
}): ReactNode {
  const said = useWords(gatheringUiWords)
  return (
    <Dialog
      open={open}
      onClose={close}
      title={said.codes}
      wide={true}
      actions={<Button onClick={() => window.print()}>{said.print}</Button>}
    >
      <p className="mb-2 text-ink-2">{said.codesLead}</p>
      <Codes session={session} />
    </Dialog>
  )
}

const wholeOf = (text: string | undefined): number => Number((text ?? '').replace(/[.,\s]/g, '') || Number.NaN)

export function SeatsDialog({
  open,
  close,
  session,
  done,
}: Done & { readonly open: boolean; readonly session: Session }): ReactNode {
  const said = useWords(gatheringUiWords)
  return (
    <Dialog open={open} onClose={close} title={said.setSeats}>
      <Form
        submit={said.save}
        onCancel={close}
        onSubmit={async values => {
          const { moved } = await gatherings.seats({
            id: session.id,
            capacity: wholeOf(values.capacity),
            held: wholeOf(values.held),
          })
          await done(moved > 0 ? said.moved(moved) : said.saved)
        }}
      >
        <NumberField name="capacity" label={said.capacity} defaultValue={String(session.capacity)} />
        <NumberField name="held" label={said.heldBack} hint={said.heldHint} defaultValue={String(session.held)} />
      </Form>
    </Dialog>
  )
}

export function EnrolDialog(
  props: Done & {
    readonly invitation: { readonly id: string; readonly guest: string; readonly seats: number } | undefined
  },
): ReactNode {
  const said = useWords(gatheringUiWords)
  const { invitation, close, done } = props
  return (
    <Dialog open={invitation !== undefined} onClose={close} title={said.enrol}>
      <Form
        submit={said.enrol}
        onCancel={close}
        onSubmit={async values => {
          await gatherings.enrol({ id: invitation?.id ?? '', guest: values.guest ?? '' })
          await done(said.enrolled)
        }}
      >
        <TextField name="guest" label={said.enrolName} defaultValue={invitation?.seats === 1 ? invitation.guest : ''} />
      </Form>
    </Dialog>
  )
}
