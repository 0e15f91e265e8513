import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { ConfirmDialog } from '#kit/ui/dialog.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import type { CustomerPage } from '../routes.ts'
import { mostBehindPhone } from '../rules-same.ts'
import { customerWords } from '../words.ts'
import { customers } from './client.ts'
import { Line, Quiet, useDone } from './parts.tsx'
import { customersUiWords } from './words.ts'

type Contact = CustomerPage['contacts'][number]

/** A value that stays masked until it is asked for; each asking is in the audit. */
function Masked({ id, contact }: { readonly id: string; readonly contact: Contact }): ReactNode {
  const words = useWords(customersUiWords)
  const may = usePermission('customers.reveal')
  const [value, setValue] = useState<string>()
  const [busy, setBusy] = useState(false)
  const show = async (): Promise<void> => {
    setBusy(true)
    try {
      setValue((await customers.reveal({ id, key: contact.key })).value)
    } finally {
      setBusy(false)
    }
  }
  return (
    <span className="inline-flex items-center gap-2">
      <span className="tabular" role="status">
        {value ?? contact.shown}
      </span>
      {may && value === undefined && (
        <Button kind="quiet" size="small" busy={busy} onClick={show}>
          {words.actions.reveal}
        </Button>
      )}
    </span>
  )
}

export function ContactsCard({ page }: { readonly page: CustomerPage }): ReactNode {
  const words = useWords(customersUiWords)
  const changes = usePermission('customers.change')
  const [ending, setEnding] = useState<Contact>()
  const done = useDone(() => setEnding(undefined))
  const second = (one: Contact): string =>
    [
      words.days(writeDay(one.from), one.until ? writeDay(one.until) : undefined),
      one.main && words.main,
      one.shared > mostBehindPhone ? words.sharedMany : one.shared > 1 && words.shared(String(one.shared)),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Card title={words.contacts}>
      {page.contacts.length === 0 && <Quiet>{words.noContacts}</Quiet>}
      <ul>
        {page.contacts.map(one => (
          <Line
            key={`${one.key}${one.main}`}
            second={second(one)}
            act={
              one.until === null &&
              changes && (
                <Button size="small" onClick={() => setEnding(one)}>
                  {words.actions.endContact}
                </Button>
              )
            }
          >
            {one.until === null ? (
              <Masked id={page.id} contact={one} />
            ) : (
              <span className="text-ink-3">{one.shown}</span>
            )}
          </Line>
        ))}
      </ul>
      <ConfirmDialog
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={words.actions.endContact}
        act={words.actions.endContact}
        onConfirm={async () => {
          if (ending) await customers.endContact({ id: page.id, key: ending.key })
          await done('endContact')
        }}
      >
        {words.askEndContact(ending?.shown ?? '')}
      </ConfirmDialog>
    </Card>
  )
}

type Representative = CustomerPage['representatives'][number]

export function RepresentativesCard({ page }: { readonly page: CustomerPage }): ReactNode {
  const words = useWords(customersUiWords)
  const { roles } = useWords(customerWords)
  const changes = usePermission('customers.change')
  const [ending, setEnding] = useState<Representative>()
  const done = useDone(() => setEnding(undefined))
  return (
    <Card title={words.representatives}>
      {page.representatives.length === 0 && <Quiet>{words.noRepresentatives}</Quiet>}
      <ul>
        {page.representatives.map(one => (
          <Line
            key={one.id}
            second={[roles[one.role], words.days(writeDay(one.from), writeDay(one.until)), one.evidence, one.phone]
              .filter(Boolean)
              .join(' · ')}
            act={
              one.ended ? (
                <Chip tone="mute">{words.actions.endRepresentative}</Chip>
              ) : (
                changes && (
                  <Button size="small" onClick={() => setEnding(one)}>
                    {words.actions.endRepresentative}
                  </Button>
                )
              )
            }
          >
            {one.name}
          </Line>
        ))}
      </ul>
      <ConfirmDialog
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={words.actions.endRepresentative}
        act={words.actions.endRepresentative}
        danger={true}
        onConfirm={async () => {
          if (ending) await customers.endRepresentative({ id: ending.id })
          await done('endRepresentative')
        }}
      >
        {words.askEndRepresentative(ending?.name ?? '')}
      </ConfirmDialog>
    </Card>
  )
}
