import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import type { ConsentHistory, CustomerPage } from '../routes.ts'
import { customerWords } from '../words.ts'
import { dayOf, Line, Quiet } from './parts.tsx'
import { customersUiWords } from './words.ts'

/** What holds today by purpose and channel, and the whole history with its evidence, opened in place. */
export function ConsentsCard({ page }: { readonly page: CustomerPage }): ReactNode {
  const words = useWords(customersUiWords)
  const { purposes, channels, how } = useWords(customerWords)
  const word = (given: boolean): ReactNode =>
    given ? (
      <Chip tone="ok" icon="check">
        {words.yes}
      </Chip>
    ) : (
      <Chip tone="mute" icon="minus">
        {words.no}
      </Chip>
    )
  const evidence = (one: ConsentHistory): string =>
    [dayOf(one.at), how[one.how], one.by ?? words.byCustomer, one.evidence, words.textVersion(one.textVersion)]
      .filter(Boolean)
      .join(' · ')
  return (
    <Card title={words.consents}>
      {page.consents.length === 0 && <Quiet>{words.noConsents}</Quiet>}
      <ul>
        {page.consents.map(one => (
          <Line
            key={`${one.purpose}${one.channel}`}
            second={`${channels[one.channel]} · ${dayOf(one.at)}`}
            act={word(one.given)}
          >
            {purposes[one.purpose]}
          </Line>
        ))}
      </ul>
      {page.consentHistory.length > 0 && (
        <details className="mt-2">
          <summary className="cursor-pointer text-accent text-body">{words.history}</summary>
          <ul>
            {page.consentHistory.map(one => (
              <Line key={one.id} second={evidence(one)} act={word(one.given)}>
                {purposes[one.purpose]}, {channels[one.channel]}
              </Line>
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}
