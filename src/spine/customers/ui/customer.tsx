import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { CopyCode } from '#kit/ui/copy-code.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Menu } from '#kit/ui/menu.tsx'
import { Columns, Page } from '#kit/ui/page.tsx'
import { Parts } from '#kit/ui/parts.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { uiWords } from '#kit/ui/words.ts'
import { showCount, showNumber } from '#kit/units'
import type { CustomerPage } from '../routes.ts'
import { customerWords } from '../words.ts'
import { customers } from './client.ts'
import { ConsentsCard } from './consents.tsx'
import { ContactsCard, RepresentativesCard } from './contacts.tsx'
import { AskDialog, ConsentDialog, ContactDialog, RepresentativeDialog } from './customer-dialogs.tsx'
import { placeOf } from './customers.tsx'
import { HouseholdCard } from './household.tsx'
import { Details, Line, Quiet, Standing } from './parts.tsx'
import { customersUiWords } from './words.ts'
import { requestUiWords } from './words-requests.ts'

/** All that is known of one customer: what they get, their contracts, how they are reached, what they agreed to. */
export function CustomerScreen(): ReactNode {
  const words = useWords(customersUiWords)
  const { kinds } = useWords(customerWords)
  const id = useParam('id')
  const load = useLoad(['customers', 'one', id], signal => customers.one({ id }, { signal }))
  const page = load.data
  if (!page) {
    return (
      <Page title={words.customers}>
        {load.error === undefined ? <LoadingState /> : <ErrorState error={load.error} retry={load.retry} />}
      </Page>
    )
  }
  return (
    <Page
      title={page.name}
      mark={
        <>
          {page.large && <Chip tone="accent">{words.large}</Chip>}
          {page.until && <Chip tone="mute">{words.ended(writeDay(page.until))}</Chip>}
        </>
      }
      state={`${page.code} · ${kinds[page.kind]} · ${page.unit.name}`}
      actions={<Actions page={page} />}
    >
      {!page.usual && <Alert tone="warn" title={words.unusualCode} />}
      {page.enterprise && !page.enterprise.usual && <Alert tone="warn" title={words.unusualTax} />}
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          <Parts
            on="/customers/$id"
            id={page.id}
            none={
              <Card title={words.received}>
                <Quiet>{words.nothingReceived}</Quiet>
              </Card>
            }
          />
          <Contracts page={page} />
          <Parts on="/customers/$id/used" id={page.id} />
          {page.kind === 'household' && <HouseholdCard id={page.id} />}
          <ConsentsCard page={page} />
          <Requests page={page} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <General page={page} />
          <ContactsCard page={page} />
          <RepresentativesCard page={page} />
          <Former page={page} />
        </div>
      </Columns>
    </Page>
  )
}

const acts = ['addContact', 'addRepresentative', 'ask'] as const

function Actions({ page }: { readonly page: CustomerPage }): ReactNode {
  const words = useWords(customersUiWords)
  const kit = useWords(uiWords)
  const [changes, answers] = [usePermission('customers.change'), usePermission('customers.answer')]
  const [doing, setDoing] = useState<(typeof acts)[number] | 'recordConsent'>()
  const items = acts.filter(act => (act === 'ask' ? answers : changes))
  const dialog = { id: page.id, onClose: () => setDoing(undefined) }
  if (!changes && !answers) return null
  return (
    <>
      <Menu label={kit.more} items={items.map(act => ({ label: words.actions[act], onSelect: () => setDoing(act) }))} />
      {changes && (
        <Button kind="primary" onClick={() => setDoing('recordConsent')}>
          {words.actions.recordConsent}
        </Button>
      )}
      <ContactDialog {...dialog} open={doing === 'addContact'} />
      <RepresentativeDialog {...dialog} open={doing === 'addRepresentative'} />
      <AskDialog {...dialog} open={doing === 'ask'} />
      <ConsentDialog {...dialog} open={doing === 'recordConsent'} />
    </>
  )
}

function General({ page }: { readonly page: CustomerPage }): ReactNode {
  const words = useWords(customersUiWords)
  const { kinds } = useWords(customerWords)
  const lang = useLang()
  const { enterprise, largeSince, yearlyKwh } = page
  const rows: (readonly [string, ReactNode])[] = [
    [words.code, <CopyCode key="code" code={page.code} />],
    [words.kind, kinds[page.kind]],
    [words.unit, page.unit.name],
    [words.address, placeOf(page) || '·'],
    [words.since, writeDay(page.since)],
  ]
  if (enterprise) {
    rows.push([
      words.enterprise,
      <Link key="enterprise" to={`/enterprises/${enterprise.id}`}>
        {enterprise.name}
      </Link>,
    ])
    rows.push([
      words.taxCode,
      <span key="tax" className="tabular">
        {enterprise.taxCode}
      </span>,
    ])
  }
  if (page.site) rows.push([words.site, page.site])
  if (largeSince && yearlyKwh)
    rows.push([words.large, words.largeSince(showCount(BigInt(yearlyKwh), lang), writeDay(largeSince))])
  return (
    <Card title={words.details}>
      <Details rows={rows} />
    </Card>
  )
}

function Contracts({ page }: { readonly page: CustomerPage }): ReactNode {
  const words = useWords(customersUiWords)
  const lang = useLang()
  const days = (it: { from: string; until: string | null }) =>
    words.days(writeDay(it.from), it.until ? writeDay(it.until) : undefined)
  const point = (it: CustomerPage['contracts'][number]['points'][number]): string =>
    [
      it.code,
      it.meter && words.meter(it.meter),
      ...it.multipliers.slice(0, 1).map(one => words.multiplier(one.multiplier, writeDay(one.from))),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <Card title={words.contracts}>
      {page.contracts.length === 0 ? (
        <Quiet>{words.noContracts}</Quiet>
      ) : (
        <ul>
          {page.contracts.map(one => (
            <Line
              key={one.id}
              second={one.points.map(it => (
                <span key={it.id} className="block">
                  {point(it)}
                </span>
              ))}
            >
              <span className="font-semibold tabular">{one.number}</span> · {days(one)}
              {one.agreedKw && ` · ${words.agreed(showNumber(Number(one.agreedKw), lang))}`}
            </Line>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Requests({ page }: { readonly page: CustomerPage }): ReactNode {
  const words = useWords(customersUiWords)
  const asks = useWords(requestUiWords)
  const { requestKinds, requestStates } = useWords(customerWords)
  const reads = usePermission('customers.requests')
  if (page.requests.length === 0) return null
  return (
    <Card title={words.requests}>
      <ul>
        {page.requests.map(one => (
          <Line key={one.id} second={`${asks.dueOn} ${writeDay(one.dueOn)}`} act={<Standing row={one} />}>
            {reads ? <Link to={`/data-requests/${one.id}`}>{requestKinds[one.kind]}</Link> : requestKinds[one.kind]} ·{' '}
            {requestStates[one.state]}
          </Line>
        ))}
      </ul>
    </Card>
  )
}

function Former({ page }: { readonly page: CustomerPage }): ReactNode {
  const words = useWords(customersUiWords)
  const { former } = useWords(customerWords)
  if (page.former.length === 0 && page.same.length === 0) return null
  return (
    <Card title={words.former}>
      <ul>
        {page.former.map(one => (
          <Line
            key={`${one.what}${one.value}${one.until}`}
            second={`${former[one.what]} · ${words.until(writeDay(one.until))}`}
          >
            {one.value}
          </Line>
        ))}
        {page.same.map(one => (
          <Line key={one.id} second={`${words.same} · ${one.code}`}>
            <Link to={`/customers/${one.id}`}>{one.name}</Link>
          </Line>
        ))}
      </ul>
    </Card>
  )
}
