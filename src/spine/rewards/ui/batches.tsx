import { type ReactNode, useCallback, useState } from 'react'
import { showDay } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip, type Tone } from '#kit/ui/chip.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { ErrandProgress } from '#kit/ui/errand-progress.tsx'
import { Form } from '#kit/ui/form.tsx'
import { NumberField, Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { readNumber, showCount } from '#kit/units'
import type { Batch } from '../routes-vouchers.ts'
import { payerSources } from '../rules.ts'
import { rewards } from './client.ts'
import { useChoices, useShown } from './parts.tsx'
import { rewardUiWords } from './words.ts'

const tones: Readonly<Record<Batch['state'], Tone>> = {
  waiting: 'warn',
  released: 'accent',
  minted: 'ok',
  revoked: 'mute',
  expired: 'mute',
}

/** A clerk types a code, sees what it is good for, and takes it. */
function TakeVoucher(): ReactNode {
  const said = useWords(rewardUiWords)
  const { say, vnd } = useShown()
  const [good, setGood] = useState<{ code: string; told: string }>()
  const [used, setUsed] = useState(false)
  return (
    <Card title={said.take}>
      <Form
        submit={said.check}
        onSubmit={async ({ code = '' }) => {
          setUsed(false)
          setGood(undefined)
          const it = await rewards.check({ code })
          setGood({ code, told: said.good(say(it.item), vnd(it.pieceVnd)) })
        }}
      >
        <TextField name="code" label={said.code} hint={said.codeHint} autoComplete="off" />
      </Form>
      {good && (
        <>
          <Alert tone="ok" title={good.told} />
          <Form
            submit={said.useNow}
            onSubmit={async () => {
              await rewards.redeem({ code: good.code })
              setGood(undefined)
              setUsed(true)
            }}
          >
            {null}
          </Form>
        </>
      )}
      {used && <Alert tone="ok" title={said.used} />}
    </Card>
  )
}

function NewBatch({ open, close }: { readonly open: boolean; readonly close: () => void }): ReactNode {
  const said = useWords(rewardUiWords)
  const toast = useToast()
  const refresh = useRefresh()
  const { units, items } = useChoices('voucher')
  return (
    <Dialog open={open} onClose={close} title={said.newBatch}>
      <Form
        submit={said.make}
        onCancel={close}
        onSubmit={async ({ unitId = '', itemId = '', from = '', until = '', bearer, ...values }) => {
          const codes = (values.codes ?? '').split('\n').flatMap(line => line.trim() || [])
          const source = payerSources.find(one => one === values.source) ?? 'company'
          const many = codes.length > 0 ? { codes } : { vouchers: readNumber(values.vouchers ?? '') ?? Number.NaN }
          await rewards.makeBatch({ unitId, itemId, source, bearer: bearer !== undefined, from, until, ...many })
          close()
          await refresh('rewards')
          toast({ title: said.made, tone: 'ok' })
        }}
      >
        <Select name="unitId" label={said.batchFields.unit} options={units} empty="" />
        <Select name="itemId" label={said.fields.item} options={items} empty="" />
        <Select
          name="source"
          label={said.fields.payer}
          options={payerSources.map(value => ({ value, label: said.sources[value] }))}
        />
        <NumberField name="vouchers" label={said.batchFields.vouchers} inputMode="numeric" />
        <TextArea name="codes" label={said.batchFields.codes} hint={said.batchFields.codesHint} />
        <DateField name="from" label={said.batchFields.from} />
        <DateField name="until" label={said.batchFields.until} />
        <Checkbox name="bearer" label={said.batchFields.bearer} />
      </Form>
    </Dialog>
  )
}

function useColumns(press: (batch: Batch, act: 'release' | 'revoke') => void): readonly Column<Batch>[] {
  const said = useWords(rewardUiWords)
  const { lang, say } = useShown()
  const mayApprove = usePermission('rewards.approve')
  const count = (key: 'vouchers' | 'given' | 'redeemed', from?: 'sm' | 'md'): Column<Batch> => ({
    key,
    head: said.batchFields[key],
    figure: true,
    ...(from ? { from } : {}),
    cell: row => (row[key] === 0 ? null : showCount(row[key], lang)),
  })
  return [
    { key: 'item', head: said.fields.item, strong: true, cell: row => say(row.item.name), second: row => row.unit },
    {
      key: 'kind',
      head: said.kind,
      from: 'lg',
      cell: row => (row.pool ? said.pool : row.bearer ? said.bearer : said.byList),
    },
    count('vouchers'),
    count('given', 'sm'),
    count('redeemed', 'sm'),
    { key: 'until', head: said.batchFields.until, tight: true, from: 'md', cell: row => showDay(row.until, lang) },
    {
      key: 'state',
      head: said.fields.state,
      tight: true,
      cell: row => <Chip tone={tones[row.state]}>{said.batch[row.state]}</Chip>,
    },
    {
      key: 'act',
      head: said.batchFields.act,
      tight: true,
      cell: row =>
        mayApprove && row.state === 'waiting' && !row.mine ? (
          <Button size="small" onClick={() => press(row, 'release')}>
            {said.release}
          </Button>
        ) : mayApprove && row.state === 'minted' ? (
          <Button size="small" onClick={() => press(row, 'revoke')}>
            {said.revoke}
          </Button>
        ) : (
          ' '
        ),
    },
  ]
}

/** Batches of vouchers: made, released by another, used, revoked; and the place where a clerk takes one. */
export function BatchesScreen(): ReactNode {
  const said = useWords(rewardUiWords)
  const { lang } = useShown()
  const toast = useToast()
  const refresh = useRefresh()
  const [mayPropose, mayRedeem] = [usePermission('rewards.propose'), usePermission('rewards.redeem')]
  const [adding, setAdding] = useState(false)
  const [acting, setActing] = useState<{ batch: Batch; act: 'release' | 'revoke' }>()
  const [errand, setErrand] = useState<string>()
  const again = useCallback(() => void refresh('rewards'), [refresh])
  const columns = useColumns((batch, act) => setActing({ batch, act }))
  const { data, error, loading, retry } = useLoad(['rewards', 'batches'], () => rewards.batches({}))
  const close = (): void => setActing(undefined)
  const add = mayPropose && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {said.newBatch}
    </Button>
  )
  return (
    <Page title={said.vouchers} state={said.vouchersLead} actions={add}>
      {errand && <ErrandProgress id={errand} onEnd={again} />}
      {mayRedeem && <TakeVoucher />}
      <Card flush={true}>
        <Table
          caption={said.vouchers}
          columns={columns}
          rows={data?.batches}
          rowKey={row => row.id}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={said.emptyBatches} why={said.emptyBatchesNext} action={add} />}
        />
      </Card>
      <NewBatch open={adding} close={() => setAdding(false)} />
      <ConfirmDialog
        open={acting?.act === 'release'}
        onClose={close}
        title={said.release}
        act={said.release}
        onConfirm={async () => {
          setErrand((await rewards.releaseBatch({ id: acting?.batch.id ?? '' })).errand)
          close()
          await refresh('rewards')
        }}
      >
        {said.releaseText(showCount(acting?.batch.vouchers ?? 0, lang))}
      </ConfirmDialog>
      <Dialog open={acting?.act === 'revoke'} onClose={close} title={said.revoke}>
        <Form
          submit={said.revoke}
          onCancel={close}
          onSubmit={async values => {
            await rewards.revokeBatch({ id: acting?.batch.id ?? '', reason: values.reason ?? '' })
            close()
            await refresh('rewards')
            toast({ title: said.revoked, tone: 'ok' })
          }}
        >
          <TextArea name="reason" label={said.fields.reason} />
        </Form>
      </Dialog>
    </Page>
  )
}
