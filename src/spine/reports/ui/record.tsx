import { type ReactNode, useEffect, useState } from 'react'
import { client } from '#kit/client'
import { showDay, showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link, useParam, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showQuantity } from '#kit/units'
import type { GivesOf } from '#kit/wire'
import { routes as evidenceRoutes } from '#spine/evidence/routes.ts'
import type { reportRoutes } from '../routes.ts'
import { figureAt } from './address.ts'
import { reports } from './client.ts'
import { GradeChip } from './records.tsx'
import { reportUiWords } from './words.ts'

const evidence = client(evidenceRoutes)
type RecordOf = GivesOf<typeof reportRoutes.record>

/** One counted record: every version of it, what proves it, and the way to the record itself. */
export function RecordScreen(): ReactNode {
  const words = useWords(reportUiWords)
  const said = useSaid()
  const lang = useLang()
  const id = useParam('id')
  const { go } = usePlace()
  const { data, error, retry } = useLoad(['reports', 'record', id], signal => reports.record({ id }, { signal }))
  if (!data) return error ? <ErrorState error={error} retry={retry} /> : <LoadingState />
  const { measure, edition, unit, place, versions } = data
  const now = versions[0]
  return (
    <Page
      title={`${said(measure.name)}: ${now ? showQuantity(now.quantity, measure.unit, lang) : ''}`}
      mark={now && <GradeChip grade={now.grade} />}
      state={
        <>
          <Link to={figureAt(measure.key, { edition: edition.id })}>{said(edition.name)}</Link> · {unit.name}
          {place && ` · ${place}`} · {words.duty[data.duty]}
        </>
      }
      actions={
        data.opens && (
          <Button kind="primary" onClick={() => go(data.opens ?? '')}>
            {words.opens}
          </Button>
        )
      }
    >
      {data.joint && <p className="text-ink-2">{words.joint}</p>}
      <Columns>
        <Versions of={data} />
        <Evidence of={data} />
      </Columns>
    </Page>
  )
}

function Versions({ of }: { readonly of: RecordOf }): ReactNode {
  const words = useWords(reportUiWords)
  const lang = useLang()
  const columns: readonly Column<RecordOf['versions'][number]>[] = [
    { key: 'when', head: words.when, tight: true, cell: row => showMoment(row.countedAt, lang) },
    { key: 'day', head: words.day, tight: true, cell: row => showDay(row.day, lang) },
    {
      key: 'quantity',
      head: words.quantity,
      figure: true,
      cell: row => showQuantity(row.quantity, of.measure.unit, lang),
    },
    { key: 'grade', head: words.grade, cell: row => <GradeChip grade={row.grade} /> },
    {
      key: 'state',
      head: '',
      cell: row =>
        row === of.versions[0] ? <Chip tone="ok">{words.valid}</Chip> : <Chip tone="mute">{words.replaced}</Chip>,
    },
  ]
  return (
    <Card flush={true} title={words.versions}>
      <Table caption={words.versions} columns={columns} rows={of.versions} rowKey={row => row.id} />
    </Card>
  )
}

function Evidence({ of }: { readonly of: RecordOf }): ReactNode {
  const words = useWords(reportUiWords)
  const lang = useLang()
  const sees = usePermission('evidence.read')
  return (
    <Card title={words.evidence}>
      {of.evidence.length === 0 ? (
        <p className="text-ink-2">{words.noEvidence}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {of.evidence.map(one => (
            <li key={one.id}>
              <p className="text-ink-3 text-label">{`${words.kinds.photo} · ${showMoment(one.at, lang)}`}</p>
              {sees && <Photo id={one.id} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** The photo itself: each look at it is audited, so it is fetched once. */
function Photo({ id }: { readonly id: string }): ReactNode {
  const words = useWords(reportUiWords)
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    let gone = false
    void evidence.see({ id }).then(({ bytes, type }) => {
      if (gone) return
      made = URL.createObjectURL(new Blob([Uint8Array.from(atob(bytes), char => char.charCodeAt(0))], { type }))
      setAddress(made)
    })
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [id])
  return address ? <img src={address} alt={words.kinds.photo} className="mt-1 max-h-80 rounded-control" /> : null
}
