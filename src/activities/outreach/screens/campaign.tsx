import { type ReactNode, useState } from 'react'
import { showDay } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import { reachedMore } from '../rules.ts'
import { words } from '../words.ts'
import { type Act, Dialogs, type Full } from './dialogs.tsx'
import { CampaignStatus, outreach } from './parts.tsx'

type PartProps = { readonly it: Full; readonly ask: (act: Act, relay?: string) => void; readonly may: boolean }

function Proof({ photo }: { readonly photo: boolean }): ReactNode {
  const said = useWords(words)
  return <Chip tone={photo ? 'ok' : 'mute'}>{photo ? said.photoYes : said.photoNo}</Chip>
}

function Talks({ it, ask, may }: PartProps): ReactNode {
  const said = useWords(words)
  const lang = useLang()
  const columns: readonly Column<Full['talks'][number]>[] = [
    {
      key: 'place',
      head: said.fields.place,
      strong: true,
      cell: row => row.place,
      second: row => `${said.talkKinds[row.kind]} · ${showDay(row.heldOn, lang)}`,
    },
    { key: 'people', head: said.fields.people, figure: true, cell: row => showCount(row.people, lang) },
    { key: 'photo', head: said.fields.proof, from: 'sm', tight: true, cell: row => <Proof photo={row.photo} /> },
  ]
  return (
    <Card title={said.talks} flush={true} action={may && <Button onClick={() => ask('talk')}>{said.addTalk}</Button>}>
      <Table
        caption={said.talks}
        columns={columns}
        rows={it.talks}
        rowKey={row => row.id}
        empty={<p className="px-4 pb-4 text-ink-2">{said.noTalks}</p>}
      />
    </Card>
  )
}

function Relays({ it, ask, may }: PartProps): ReactNode {
  const said = useWords(words)
  const lang = useLang()
  const columns: readonly Column<Full['relays'][number]>[] = [
    {
      key: 'organisation',
      head: said.fields.organisation,
      strong: true,
      cell: row => said.organisations[row.organisation],
      second: row => `${row.place} · ${showDay(row.handedOn, lang)}`,
    },
    { key: 'handed', head: said.fields.handed, figure: true, from: 'sm', cell: row => showCount(row.handed, lang) },
    {
      key: 'people',
      head: said.fields.people,
      figure: true,
      cell: row =>
        row.people === null
          ? may && <Button onClick={() => ask('relayReport', row.id)}>{said.report}</Button>
          : showCount(row.people, lang),
      second: row => (reachedMore(row) ? said.reachedMore : undefined),
    },
    {
      key: 'photo',
      head: said.fields.proof,
      from: 'md',
      tight: true,
      cell: row => row.people !== null && <Proof photo={row.photo} />,
    },
  ]
  return (
    <Card
      title={said.relays}
      flush={true}
      action={may && <Button onClick={() => ask('relay')}>{said.addRelay}</Button>}
    >
      <Table
        caption={said.relays}
        columns={columns}
        rows={it.relays}
        rowKey={row => row.id}
        empty={<p className="px-4 pb-4 text-ink-2">{said.noRelays}</p>}
      />
    </Card>
  )
}

function Side({ it, ask, may, mayWave }: PartProps & { readonly mayWave: boolean }): ReactNode {
  const said = useWords(words)
  const lang = useLang()
  return (
    <div className="flex flex-col gap-4">
      <Card title={said.fields.body}>
        <p className="whitespace-pre-wrap">{it.body}</p>
      </Card>
      <Card title={said.waves} action={mayWave && <Button onClick={() => ask('wave')}>{said.addWave}</Button>}>
        {it.waves.length === 0 && <p className="text-ink-2">{said.noWaves}</p>}
        <ul className="flex flex-col gap-2">
          {it.waves.map(wave => (
            <li key={wave.id}>
              <Link to={`/messages/waves/${wave.id}`} className="text-accent">
                {wave.title}
              </Link>
              <p className="text-ink-3 text-label">{`${said.fields.delivered} ${showCount(wave.delivered, lang)} · ${said.fields.submitted} ${showCount(wave.submitted, lang)}`}</p>
            </li>
          ))}
        </ul>
      </Card>
      <Card title={said.materials} action={may && <Button onClick={() => ask('material')}>{said.addMaterial}</Button>}>
        {it.materials.length === 0 && <p className="text-ink-2">{said.noMaterials}</p>}
        <ul className="flex flex-col gap-2">
          {it.materials.map(one => (
            <li key={one.id}>{`${one.title} · ${said.materialKinds[one.kind]}`}</li>
          ))}
        </ul>
      </Card>
    </div>
  )
}

/** One campaign: what people are to know, and whom it reached through which channel. */
export function CampaignScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(words)
  const [asked, setAsked] = useState<{ readonly act: Act; readonly relay?: string | undefined }>()
  const [mayPlan, mayApprove, mayRecord] = [
    usePermission('outreach.plan'),
    usePermission('outreach.approve'),
    usePermission('outreach.record'),
  ]
  const { data: it, error, retry } = useLoad(['outreach', 'one', id], () => outreach.campaign({ id }))
  if (!it) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const ask = (act: Act, relay?: string): void => setAsked({ act, relay })
  const runs = it.state === 'approved'
  const waits = it.state === 'waiting'
  const button = (act: 'approve' | 'sendBack' | 'revise' | 'end', kind: 'primary' | 'secondary'): ReactNode => (
    <Button kind={kind} onClick={() => ask(act)}>
      {said[act]}
    </Button>
  )
  const actions = (
    <>
      {waits && mayApprove && !it.mine && button('sendBack', 'secondary')}
      {waits && mayApprove && !it.mine && button('approve', 'primary')}
      {it.state === 'sent_back' && mayPlan && it.mine && button('revise', 'primary')}
      {runs && mayPlan && button('end', 'secondary')}
    </>
  )
  return (
    <Page
      title={it.title}
      mark={<CampaignStatus state={it.state} />}
      state={`${it.unit} · ${said.topics[it.topic]}`}
      actions={actions}
    >
      {waits && it.mine && <Alert tone="info" title={said.own} />}
      <Columns>
        <div className="flex flex-col gap-4">
          <Talks it={it} ask={ask} may={runs && mayRecord} />
          <Relays it={it} ask={ask} may={runs && mayRecord} />
        </div>
        <Side it={it} ask={ask} may={runs && mayRecord} mayWave={runs && mayPlan} />
      </Columns>
      {asked && <Dialogs it={it} act={asked.act} relay={asked.relay} close={() => setAsked(undefined)} />}
    </Page>
  )
}
