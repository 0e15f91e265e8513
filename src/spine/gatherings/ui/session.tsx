import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useParam } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import { gatheringRoutes } from '../routes.ts'
import { Conflicts } from './conflicts.tsx'
import { CodesDialog, EnrolDialog, InviteDialog, SeatsDialog } from './dialogs.tsx'
import { gatheringUiWords } from './words.ts'

const gatherings = client(gatheringRoutes)
type Full = GivesOf<typeof gatheringRoutes.session>
type Guest = Full['registrations'][number]
type Invitation = Full['invitations'][number]

function Figures({ it }: { readonly it: Full['session'] }): ReactNode {
  const said = useWords(gatheringUiWords)
  const lang = useLang()
  const count = (of: number): string => showCount(of, lang)
  return (
    <FigureRow label={said.title}>
      <Figure
        label={said.taken}
        value={count(it.confirmed)}
        compare={said.of(count(it.confirmed + it.held + it.leased), count(it.capacity))}
      />
      <Figure label={said.held} value={count(it.held + it.leased)} />
      <Figure label={said.waiting} value={count(it.waiting)} />
      <Figure label={said.came} value={count(it.present)} unit={said.people} />
    </FigureRow>
  )
}

const guestTone = { confirmed: 'ok', waiting: 'warn', cancelled: 'mute', over: 'warn' } as const

function Guests({
  guests,
  cancel,
}: {
  readonly guests: readonly Guest[]
  readonly cancel?: (id: string) => void
}): ReactNode {
  const said = useWords(gatheringUiWords)
  const columns: readonly Column<Guest>[] = [
    { key: 'guest', head: said.guest, cell: row => row.guest, second: row => row.invitedAs },
    { key: 'no', head: said.no, figure: true, from: 'sm', cell: row => row.no },
    {
      key: 'state',
      head: said.state,
      cell: row => (
        <Chip tone={row.present && row.state !== 'over' ? 'ok' : guestTone[row.state]}>
          {row.present && row.state !== 'over' ? said.present : said.states[row.state]}
        </Chip>
      ),
    },
    ...(cancel
      ? [
          {
            key: 'act',
            head: <span className="aural">{said.cancel}</span>,
            from: 'sm' as const,
            cell: (row: Guest) =>
              !row.present && (row.state === 'confirmed' || row.state === 'waiting') ? (
                <Button size="small" onClick={() => cancel(row.id)} aria-label={`${said.cancel}: ${row.guest}`}>
                  {said.cancel}
                </Button>
              ) : (
                ' '
              ),
          },
        ]
      : []),
  ]
  return (
    <Card title={said.guests} flush={true}>
      <Table
        caption={said.guests}
        columns={columns}
        rows={guests}
        rowKey={row => row.id}
        empty={<p className="px-4 pb-4 text-ink-2">{said.guestsNone}</p>}
      />
    </Card>
  )
}

function Invitations({
  rows,
  enrol,
}: {
  readonly rows: readonly Invitation[]
  readonly enrol?: (invitation: Invitation) => void
}): ReactNode {
  const said = useWords(gatheringUiWords)
  const answer = (row: Invitation): string => {
    if (row.withdrawn) return said.answers.withdrawn
    if (row.declined) return said.answers.declined
    return row.used === 0 ? said.answers.silent : said.registered(row.used, row.seats)
  }
  return (
    <Card title={said.invitations} flush={true}>
      {rows.length === 0 && <p className="px-4 pb-4 text-ink-2">{said.invitationsNone}</p>}
      <ul>
        {rows.map(row => (
          <li key={row.id} className="flex flex-wrap items-center justify-between gap-2 border-line border-t px-4 py-2">
            <span className="min-w-0">
              <span className="block">{row.guest}</span>
              <span className="block text-ink-3 text-label">{answer(row)}</span>
            </span>
            {enrol && !row.withdrawn && row.used < row.seats && (
              <Button size="small" onClick={() => enrol(row)} aria-label={`${said.enrol}: ${row.guest}`}>
                {said.enrol}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** One session: seats, guests, invitations, and what the door's records contradict each other in. */
export function SessionScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(gatheringUiWords)
  const lang = useLang()
  const toast = useToast()
  const refresh = useRefresh()
  const [open, setOpen] = useState<'invite' | 'codes' | 'seats' | Invitation>()
  const mayInvite = usePermission('gatherings.invite')
  const { data, error, retry } = useLoad(['gatherings', 'one', id], () => gatherings.session({ id }))
  if (!data) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const { session, registrations, invitations, conflicts } = data
  const close = (): void => setOpen(undefined)
  const done = async (told: string): Promise<void> => {
    close()
    await refresh('gatherings')
    toast({ title: told, tone: 'ok' })
  }
  const cancel = async (guest: string): Promise<void> => {
    await gatherings.cancel({ id: guest })
    await done(said.cancelled)
  }
  const changes = mayInvite && !session.ended
  const actions = changes && (
    <>
      <Button onClick={() => setOpen('seats')}>{said.setSeats}</Button>
      <Button onClick={() => setOpen('codes')}>{said.codes}</Button>
      <Button kind="primary" onClick={() => setOpen('invite')}>
        {said.invite}
      </Button>
    </>
  )
  const state = `${session.unit} · ${session.place} · ${showMoment(session.startsAt, lang)} · ${said.until(showMoment(session.closesAt, lang))}`
  return (
    <Page
      title={session.title}
      mark={session.ended && <Chip tone="mute">{said.ended}</Chip>}
      state={state}
      actions={actions}
    >
      <Figures it={session} />
      <Conflicts conflicts={conflicts} done={done} />
      <Columns>
        <Guests guests={registrations} {...(changes ? { cancel: (guest: string) => void cancel(guest) } : {})} />
        <Invitations rows={invitations} {...(changes ? { enrol: setOpen } : {})} />
      </Columns>
      <InviteDialog open={open === 'invite'} close={close} session={id} done={done} />
      <CodesDialog open={open === 'codes'} close={close} session={session} />
      <SeatsDialog open={open === 'seats'} close={close} session={session} done={done} />
      <EnrolDialog invitation={typeof open === 'object' ? open : undefined} close={close} done={done} />
    </Page>
  )
}
