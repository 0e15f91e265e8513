import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import type { Me } from '../routes.ts'
import { EnrolDialog, PasswordDialog } from './account-dialogs.tsx'
import { people } from './client.ts'
import { DeviceList } from './devices.tsx'
import { LentRoles } from './lent.tsx'
import { RoleList } from './parts.tsx'
import { SessionsCard } from './sessions.tsx'
import { peopleUiWords } from './words.ts'

/** What somebody sees and changes of their own account. */
export function AccountScreen(): ReactNode {
  const words = useWords(peopleUiWords)
  const load = useLoad(['people', 'me'], signal => people.me({}, { signal }))
  const me = load.data
  if (!me) {
    return (
      <Page title={words.account}>
        {load.error === undefined ? <LoadingState /> : <ErrorState error={load.error} retry={load.retry} />}
      </Page>
    )
  }
  return (
    <Page
      title={words.account}
      mark={me.readOnly && <Chip tone="mute">{words.readOnly}</Chip>}
      state={`${me.name} · ${me.code} · ${me.unit.name}`}
    >
      <Columns side="even">
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={words.roles}>
            <RoleList roles={me.roles} />
          </Card>
          <LentRoles me={me} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Security me={me} />
          <SessionsCard />
          {me.roles.some(one => one.role === 'crew') && <OwnDevices />}
        </div>
      </Columns>
    </Page>
  )
}

function Security({ me }: { readonly me: Me }): ReactNode {
  const words = useWords(peopleUiWords)
  const [doing, setDoing] = useState<'password' | 'enrol'>()
  const end = (): void => setDoing(undefined)
  return (
    <Card title={words.security}>
      <p className="mb-3 text-body">{me.secondFactor ? words.enrolled : words.notEnrolled}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setDoing('password')}>{words.actions.changePassword}</Button>
        <Button onClick={() => setDoing('enrol')}>
          {me.secondFactor ? words.actions.reenrol : words.actions.enrol}
        </Button>
      </div>
      <PasswordDialog open={doing === 'password'} onClose={end} />
      <EnrolDialog open={doing === 'enrol'} onClose={end} />
    </Card>
  )
}

function OwnDevices(): ReactNode {
  const load = useLoad(['people', 'devices'], signal => people.devices({}, { signal }))
  if (load.error !== undefined && !load.data) return <ErrorState error={load.error} retry={load.retry} />
  return <DeviceList devices={load.data?.devices ?? []} revoke={id => people.revokeOwnDevice({ id })} />
}
