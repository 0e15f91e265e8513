import { type FormEvent, useState } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import { usePhone } from '#kit/ui/phone.tsx'
import { gatheringRoutes as routes } from '../routes.ts'
import { deviceName } from './gate-phone.ts'
import { gateWords } from './words-gate.ts'

type Lease = { readonly device: string; readonly seats: number; readonly used: number }
const leaseSeats = 5

/** Guests without invitation: they sit on seats that this phone took beforehand, so that it can give them without signal. */
export function WalkIn({ session, leases }: { readonly session: string; readonly leases: readonly Lease[] }) {
  const said = useWords(gateWords)
  const door = usePhone()
  const [name, setName] = useState('')
  const [told, setTold] = useState<'short' | 'in' | 'over'>()
  const device = deviceName()
  const waiting = door.unsent.filter(one => one.route === 'gatherings.walkIn' && one.input.session === session).length
  const left = leases.filter(one => one.device === device).reduce((sum, one) => sum + one.seats - one.used, 0) - waiting
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim().length < 2) return setTold('short')
    const at = new Date().toISOString()
    await door.command('gatherings.walkIn', routes.walkIn, { session, guest: name.trim(), device, at })
    setName('')
    setTold(left > 0 ? 'in' : 'over')
  }
  return (
    <form className="card" onSubmit={event => void submit(event)} noValidate>
      <h2>{said.walkIn}</h2>
      <p className="hint">{said.left(Math.max(0, left))}</p>
      <div>
        <label htmlFor="walk-in">{said.walkInName}</label>
        <input
          id="walk-in"
          autoComplete="off"
          value={name}
          aria-invalid={told === 'short'}
          aria-describedby={told === 'short' ? 'walk-in-error' : undefined}
          onInput={event => setName(event.currentTarget.value)}
        />
        {told === 'short' && (
          <p id="walk-in-error" className="error" role="alert">
            {said.walkInShort}
          </p>
        )}
      </div>
      <button type="submit">{said.walkInSave}</button>
      {(told === 'in' || told === 'over') && (
        <p role="status" className="hint">
          {told === 'in' ? said.walkedIn : said.walkedOver}
        </p>
      )}
      <button
        type="button"
        className="second"
        onClick={() => void door.command('gatherings.lease', routes.lease, { session, seats: leaseSeats, device })}
      >
        {said.lease(leaseSeats)}
      </button>
    </form>
  )
}
