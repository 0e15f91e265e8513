import { type ReactNode, useState } from 'react'
import { isoDay, showDay } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { ConfirmDialog } from '#kit/ui/dialog.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import type { PartnerKey } from '../routes.ts'
import { people } from './client.ts'
import { KeyState } from './devices.tsx'
import { IssueDialog } from './issue-dialog.tsx'
import { useDone } from './parts.tsx'
import { peopleUiWords } from './words.ts'

/** Keys by which partners' servers call: who has them, for what, until when. */
export function PartnerKeysScreen(): ReactNode {
  const words = useWords(peopleUiWords)
  const [issuing, setIssuing] = useState(false)
  const [ending, setEnding] = useState<PartnerKey>()
  const issues = usePermission('people.issue_keys')
  const load = useLoad(['people', 'partner-keys'], signal => people.partnerKeys({}, { signal }))
  return (
    <Page
      title={words.keys}
      actions={
        issues && (
          <Button kind="primary" onClick={() => setIssuing(true)}>
            {words.actions.issue}
          </Button>
        )
      }
    >
      <Card flush={true}>
        <Table
          caption={words.keys}
          columns={useColumns(issues ? setEnding : undefined)}
          rows={load.data?.keys}
          rowKey={row => row.id}
          loading={load.loading}
          error={load.error}
          retry={load.retry}
          empty={<EmptyState why={words.noKeys} />}
        />
      </Card>
      <IssueDialog open={issuing} onClose={() => setIssuing(false)} known={load.data?.keys ?? []} />
      {ending && <Revoke of={ending} onClose={() => setEnding(undefined)} />}
    </Page>
  )
}

/** The last day of a key that ends at its midnight. */
const lastDay = (endsAt: string): string => isoDay(new Date(Date.parse(endsAt) - 1))

function useColumns(onRevoke: ((key: PartnerKey) => void) | undefined): Column<PartnerKey>[] {
  const words = useWords(peopleUiWords)
  return [
    { key: 'name', head: words.partner, cell: row => row.name, second: row => row.unit.name },
    { key: 'prefix', head: words.prefix, cell: row => <code>{row.prefix}</code>, from: 'sm' },
    { key: 'kind', head: words.keyKind, cell: row => words.keyKinds[row.kind], from: 'sm' },
    { key: 'scopes', head: words.scopes, cell: row => row.scopes.join(', '), from: 'lg' },
    { key: 'until', head: words.keyUntil, cell: row => showDay(lastDay(row.endsAt)), figure: true, from: 'md' },
    { key: 'state', head: words.keyState, cell: row => <KeyState of={row} /> },
    {
      key: 'revoke',
      head: <span className="aural">{words.act}</span>,
      cell: row =>
        onRevoke && row.revokedAt === null ? (
          <Button size="small" kind="danger" className="whitespace-nowrap" onClick={() => onRevoke(row)}>
            {words.actions.revoke}
          </Button>
        ) : (
          ' '
        ),
    },
  ]
}

function Revoke({ of, onClose }: { readonly of: PartnerKey; readonly onClose: () => void }): ReactNode {
  const words = useWords(peopleUiWords)
  const done = useDone(onClose)
  return (
    <ConfirmDialog
      open={true}
      onClose={onClose}
      title={`${words.actions.revoke}: ${of.prefix}`}
      act={words.actions.revoke}
      danger={true}
      onConfirm={async () => {
        await people.revokeKey({ id: of.id })
        await done('revoke')
      }}
    >
      {words.ask.revokeKey(of.name)}
    </ConfirmDialog>
  )
}
