import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
import { showMoment } from '#kit/time'
import { Card } from '#kit/ui/card.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { Combobox } from '#kit/ui/combobox.tsx'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { Form } from '#kit/ui/form.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { showCount } from '#kit/units'
import { type GivesOf, uuidv7 } from '#kit/wire'
import { customerRoutes } from '#spine/customers/routes.ts'
import type { routes } from '../routes.ts'
import { advicePoints } from '../rules.ts'
import { words } from '../words.ts'
import { outreach, useDone } from './parts.tsx'

const customers = client(customerRoutes)
type Row = GivesOf<typeof routes.advised>['latest'][number]

const find = async (q: string) =>
  q.trim().length < 2
    ? []
    : (await customers.list({ q })).customers
        .slice(0, 20)
        .map(row => ({ value: row.id, label: row.name, hint: row.code }))

/** Who is on the line and what they were told; each form is a new one, so that nothing stays ticked for the next caller. */
function Call({ next }: { readonly next: () => void }): ReactNode {
  const said = useWords(words)
  const done = useDone()
  const [key] = useState(uuidv7)
  return (
    <Form
      submit={said.save}
      onSubmit={async values => {
        const points = advicePoints.filter(point => values[point] === 'yes')
        const { counted } = await outreach.advise({ customerId: values.customerId ?? '', points }, { key })
        await done(counted ? said.counted : said.notCounted)
        next()
      }}
    >
      <Combobox name="customerId" label={said.fields.customer} hint={said.fields.customerHint} find={find} />
      <fieldset>
        <legend className="font-medium">{said.fields.points}</legend>
        {advicePoints.map(point => (
          <Checkbox key={point} name={point} label={said.points[point]} />
        ))}
      </fieldset>
    </Form>
  )
}

/** The desk of an adviser at the call centre: find the caller, tick what was said, and see what was done today. */
export function AdviceScreen(): ReactNode {
  const said = useWords(words)
  const lang = useLang()
  const [call, setCall] = useState(0)
  const { data } = useLoad(['outreach', 'advised'], () => outreach.advised({}))
  const columns: readonly Column<Row>[] = [
    { key: 'who', head: said.fields.customer, strong: true, cell: row => row.name, second: row => row.code },
    {
      key: 'points',
      head: said.fields.points,
      from: 'sm',
      cell: row => row.points.map(point => said.points[point]).join(', '),
    },
    { key: 'at', head: said.fields.when, tight: true, cell: row => showMoment(row.at, lang) },
  ]
  return (
    <Page title={said.adviceTitle} state={said.adviceLead}>
      <FigureRow label={said.adviceToday}>
        <Figure label={said.adviceToday} value={showCount(data?.today ?? 0, lang)} unit={said.calls} />
      </FigureRow>
      <Columns side="even">
        <Card>
          <Call key={call} next={() => setCall(call + 1)} />
        </Card>
        <Card title={said.adviceLatest} flush={true}>
          <Table
            caption={said.adviceLatest}
            columns={columns}
            rows={data?.latest}
            rowKey={row => row.id}
            empty={<p className="px-4 pb-4 text-ink-2">{said.noAdvice}</p>}
          />
        </Card>
      </Columns>
    </Page>
  )
}
