import { useState } from 'react'
import type { Command, Outbox } from '#kit/outbox'
import { useSaid, useWords } from '#kit/ui/lang.tsx'
import { usePhone } from '#kit/ui/phone.tsx'
import { clock } from './frame.tsx'
import { fieldWords } from './words.ts'
import { commands } from './work.ts'

function Refused({ command, box }: { readonly command: Command; readonly box: Outbox }) {
  const words = useWords(fieldWords)
  const [asking, setAsking] = useState(false)
  if (!asking)
    return (
      <button type="button" className="second" onClick={() => setAsking(true)}>
        {words.discard}
      </button>
    )
  return (
    <div role="alertdialog" aria-label={words.discardAsk}>
      <p>{words.discardAsk}</p>
      <div className="row">
        <button type="button" className="danger" onClick={() => void box.discard(command.id)}>
          {words.discard}
        </button>
        <button type="button" className="second" onClick={() => setAsking(false)}>
          {words.keep}
        </button>
      </div>
    </div>
  )
}

/** Everything that the server does not have yet: what waits, and what it refused, with the reason. */
export function Unsent({ box, send }: { readonly box: Outbox; readonly send: () => void }) {
  const words = useWords(fieldWords)
  const said = useSaid()
  const { unsent } = usePhone()
  const label = (command: Command): string => {
    const row = commands[command.route]
    return row ? said(row.does) : command.route
  }
  return (
    <>
      <h1>{words.unsentTab}</h1>
      {unsent.length === 0 && (
        <div className="empty">
          <p>{words.allSent}</p>
        </div>
      )}
      <ul className="list">
        {unsent.map(command => (
          <li key={command.id} className="card">
            <p className="first">{label(command)}</p>
            <p className="hint">{words.madeAt(clock(command.madeAt))}</p>
            {command.state === 'refused' ? (
              <>
                <p className="chip bad">✕ {words.wasRefused}</p>
                <p>{command.problem?.title}</p>
                <Refused command={command} box={box} />
              </>
            ) : (
              <p className="chip warn">↑ {words.waiting}</p>
            )}
          </li>
        ))}
      </ul>
      {unsent.some(command => command.state === 'waiting') && (
        <button type="button" onClick={send}>
          {words.sendNow}
        </button>
      )}
    </>
  )
}
