import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Command } from '#kit/outbox'
import { LangContext } from '#kit/ui/lang.tsx'
import { type FieldWork, PhoneContext, type PhoneDoor } from '#kit/ui/phone.tsx'
import type { Lang } from '#kit/words'
import { Account } from './account.tsx'
import type { Phone } from './door.ts'
import { Frame } from './frame.tsx'
import { type Me, useMe } from './me.ts'
import { SignIn } from './sign-in.tsx'
import { signal } from './signal.ts'
import { Today } from './today.tsx'
import { Unsent } from './unsent.tsx'
import { works } from './work.ts'

const routeNow = (): string => location.hash.replace(/^#\/?/, '')

function useRoute(): string {
  return useSyncExternalStore(listen => {
    addEventListener('hashchange', listen)
    return () => removeEventListener('hashchange', listen)
  }, routeNow)
}

/** What waits on the phone; sends it at once, when signal returns, and every half minute. */
function useUnsent(phone: Phone): { unsent: readonly Command[]; send: () => void } {
  const [unsent, setUnsent] = useState<readonly Command[]>([])
  const send = useCallback(() => void phone.box.send(), [phone])
  useEffect(() => {
    const load = () => void phone.box.list().then(setUnsent)
    load()
    const stop = phone.box.onChange(load)
    addEventListener('online', send)
    const timer = setInterval(send, 30_000)
    send()
    return () => {
      stop()
      removeEventListener('online', send)
      clearInterval(timer)
    }
  }, [phone, send])
  return { unsent, send }
}

function langNow(): Lang {
  return /(?:^|; )lang=en/.test(document.cookie) ? 'en' : 'vi'
}

function setLangCookie(lang: Lang): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the server reads the language from this cookie; CookieStore is not everywhere
  document.cookie = `lang=${lang}; path=/; max-age=31536000; samesite=lax`
  document.documentElement.lang = lang
}

function Screen({
  route,
  me,
  phone,
  send,
  signedOut,
}: {
  route: string
  me: Me
  phone: Phone
  send: () => void
  signedOut: () => void
}) {
  const [name = '', id] = route.split('/')
  const mine = works.filter(work => me.permissions.includes(work.may))
  if (name === 'unsent') return <Unsent box={phone.box} send={send} />
  if (name === 'account') return <Account me={me} signedOut={signedOut} />
  const work: FieldWork | undefined = mine.find(one => one.name === name)
  return work && id ? <work.One key={id} id={id} /> : <Today works={mine} />
}

/** The field app: opens without signal, keeps everything typed, and shows at all times what has not been sent. */
export function App({ phone }: { readonly phone: Phone }) {
  const [lang, setLang] = useState<Lang>(langNow)
  const route = useRoute()
  const { unsent, send } = useUnsent(phone)
  const { me, reload, forget } = useMe(phone)
  const { lostAt } = useSyncExternalStore(signal.onChange, signal.now)
  const change = useCallback((next: Lang) => {
    setLangCookie(next)
    setLang(next)
  }, [])
  const door = useMemo<PhoneDoor>(
    () => ({
      read: phone.read,
      command: async (name, _row, input) => {
        const id = await phone.box.add(name, input as Readonly<Record<string, unknown>>)
        send()
        return id
      },
      unsent,
      go: path => {
        location.hash = `#/${path}`
      },
    }),
    [phone, send, unsent],
  )
  return (
    <LangContext.Provider value={{ lang, setLang: change }}>
      <PhoneContext.Provider value={door}>
        <Frame
          route={route}
          unsent={unsent}
          lostAt={lostAt}
          unit={me === 'out' || !me ? undefined : me.unit.name}
          signedIn={Boolean(me && me !== 'out')}
        >
          {me === 'out' && (
            <SignIn
              done={() => {
                reload()
                send()
              }}
            />
          )}
          {me && me !== 'out' && <Screen route={route} me={me} phone={phone} send={send} signedOut={forget} />}
        </Frame>
      </PhoneContext.Provider>
    </LangContext.Provider>
  )
}
