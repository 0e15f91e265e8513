import type { ReactNode } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Card } from '#kit/ui/card.tsx'
import { CountBadge } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { Parts } from '#kit/ui/parts.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import { customers } from './client.ts'
import { useColumns } from './customers.tsx'
import { customersUiWords } from './words.ts'

/** An enterprise: its sites, and the contracts at each as far as the person's units reach. */
export function EnterpriseScreen(): ReactNode {
  const words = useWords(customersUiWords)
  const lang = useLang()
  const id = useParam('id')
  const load = useLoad(['customers', 'enterprise', id], signal => customers.enterprise({ id }, { signal }))
  const columns = useColumns().map(({ sorts: _, ...column }) => column)
  const page = load.data
  if (!page) {
    return (
      <Page title={words.enterprise}>
        {load.error === undefined ? <LoadingState /> : <ErrorState error={load.error} retry={load.retry} />}
      </Page>
    )
  }
  const many = page.sites.reduce((sum, site) => sum + site.customers.length, 0)
  const state = [
    `${words.taxCode} ${page.taxCode}`,
    words.contractsCount(showCount(many, lang)),
    page.yearlyKwh && words.yearly(showCount(BigInt(page.yearlyKwh), lang)),
  ]
  return (
    <Page title={page.name} state={state.filter(Boolean).join(' · ')}>
      {!page.usual && <Alert tone="warn" title={words.unusualTax} />}
      {page.more && <Alert tone="info" title={words.enterpriseMore} />}
      <Parts on="/enterprises/$id" id={page.id} />
      {page.sites.map(site => (
        <Card key={site.id} title={site.name} mark={<CountBadge>{site.customers.length}</CountBadge>} flush={true}>
          <Table
            caption={site.name}
            columns={columns}
            rows={site.customers}
            rowKey={row => row.id}
            href={row => `/customers/${row.id}`}
          />
        </Card>
      ))}
    </Page>
  )
}
