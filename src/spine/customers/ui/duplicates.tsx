import { type ReactNode, useCallback, useState } from 'react'
import { client } from '#kit/client'
import { type ErrandRow, errandRoutes } from '#kit/errands/routes.ts'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { ErrandProgress } from '#kit/ui/errand-progress.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { Link, useListState } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState, ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import type { CustomerRow, Pair } from '../routes.ts'
import { customers } from './client.ts'
import { placeOf } from './customers.tsx'
import { Quiet, useDone } from './parts.tsx'
import { customersUiWords } from './words.ts'
import { requestUiWords } from './words-requests.ts'

const errands = client(errandRoutes)
const defaults = { state: 'open' }

/** Pairs of contracts that may have one person behind them, the most alike first; each decision can be undone. */
export function DuplicatesScreen(): ReactNode {
  const words = useWords(customersUiWords)
  const asks = useWords(requestUiWords)
  const list = useListState(defaults)
  const [state, after] = ['state', 'after'].map(list.get)
  const load = useLoad(['customers', 'duplicates', state, after], signal =>
    customers.duplicates({ state: state === 'decided' ? 'decided' : 'open', ...(after ? { after } : {}) }, { signal }),
  )
  const look = useLook()
  return (
    <Page title={asks.duplicates} actions={!look.id && <Button onClick={look.begin}>{words.actions.find}</Button>}>
      <Quiet>{asks.duplicatesLead}</Quiet>
      {look.id && (
        <Card>
          <ErrandProgress id={look.id} onEnd={look.onEnd} />
        </Card>
      )}
      <div className="flex">
        <Segmented
          label={words.state}
          name="state"
          value={state === 'decided' ? 'decided' : 'open'}
          options={[
            { value: 'open', label: asks.toDecide },
            { value: 'decided', label: asks.decided },
          ]}
          onChange={next => list.set({ state: next })}
        />
      </div>
      {load.error !== undefined && <ErrorState error={load.error} retry={load.retry} />}
      {!load.data && load.error === undefined && <LoadingState />}
      {load.data?.pairs.length === 0 && (
        <Card>
          <EmptyState why={asks.noPairs} />
        </Card>
      )}
      {load.data?.pairs.map(pair => (
        <PairCard key={`${pair.a.id}${pair.b.id}`} pair={pair} />
      ))}
      <Pagination list={list} next={load.data?.next} />
    </Page>
  )
}

/** The look for new pairs that is under way, if any: one that was begun before the page was opened, or by the button. */
function useLook() {
  const words = useWords(customersUiWords)
  const refresh = useRefresh()
  const toast = useToast()
  const [begun, setBegun] = useState<string>()
  const [over, setOver] = useState<string>()
  const before = useLoad(['errands', 'pairs'], async signal => {
    const { errands: mine } = await errands.mine({}, { signal })
    return mine.find(it => it.job === 'customers.pairs' && it.endedAt === null && it.state !== 'failed')?.id ?? null
  })
  const id = begun ?? before.data ?? undefined
  const onEnd = useCallback(
    ({ id: ended, state, answer }: ErrandRow): void => {
      if (state === 'done') {
        setOver(ended)
        toast({ title: words.done.found(String(answer?.found ?? 0)) })
      }
      void refresh('customers', 'duplicates')
    },
    [refresh, toast, words],
  )
  const begin = async (): Promise<void> => setBegun((await customers.findDuplicates({})).errand)
  return { id: id === over ? undefined : id, onEnd, begin }
}

function Side({ row }: { readonly row: CustomerRow }): ReactNode {
  return (
    <div className="min-w-0 text-body">
      <Link to={`/customers/${row.id}`} className="font-semibold text-accent underline-offset-4 hover:underline">
        {row.name}
      </Link>
      <span className="block tabular">{row.code}</span>
      <span className="block text-ink-2">{placeOf(row)}</span>
      <span className="block text-ink-3 text-label">{[row.phone, row.unit.name].filter(Boolean).join(' · ')}</span>
    </div>
  )
}

function PairCard({ pair }: { readonly pair: Pair }): ReactNode {
  const words = useWords(customersUiWords)
  const asks = useWords(requestUiWords)
  const done = useDone(() => undefined)
  const decide = async (decision: 'same' | 'different' | 'undone'): Promise<void> => {
    await customers.decideSame({ a: pair.a.id, b: pair.b.id, decision })
    await done(decision)
  }
  return (
    <Card>
      <div className="grid gap-4 md:grid-cols-2">
        <Side row={pair.a} />
        <Side row={pair.b} />
      </div>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <span className="flex flex-wrap items-center gap-2 text-ink-3 text-label">
          <Chip tone="accent">{asks.score(String(pair.score))}</Chip>
          {asks.why[pair.why]}
          {pair.decision &&
            ` · ${words.actions[pair.decision]}${pair.decidedBy ? `, ${asks.decidedBy(pair.decidedBy)}` : ''}`}
        </span>
        <span className="flex flex-wrap gap-2">
          {pair.decision ? (
            <Button onClick={() => decide('undone')}>{words.actions.undo}</Button>
          ) : (
            <>
              <Button onClick={() => decide('different')}>{words.actions.different}</Button>
              <Button kind="primary" onClick={() => decide('same')}>
                {words.actions.same}
              </Button>
            </>
          )}
        </span>
      </div>
    </Card>
  )
}
