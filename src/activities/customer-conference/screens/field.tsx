import { type FormEvent, useState } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import { type FieldWork, usePhone, useRead } from '#kit/ui/phone.tsx'
import { gatheringRoutes as gatherings } from '#spine/gatherings/routes.ts'
import { Gate, gateCommands, Sessions } from '#spine/gatherings/ui/gate.tsx'
import { listeningRoutes as listening } from '#spine/listening/routes.ts'
import { topics } from '#spine/listening/rules.ts'
import { listeningWords } from '#spine/listening/words.ts'
import { activity } from '../rules.ts'
import { words } from '../words.ts'
import { screenWords } from '../words-screens.ts'

const keepCommand = 'listening.keep'

function List() {
  const said = useWords(screenWords).field
  return <Sessions activity={activity} title={said.title} empty={said.empty} path="conference" />
}

/** A question from the hall: it waits on the phone like everything else, and names the conference that it was asked at. */
function Ask({ conference, unitId }: { readonly conference: string; readonly unitId: string }) {
  const said = useWords(screenWords)
  const named = useWords(listeningWords)
  const door = usePhone()
  const [text, setText] = useState('')
  const [asker, setAsker] = useState('')
  const [topic, setTopic] = useState<(typeof topics)[number]>('supply')
  const [told, setTold] = useState<'short' | 'saved'>()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (text.trim().length < 3) return setTold('short')
    const because = { activity, record: conference }
    const askedAt = new Date().toISOString()
    await door.command(keepCommand, listening.keep, { unitId, channel: 'hall', topic, text, asker, because, askedAt })
    setText('')
    setAsker('')
    setTold('saved')
  }
  return (
    <form className="card" onSubmit={event => void submit(event)} noValidate>
      <h2>{said.field.ask}</h2>
      <div>
        <label htmlFor="topic">{said.topic}</label>
        <select
          id="topic"
          value={topic}
          onChange={event => setTopic(topics.find(one => one === event.currentTarget.value) ?? 'other')}
        >
          {topics.map(value => (
            <option key={value} value={value}>
              {named.topics[value]}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor="question">{said.field.question}</label>
        <textarea
          id="question"
          rows={4}
          value={text}
          aria-invalid={told === 'short'}
          aria-describedby={told === 'short' ? 'question-error' : undefined}
          onInput={event => setText(event.currentTarget.value)}
        />
        {told === 'short' && (
          <p id="question-error" className="error" role="alert">
            {said.field.short}
          </p>
        )}
      </div>
      <div>
        <label htmlFor="asker">{said.field.asker}</label>
        <input id="asker" autoComplete="off" value={asker} onInput={event => setAsker(event.currentTarget.value)} />
      </div>
      <button type="submit">{said.field.save}</button>
      {told === 'saved' && (
        <p role="status" className="hint">
          {said.field.saved}
        </p>
      )}
    </form>
  )
}

function One({ id }: { readonly id: string }) {
  const { read } = useRead(gatherings.gate, {})
  const session = read?.value.sessions.find(one => one.session.id === id)?.session
  return (
    <>
      <Gate id={id} />
      {session && <Ask conference={session.record} unitId={session.unitId} />}
    </>
  )
}

/** A conference on the phone: who comes in, and what they ask, without signal too. */
export const fieldWork: FieldWork = {
  name: 'conference',
  label: { vi: words.vi.short, en: words.en.short },
  may: 'gatherings.admit',
  commands: { ...gateCommands, [keepCommand]: listening.keep },
  List,
  One,
}
