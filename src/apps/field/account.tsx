import { useContext, useState } from 'react'
import { client } from '#kit/client'
import { LangContext, useWords } from '#kit/ui/lang.tsx'
import { usePhone } from '#kit/ui/phone.tsx'
import { peopleRoutes } from '#spine/people/routes.ts'
import { peopleWords } from '#spine/people/words.ts'
import type { Me } from './me.ts'
import { fieldWords } from './words.ts'

const people = client(peopleRoutes)

/** Who is signed in on this phone, the language, and the way out, which waits until everything is sent. */
export function Account({ me, signedOut }: { readonly me: Me; readonly signedOut: () => void }) {
  const words = useWords(fieldWords)
  const roles = useWords(peopleWords).roles
  const { lang, setLang } = useContext(LangContext)
  const { unsent } = usePhone()
  const [held, setHeld] = useState(false)
  const leave = async (): Promise<void> => {
    if (unsent.length > 0) return setHeld(true)
    await people.signOut({}).catch(() => undefined)
    signedOut()
  }
  return (
    <>
      <h1>{words.accountTab}</h1>
      <div className="card">
        <p className="first">{me.name}</p>
        <p className="hint">{`${me.code} · ${me.unit.name}`}</p>
        <p>{me.roles.map(held => roles[held.role]).join(', ')}</p>
      </div>
      <button type="button" className="second" onClick={() => setLang(lang === 'vi' ? 'en' : 'vi')}>
        {words.language}
      </button>
      <button type="button" className="second" onClick={() => void leave()}>
        {words.signOut}
      </button>
      {held && (
        <p className="errors" role="alert">
          {words.signOutUnsent}
        </p>
      )}
    </>
  )
}
