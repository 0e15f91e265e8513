import { type ReactNode, useState } from 'react'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useParam } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { rewardRoutes } from '../routes.ts'
import { rewards } from './client.ts'
import { AwardStatus, Passage, useShown } from './parts.tsx'
import { rewardUiWords } from './words.ts'

type Full = GivesOf<typeof rewardRoutes.award>

/** What each source paid; each row opens the account that it came from. */
function Paid({ award }: { readonly award: Full }): ReactNode {
  const said = useWords(rewardUiWords)
  const { vnd } = useShown()
  const opens = usePermission('ledger.read')
  const columns: readonly Column<Full['paid'][number]>[] = [
    {
      key: 'source',
      head: said.fields.payer,
      strong: true,
      cell: row => said.sources[row.source as keyof typeof said.sources],
    },
    { key: 'paid', head: said.fields.paid, figure: true, cell: row => vnd(row.amount) },
    {
      key: 'returned',
      head: said.fields.returned,
      figure: true,
      cell: row => (row.returned === '0' ? null : vnd(row.returned)),
    },
  ]
  return (
    <Card title={said.payers} flush={true}>
      <Table
        caption={said.payers}
        columns={columns}
        rows={award.paid}
        rowKey={row => row.entry}
        {...(opens ? { href: (row: Full['paid'][number]) => `/ledger/${row.account}` } : {})}
        empty={<p className="px-4 pb-4 text-ink-2">{said.notPaid}</p>}
      />
    </Card>
  )
}

/** One thanks: to whom, why, with what, who paid, and how far it has come. */
export function AwardScreen(): ReactNode {
  const id = useParam('id')
  const said = useWords(rewardUiWords)
  const { lang, say, vnd } = useShown()
  const toast = useToast()
  const refresh = useRefresh()
  const [taking, setTaking] = useState(false)
  const mayTake = usePermission('rewards.issue')
  const { data: award, error, retry } = useLoad(['rewards', 'award', id], () => rewards.award({ id }))
  if (!award) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const takes = mayTake && ['issued', 'delivered', 'disputed'].includes(award.state)
  const passed = award.steps.map(one => ({
    ...one,
    key: one.state + one.at,
    what: said.awardStates[one.state],
    at: showMoment(one.at, lang),
  }))
  return (
    <Page
      title={award.party || say(award.title)}
      mark={<AwardStatus state={award.state} />}
      state={award.unit}
      actions={takes && <Button onClick={() => setTaking(true)}>{said.clawBack}</Button>}
    >
      <FigureRow label={said.title}>
        <Figure label={say(award.title)} value={say(award.item.name)} compare={award.why} />
        <Figure label={said.fields.pieces} value={showCount(BigInt(award.pieces), lang)} />
        <Figure label={said.fields.value} value={vnd(award.valueVnd)} />
      </FigureRow>
      <Columns>
        <Paid award={award} />
        <Card title={said.history}>
          <Passage list={passed} />
        </Card>
      </Columns>
      <Dialog open={taking} onClose={() => setTaking(false)} title={said.clawBack}>
        <Form
          submit={said.clawBack}
          onCancel={() => setTaking(false)}
          onSubmit={async values => {
            const { returnedVnd } = await rewards.clawBack({ id, reason: values.reason ?? '' })
            setTaking(false)
            await refresh('rewards')
            toast({ title: said.returnedNow(vnd(returnedVnd)), tone: 'ok' })
          }}
        >
          <TextArea name="reason" label={said.fields.reason} />
        </Form>
      </Dialog>
    </Page>
  )
}
