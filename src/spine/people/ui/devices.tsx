import { type ReactNode, useState } from 'react'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { ConfirmDialog } from '#kit/ui/dialog.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { OneStaff } from '../routes.ts'
import { useDone } from './parts.tsx'
import { peopleUiWords } from './words.ts'

export type Device = OneStaff['devices'][number]

/** Phones that may send field work, and the button that ends one which was lost. */
export function DeviceList(props: {
  readonly devices: readonly Device[]
  readonly revoke?: ((device: string) => Promise<unknown>) | undefined
}): ReactNode {
  const words = useWords(peopleUiWords)
  const [losing, setLosing] = useState<Device>()
  const end = (): void => setLosing(undefined)
  const done = useDone(end)
  const { revoke, devices } = props
  return (
    <Card title={words.devices}>
      {devices.length === 0 && <p className="text-body text-ink-2">{words.noDevices}</p>}
      <ul>
        {devices.map(one => (
          <li
            key={one.id}
            className="flex items-center justify-between gap-4 border-line border-b py-2 last:border-b-0"
          >
            <span className="min-w-0 text-body">
              <span className="font-semibold">{one.label}</span>
              <span className="block text-ink-3 text-label">
                {words.seenAt}: {showMoment(one.seenAt ?? one.registeredAt)}
              </span>
            </span>
            <span className="flex shrink-0 flex-wrap items-center justify-end gap-2">
              <KeyState of={one} />
              {revoke && one.revokedAt === null && (
                <Button size="small" kind="danger" onClick={() => setLosing(one)}>
                  {words.actions.revoke}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {losing && revoke && (
        <ConfirmDialog
          open={true}
          onClose={end}
          title={`${words.actions.revoke}: ${losing.label}`}
          act={words.actions.revoke}
          danger={true}
          onConfirm={async () => {
            await revoke(losing.id)
            await done('revoke')
          }}
        >
          {words.ask.revokeDevice(losing.label)}
        </ConfirmDialog>
      )}
    </Card>
  )
}

export function KeyState({ of }: { readonly of: Pick<Device, 'revokedAt' | 'endsAt'> }): ReactNode {
  const words = useWords(peopleUiWords)
  if (of.revokedAt !== null) return <Chip tone="mute">{words.revoked}</Chip>
  if (Date.parse(of.endsAt) <= Date.now()) return <Chip tone="mute">{words.ended}</Chip>
  return <Chip tone="ok">{words.live}</Chip>
}
