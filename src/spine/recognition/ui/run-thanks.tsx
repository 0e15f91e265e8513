import { type ReactNode, useState } from 'react'
import { showVnd } from '#kit/money'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Status, type StatusKind } from '#kit/ui/chip.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { usePermission } from '#kit/ui/screen.ts'
import { showCount } from '#kit/units'
import type { GivesOf, TakesOf } from '#kit/wire'
import type { recognitionRoutes } from '../routes.ts'
import { recognition } from './client.ts'
import { useDone } from './parts.tsx'
import type { Run } from './run.tsx'
import { runUiWords } from './words-run.ts'

type Owed = GivesOf<typeof recognitionRoutes.thanks>
type Source = TakesOf<typeof recognitionRoutes.thank>['source']
const kinds = {
  filling: 'draft',
  waiting: 'waiting',
  approved: 'editing',
  refused: 'returned',
  issued: 'approved',
} as const satisfies Readonly<Record<string, StatusKind>>

/** What an approved result promises for each ground, the lists of thanks made from it, and the way to make them. */
export function ThanksCard({ run: { id, state, trial } }: { readonly run: Run }): ReactNode {
  return state === 'approved' && !trial ? <Thanks run={id} /> : null
}

function Thanks({ run }: { readonly run: string }): ReactNode {
  const words = useWords(runUiWords)
  const lang = useLang()
  const proposes = usePermission('recognition.thank')
  const [asking, setAsking] = useState(false)
  const { data } = useLoad(['recognition', 'thanks', run], () => recognition.thanks({ id: run }))
  if (!data) return null
  const owed = data.grounds.some(one => one.amountVnd !== null && one.amountVnd !== '0' && one.parties > 0)
  return (
    <Card title={words.thanks}>
      <ul className="flex flex-col gap-3">
        {data.grounds.map(one => (
          <li key={one.ground}>
            <p className="font-medium">{one.says}</p>
            <p>{one.words}</p>
            <p className="text-ink-2 text-label">
              {one.amountVnd === null ? words.thanksInWords : words.thanksEach(showVnd(BigInt(one.amountVnd), lang))}
              {' · '}
              {words.thanksParties(showCount(one.parties, lang))}
            </p>
          </li>
        ))}
      </ul>
      <Made runs={data.runs} />
      {proposes && owed && (
        <p className="mt-4">
          <Button kind="primary" onClick={() => setAsking(true)}>
            {words.proposeThanks}
          </Button>
        </p>
      )}
      <ProposeDialog run={run} open={asking} onClose={() => setAsking(false)} />
    </Card>
  )
}

function Made({ runs }: Pick<Owed, 'runs'>): ReactNode {
  const words = useWords(runUiWords)
  const lang = useLang()
  const say = useSaid()
  if (runs.length === 0) return null
  return (
    <ul className="mt-4 flex flex-col gap-3 border-line border-t pt-3">
      {runs.map(one => (
        <li key={one.id} className="flex flex-wrap items-baseline justify-between gap-2">
          <Link to={`/rewards/lists/${one.id}`}>{say(one.title)}</Link>
          <Status kind={kinds[one.state]}>{words.thanksStates[one.state]}</Status>
          <span className="w-full text-ink-2 text-label">
            {words.thanksParties(showCount(one.awards, lang))} · {showVnd(BigInt(one.valueVnd), lang)}
          </span>
        </li>
      ))}
    </ul>
  )
}

type DialogOf = { readonly run: string; readonly open: boolean; readonly onClose: () => void }
function ProposeDialog({ run, open, onClose }: DialogOf): ReactNode {
  const words = useWords(runUiWords)
  const done = useDone()
  const sources = Object.entries(words.sources).map(([value, label]) => ({ value, label }))
  return (
    <Dialog open={open} onClose={onClose} title={words.proposeThanks}>
      <Form
        submit={words.proposeThanks}
        onCancel={onClose}
        onSubmit={async values => {
          await recognition.thank({ id: run, source: values.source as Source })
          onClose()
          await done()
        }}
      >
        <p>{words.proposeAsk}</p>
        <Select name="source" label={words.paysFrom} options={sources} defaultValue="company" />
      </Form>
    </Dialog>
  )
}
