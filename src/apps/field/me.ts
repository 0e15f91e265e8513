import { useCallback, useEffect, useState } from 'react'
import { ProblemError } from '#kit/client'
import { type Me as Person, peopleRoutes } from '#spine/people/routes.ts'
import type { Phone } from './door.ts'

export type Me = Person

/** Who is signed in here: the server's word, or what it said last while there is no signal; 'out' asks for a sign-in. */
export function useMe(phone: Phone): { me: Me | 'out' | undefined; reload: () => void; forget: () => void } {
  const [me, setMe] = useState<Me | 'out'>()
  const reload = useCallback(() => {
    phone.read(peopleRoutes.me, {}).then(
      read => setMe(read ? read.value : 'out'),
      error => {
        if (error instanceof ProblemError) setMe('out')
      },
    )
  }, [phone])
  useEffect(reload, [reload])
  const forget = useCallback(() => {
    void phone.forget().then(() => setMe('out'))
  }, [phone])
  return { me, reload, forget }
}
