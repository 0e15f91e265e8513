import { type ReactNode, useState } from 'react'
import { showCode } from '#kit/text'
import { showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { showNumber } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { listeningRoutes } from '../routes.ts'
import { listeningWords } from '../words.ts'
import { type Act, CaseDialog } from './case-dialogs.tsx'
import { listening } from './client.ts'
import { Commitments } from './commitments.tsx'
import { CaseStatus } from './parts.tsx'
import { listeningUiWords } from './words.ts'

type Full = GivesOf<typeof listeningRoutes.one>

function History({ it }: { readonly it: Full }): ReactNode {
  const said = useWords(listeningUiWords)
  const named = useWords(listeningWords)
  const lang = useLang()
  const textOf = (event: Full['events'][number]): string =>
    event.kind === 'told' ? said.ways[event.text as keyof typeof said.ways] : event.text
  return (
    <Card title={said.events}>
      <ol className="flex flex-col gap-3">
        {it.events.map(event => (
          <li key={event.id}>
            <p className="font-medium">{said.kinds[event.kind]}</p>
            {event.reason && <p>{named.reasons[event.reason]}</p>}
            {event.text && <p className="whitespace-pre-line">{textOf(event)}</p>}
            <p className="text-ink-3 text-label">
              {[event.by, showMoment(event.at, lang)].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  )
}

/** Other questions that read alike; one press makes this one a part of another. */
function Alike({ it, merge }: { readonly it: Full; readonly merge?: (into: string) => void }): ReactNode {
  const said = useWords(listeningUiWords)
  const lang = useLang()
  if (it.alike.length === 0) return null
  return (
    <Card title={said.alike}>
      <ul className="flex flex-col gap-3">
        {it.alike.map(one => (
          <li key={one.id}>
            <Link to={`/questions/${one.id}`}>{one.text}</Link>
            <p className="text-ink-3 text-label">{`${one.asker || said.someone} · ${showMoment(one.askedAt, lang)}`}</p>
            {merge && (
              <Button size="small" onClick={() => merge(one.id)} aria-label={`${said.merge}: ${one.text.slice(0, 60)}`}>
                {said.merge}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Asker({ it }: { readonly it: Full }): ReactNode {
  const said = useWords(listeningUiWords)
  const named = useWords(listeningWords)
  const lang = useLang()
  const mayAnswer = usePermission('listening.answer')
  const [phone, setPhone] = useState<string>()
  return (
    <Card title={said.question}>
      <p className="max-w-[72ch] whitespace-pre-line text-body">{it.text || '··'}</p>
      <p className="mt-2 text-ink-2">{`${it.asker || said.someone} · ${named.channels[it.channel]} · ${showMoment(it.askedAt, lang)}`}</p>
      <p className="text-ink-3 text-label">{`${said.code}: ${showCode(it.code)} · ${said.promised(showNumber(it.promised.hours, lang, 1), it.promised.confirmed)}`}</p>
      {it.hasContact &&
        mayAnswer &&
        (phone ? (
          <p className="tabular mt-2 font-semibold">{phone}</p>
        ) : (
          <div className="mt-2">
            <Button
              size="small"
              onClick={() => void listening.contact({ id: it.id }).then(told => setPhone(told.phone))}
            >
              {said.seePhone}
            </Button>
          </div>
        ))}
      {it.merged.length > 0 && (
        <div className="mt-3">
          <p className="font-medium">{said.merged}</p>
          <ul>
            {it.merged.map(one => (
              <li key={one.id}>
                <Link to={`/questions/${one.id}`}>{`${one.asker || said.someone}: ${one.text}`}</Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  )
}

type ActionsProps = {
  readonly it: Full
  readonly choose: (act: Act) => void
  readonly done: (told: string) => Promise<void>
}

/** The ways to go on from where a question stands. */
function Actions({ it, choose, done }: ActionsProps): ReactNode {
  const said = useWords(listeningUiWords)
  const { id } = it
  const open = it.closedAt === null
  const button = (to: Act, kind: 'primary' | 'secondary' = 'secondary'): ReactNode => (
    <Button kind={kind} onClick={() => choose(to)}>
      {said[to]}
    </Button>
  )
  if (it.state === 'merged')
    return <Button onClick={() => void listening.unmerge({ id }).then(() => done(said.done))}>{said.unmerge}</Button>
  if (!open) return !it.told && button('tell', 'primary')
  return (
    <>
      {it.state === 'waiting' ? button('resume') : button('wait')}
      {button('refuse')}
      {!it.mine && <Button onClick={() => void listening.take({ id }).then(() => done(said.done))}>{said.take}</Button>}
      {button('answer', 'primary')}
    </>
  )
}

/** One question: what was said, its clock, what happened, and the ways to go on. */
export function CaseScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(listeningUiWords)
  const named = useWords(listeningWords)
  const lang = useLang()
  const toast = useToast()
  const refresh = useRefresh()
  const [act, setAct] = useState<Act>()
  const mayAnswer = usePermission('listening.answer')
  const { data: it, error, retry } = useLoad(['listening', 'one', id], () => listening.one({ id }))
  if (!it) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const done = async (told: string): Promise<void> => {
    setAct(undefined)
    await refresh('listening')
    toast({ title: told, tone: 'ok' })
  }
  const open = it.closedAt === null
  return (
    <Page
      title={named.topics[it.topic]}
      mark={<CaseStatus it={it} />}
      state={`${it.unit} · ${said.due} ${showMoment(it.dueAt, lang)}${it.owner ? ` · ${it.owner}` : ''}`}
      actions={mayAnswer && <Actions it={it} choose={setAct} done={done} />}
    >
      {it.danger && open && <Alert tone="bad" title={said.dangerLead} />}
      {it.master && (
        <Alert tone="info" title={said.toMaster}>
          <Link to={`/questions/${it.master}`}>{said.openMaster}</Link>
        </Alert>
      )}
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          <Asker it={it} />
          <Commitments rows={it.commitments} unitId={it.unitId} caseId={id} mayChange={mayAnswer} done={done} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Alike
            it={it}
            {...(mayAnswer && open
              ? { merge: (into: string) => void listening.merge({ id, into }).then(() => done(said.done)) }
              : {})}
          />
          <History it={it} />
        </div>
      </Columns>
      <CaseDialog id={id} act={act} close={() => setAct(undefined)} done={done} />
    </Page>
  )
}
