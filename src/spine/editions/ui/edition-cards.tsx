import { type ReactNode, useState } from 'react'
import { showDay } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { CountBadge } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Waiting } from '#kit/ui/states.tsx'
import { showQuantity } from '#kit/units'
import type { EditionPage } from '../routes.ts'
import { editions } from './client.ts'
import { WindowDialog } from './edition-dialogs.tsx'
import { SourceLink } from './source-link.tsx'
import { editionUiWords } from './words-editions.ts'

/** Units that run on their own dates within the edition. */
export function WindowsCard({ edition }: { readonly edition: EditionPage }): ReactNode {
  const words = useWords(editionUiWords)
  const lang = useLang()
  const [adding, setAdding] = useState(false)
  return (
    <Card
      title={words.windows}
      mark={edition.windows.length > 0 && <CountBadge>{edition.windows.length}</CountBadge>}
      action={
        edition.edits &&
        edition.state !== 'closed' && (
          <Button size="small" onClick={() => setAdding(true)}>
            {words.addWindow}
          </Button>
        )
      }
    >
      {edition.windows.length === 0 && <p className="text-body text-ink-2">{words.noWindows}</p>}
      <ul>
        {edition.windows.map(it => (
          <li
            key={it.unit}
            className="flex flex-wrap justify-between gap-x-4 border-line border-b py-1.5 text-body last:border-b-0"
          >
            <span>
              <span className="font-medium">{it.name}</span>
              {it.theme && <span className="block text-ink-2 text-label">{it.theme[lang]}</span>}
            </span>
            <span className="tabular text-ink-2">{words.span(showDay(it.from, lang), showDay(it.until, lang))}</span>
          </li>
        ))}
      </ul>
      <WindowDialog edition={edition} open={adding} onClose={() => setAdding(false)} />
    </Card>
  )
}

/** What was reported in public about that year, each figure with its source. */
export function AnnouncedCard({ edition }: { readonly edition: EditionPage }): ReactNode {
  const words = useWords(editionUiWords)
  const lang = useLang()
  return (
    <Card title={words.announced}>
      <p className="mb-2 text-ink-2 text-table">
        {edition.announced.length > 0 ? words.announcedLead : words.noAnnounced}
      </p>
      <ul>
        {edition.announced.map(it => (
          <li key={`${it.who} ${it.says.vi}`} className="border-line border-b py-2 text-body last:border-b-0">
            <p className="flex justify-between gap-4">
              <span>{it.says[lang]}</span>
              <span className="tabular whitespace-nowrap font-semibold">
                {showQuantity(it.quantity, it.unit, lang)}
              </span>
            </p>
            <p className="text-ink-3 text-label">
              {it.who} · <SourceLink source={it.source ?? words.noSource} />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** What differs from the edition that this one was copied from. */
export function ChangedCard({ id }: { readonly id: string }): ReactNode {
  const words = useWords(editionUiWords)
  const lang = useLang()
  const asRead = (value: string): string => (/^\d{4}-\d\d-\d\d$/.test(value) ? showDay(value, lang) : value)
  const { data } = useLoad(['editions', 'changed', id], () => editions.changed({ id }))
  if (data && !data.from) return null
  return (
    <Card
      title={words.changed(String(data?.from?.year ?? ''))}
      mark={data && data.changed.length > 0 && <CountBadge>{data.changed.length}</CountBadge>}
    >
      {!data && <Waiting />}
      {data?.changed.length === 0 && <p className="text-body text-ink-2">{words.nothingChanged}</p>}
      <dl>
        {data?.changed.map(it => (
          <div
            key={`${it.what} ${it.before} ${it.after}`}
            className="border-line border-b py-1.5 text-body last:border-b-0"
          >
            <dt className="text-ink-3 text-label">{words.what[it.what]}</dt>
            <dd className="flex flex-wrap gap-x-2">
              {it.before && <s className="text-ink-3">{asRead(it.before)}</s>}
              {it.after && <span className="font-medium">{asRead(it.after)}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
