import { type FormEvent, useState } from 'react'
import { fold } from '#kit/text'
import { showTime } from '#kit/time'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { usePhone, useRead } from '#kit/ui/phone.tsx'
import { showCount } from '#kit/units'
import type { GivesOf, Routes } from '#kit/wire'
import { gatheringRoutes as routes } from '../routes.ts'
import { checkTicket, deviceName, present } from './gate-phone.ts'
import { Scanner } from './scanner.tsx'
import { WalkIn } from './walk-in.tsx'
import { gateWords } from './words-gate.ts'

type AtGate = GivesOf<typeof routes.gate>['sessions'][number]
type Guest = AtGate['guests'][number]

/** What waits on the phone at the door, by full name. */
export const gateCommands: Routes = {
  'gatherings.scan': routes.scan,
  'gatherings.undo': routes.undo,
  'gatherings.lease': routes.lease,
  'gatherings.walkIn': routes.walkIn,
}
const mostShown = 30

/** The sessions of today and tomorrow that belong to an activity. */
export function Sessions(props: {
  readonly activity: string
  readonly title: string
  readonly empty: string
  readonly path: string
}) {
  const said = useWords(gateWords)
  const lang = useLang()
  const { read } = useRead(routes.gate, {})
  const { unsent } = usePhone()
  if (!read) return null
  const mine = read.value.sessions.filter(one => one.session.activity === props.activity)
  return (
    <>
      <h2>{props.title}</h2>
      {mine.length === 0 && (
        <div className="empty">
          <p>{props.empty}</p>
        </div>
      )}
      <ul className="list">
        {mine.map(({ session, guests }) => (
          <li key={session.id}>
            <a className="card" href={`#/${props.path}/${session.id}`}>
              <span className="first">{session.title}</span>
              <span className="hint">{`${showTime(session.startsAt)} · ${session.place}`}</span>
              <span className="figures">
                {said.came(
                  showCount(guests.filter(one => present(one, unsent)).length, lang),
                  showCount(guests.filter(one => one.state !== 'cancelled').length, lang),
                )}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function GuestLine({ guest, session }: { readonly guest: Guest; readonly session: string }) {
  const said = useWords(gateWords)
  const door = usePhone()
  const here = present(guest, door.unsent)
  const [mine, setMine] = useState<string>()
  const scan = door.unsent.findLast(one => one.route === 'gatherings.scan' && one.input.guest === guest.id)?.id ?? mine
  const admit = (): void => {
    const seen = { session, guest: guest.id, device: deviceName(), at: new Date().toISOString() }
    void door.command('gatherings.scan', routes.scan, seen).then(setMine)
  }
  const undo = (): void => {
    const at = new Date().toISOString()
    const of = { session, guest: guest.id, scan: scan ?? '', device: deviceName(), at }
    void door.command('gatherings.undo', routes.undo, of)
  }
  return (
    <li className="row">
      <span>
        <span className="first">{guest.guest}</span>
        <br />
        <span className="hint">
          {`${said.no} ${guest.no}${guest.invitedAs && guest.invitedAs !== guest.guest ? ` · ${guest.invitedAs}` : ''}`}
        </span>
      </span>
      {here && scan && (
        <button type="button" className="second" onClick={undo} aria-label={`${said.undo}: ${guest.guest}`}>
          {said.undo}
        </button>
      )}
      {here && !scan && <span className="chip ok">✓ {said.in}</span>}
      {!here && guest.state === 'cancelled' && <span className="chip mute">{said.cancelled}</span>}
      {!here && guest.state !== 'cancelled' && (
        <button type="button" onClick={admit} aria-label={`${said.admit}: ${guest.guest}`}>
          {guest.state === 'waiting' ? said.admitWaiting : said.admit}
        </button>
      )}
    </li>
  )
}

function Tickets({ at, publicKey }: { readonly at: AtGate; readonly publicKey: string }) {
  const said = useWords(gateWords)
  const door = usePhone()
  const [told, setTold] = useState<{ tone: 'ok' | 'warn' | 'bad'; text: string }>()
  const read = async (ticket: string): Promise<void> => {
    const { verdict, guest } = await checkTicket(ticket, at.session.id, publicKey)
    const known = at.guests.find(one => one.id === guest)
    const denied = known?.state === 'cancelled' ? 'cancelled' : verdict
    if (denied !== 'signed' && denied !== 'unchecked') return setTold({ tone: 'bad', text: said.verdicts[denied] })
    const seen = { session: at.session.id, ticket, device: deviceName(), at: new Date().toISOString() }
    await door.command('gatherings.scan', routes.scan, known ? { ...seen, guest: known.id } : seen)
    if (!known) return setTold({ tone: 'warn', text: said.verdicts[denied] })
    const before = present(known, door.unsent)
    return setTold({ tone: before ? 'warn' : 'ok', text: before ? said.twice(known.guest) : said.welcome(known.guest) })
  }
  return (
    <div className="card">
      <Scanner onRead={ticket => void read(ticket)} />
      {told && (
        <p role="status" className={`notice ${told.tone}`}>
          {told.text}
        </p>
      )}
    </div>
  )
}

/** The door of one session: tickets are read, guests are found by name or number, others are let in on leased seats. */
export function Gate({ id }: { readonly id: string }) {
  const said = useWords(gateWords)
  const lang = useLang()
  const door = usePhone()
  const [q, setQ] = useState('')
  const { read } = useRead(routes.gate, {})
  const at = read?.value.sessions.find(one => one.session.id === id)
  if (!read) return null
  if (!at) return <p className="empty">{said.gone}</p>
  const wanted = fold(q)
  const expected = at.guests.filter(one => one.state !== 'cancelled')
  const found = at.guests.filter(
    one => wanted === '' || String(one.no) === wanted || fold(`${one.guest} ${one.invitedAs ?? ''}`).includes(wanted),
  )
  const here = expected.filter(one => present(one, door.unsent)).length
  return (
    <>
      <h1>{at.session.title}</h1>
      <div className="card">
        <p className="hint">{`${showTime(at.session.startsAt)} · ${at.session.place}`}</p>
        <progress max={Math.max(1, expected.length)} value={here} aria-label={said.in} />
        <p className="figures">{said.came(showCount(here, lang), showCount(expected.length, lang))}</p>
      </div>
      <Tickets at={at} publicKey={read.value.publicKey} />
      <form className="card" onSubmit={(event: FormEvent) => event.preventDefault()}>
        <div>
          <label htmlFor="find">{said.find}</label>
          <input id="find" autoComplete="off" value={q} onInput={event => setQ(event.currentTarget.value)} />
        </div>
        <ul className="list">
          {found.slice(0, mostShown).map(guest => (
            <GuestLine key={guest.id} guest={guest} session={id} />
          ))}
        </ul>
        {found.length === 0 && <p className="hint">{said.nobody}</p>}
        {found.length > mostShown && <p className="hint">{said.more(found.length - mostShown)}</p>}
      </form>
      <WalkIn session={id} leases={at.leases} />
    </>
  )
}
