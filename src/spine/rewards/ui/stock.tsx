import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { NumberField, Select, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { readNumber, showCount } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import type { rewardRoutes } from '../routes.ts'
import { rewards } from './client.ts'
import { useChoices, useShown } from './parts.tsx'
import { rewardUiWords } from './words.ts'

type Row = GivesOf<typeof rewardRoutes.stock>['stock'][number]

function TakeIn({ open, close }: { readonly open: boolean; readonly close: () => void }): ReactNode {
  const said = useWords(rewardUiWords)
  const toast = useToast()
  const refresh = useRefresh()
  const { units, items } = useChoices('gift')
  return (
    <Dialog open={open} onClose={close} title={said.takeIn}>
      <Form
        submit={said.takeIn}
        onCancel={close}
        onSubmit={async ({ unitId = '', itemId = '', pieces = '', note = '' }) => {
          await rewards.takeIn({ unitId, itemId, pieces: readNumber(pieces) ?? Number.NaN, note })
          close()
          await refresh('rewards')
          toast({ title: said.tookIn, tone: 'ok' })
        }}
      >
        <Select name="unitId" label={said.batchFields.unit} options={units} empty="" />
        <Select name="itemId" label={said.fields.item} options={items} empty="" />
        <NumberField name="pieces" label={said.fields.pieces} inputMode="numeric" />
        <TextField name="note" label={said.note} />
      </Form>
    </Dialog>
  )
}

/** Where gifts lie and who carries them; each balance opens into the entries that made it. */
export function StockScreen(): ReactNode {
  const said = useWords(rewardUiWords)
  const { lang, say } = useShown()
  const [taking, setTaking] = useState(false)
  const [mayTake, opens] = [usePermission('rewards.stock'), usePermission('ledger.read')]
  const { data, error, loading, retry } = useLoad(['rewards', 'stock'], () => rewards.stock({}))
  const columns: readonly Column<Row>[] = [
    { key: 'item', head: said.fields.item, strong: true, cell: row => say(row.item), second: row => row.unit },
    { key: 'place', head: said.place, cell: row => row.holder ?? said.inStock },
    {
      key: 'pieces',
      head: said.fields.pieces,
      figure: true,
      cell: row => (row.pieces === '0' ? null : showCount(BigInt(row.pieces), lang)),
    },
  ]
  const take = mayTake && (
    <Button kind="primary" onClick={() => setTaking(true)}>
      {said.takeIn}
    </Button>
  )
  return (
    <Page title={said.stock} state={said.stockLead} actions={take}>
      <Card flush={true}>
        <Table
          caption={said.stock}
          columns={columns}
          rows={data?.stock}
          rowKey={row => row.account}
          {...(opens ? { href: (row: Row) => `/ledger/${row.account}` } : {})}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.emptyStock} why={said.emptyStockNext} action={take} />}
        />
      </Card>
      <TakeIn open={taking} close={() => setTaking(false)} />
    </Page>
  )
}
