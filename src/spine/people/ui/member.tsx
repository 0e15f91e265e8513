import { type ReactNode, useState } from 'react'
import { showPhone } from '#kit/text'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { ConfirmDialog } from '#kit/ui/dialog.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Menu } from '#kit/ui/menu.tsx'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { uiWords } from '#kit/ui/words.ts'
import type { OneStaff } from '../routes.ts'
import { peopleWords } from '../words.ts'
import { people } from './client.ts'
import { DeviceList } from './devices.tsx'
import { ChangeDialog, GivePasswordDialog, GrantDialog } from './member-dialogs.tsx'
import { type HeldRole, RoleList, useDone } from './parts.tsx'
import { peopleUiWords } from './words.ts'

/** One member of staff: who they are, what they hold, their phones; and what an administrator may do about it. */
export function MemberScreen(): ReactNode {
  const words = useWords(peopleUiWords)
  const id = useParam('id')
  const load = useLoad(['people', 'one', id], signal => people.one({ id }, { signal }))
  const manages = usePermission('people.manage')
  const [ending, setEnding] = useState<HeldRole>()
  const member = load.data
  if (!member) {
    return (
      <Page title={words.staff}>
        {load.error === undefined ? <LoadingState /> : <ErrorState error={load.error} retry={load.retry} />}
      </Page>
    )
  }
  const open = member.closedOn === null
  return (
    <Page
      title={member.name}
      mark={<Chip tone={open ? 'ok' : 'mute'}>{open ? words.open : words.closed}</Chip>}
      state={`${member.code} · ${member.unit.name}`}
      actions={manages && open && <Actions member={member} />}
    >
      {member.closedOn !== null && <Alert tone="info" title={words.closedSince(writeDay(member.closedOn))} />}
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={words.roles}>
            <RoleList roles={member.roles} onEnd={manages ? setEnding : undefined} />
          </Card>
          {member.otherRoles.length > 0 && (
            <Card title={words.otherRoles}>
              <RoleList roles={member.otherRoles} />
            </Card>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Details member={member} />
          {member.devices.length > 0 && (
            <DeviceList
              devices={member.devices}
              revoke={manages ? device => people.revokeDevice({ id, device }) : undefined}
            />
          )}
        </div>
      </Columns>
      {ending && <EndRole role={ending} onClose={() => setEnding(undefined)} />}
    </Page>
  )
}

function EndRole({ role, onClose }: { readonly role: HeldRole; readonly onClose: () => void }): ReactNode {
  const words = useWords(peopleUiWords)
  const { roles: names } = useWords(peopleWords)
  const done = useDone(onClose)
  return (
    <ConfirmDialog
      open={true}
      onClose={onClose}
      title={words.actions.endRole}
      act={words.actions.endRole}
      danger={true}
      onConfirm={async () => {
        await people.endRole({ id: role.id })
        await done('endRole')
      }}
    >
      {words.ask.endRole(names[role.role], role.unit.name)}
    </ConfirmDialog>
  )
}

function Details({ member }: { readonly member: OneStaff }): ReactNode {
  const words = useWords(peopleUiWords)
  const rows: readonly (readonly [string, ReactNode])[] = [
    [
      words.unit,
      <Link key="unit" to={`/units/${member.unit.id}`}>
        {member.unit.name}
      </Link>,
    ],
    [words.email, member.email],
    [words.phone, member.phone ? showPhone(member.phone) : '·'],
    [words.openedOn, writeDay(member.openedOn)],
  ]
  return (
    <Card title={words.details}>
      <dl className="text-body">
        {rows.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4 border-line border-b py-1.5 last:border-b-0">
            <dt className="text-ink-3">{name}</dt>
            <dd className="min-w-0 break-words text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

const rarely = ['givePassword', 'endSessions', 'close'] as const
type ActName = 'grant' | 'change' | (typeof rarely)[number]

function Actions({ member }: { readonly member: OneStaff }): ReactNode {
  const words = useWords(peopleUiWords)
  const kit = useWords(uiWords)
  const [doing, setDoing] = useState<ActName>()
  const end = (): void => setDoing(undefined)
  const done = useDone(end)
  const dialog = (act: ActName) => ({ open: doing === act, onClose: end, member })
  const ask = (act: 'endSessions' | 'close', run: () => Promise<unknown>, says: string): ReactNode => (
    <ConfirmDialog
      open={doing === act}
      onClose={end}
      title={`${words.actions[act]}: ${member.name}`}
      act={words.actions[act]}
      danger={true}
      onConfirm={async () => {
        await run()
        await done(act)
      }}
    >
      {says}
    </ConfirmDialog>
  )
  return (
    <>
      <Menu
        label={kit.more}
        items={rarely.map(act => ({
          label: words.actions[act],
          danger: act === 'close',
          apart: act === 'close',
          onSelect: () => setDoing(act),
        }))}
      />
      <Button onClick={() => setDoing('change')}>{words.actions.change}</Button>
      <Button kind="primary" onClick={() => setDoing('grant')}>
        {words.actions.grant}
      </Button>
      <GrantDialog {...dialog('grant')} />
      <ChangeDialog {...dialog('change')} />
      <GivePasswordDialog {...dialog('givePassword')} />
      {ask('endSessions', () => people.endSessionsOf({ id: member.id }), words.ask.endSessions)}
      {ask('close', () => people.close({ id: member.id }), words.ask.close(member.name))}
    </>
  )
}
