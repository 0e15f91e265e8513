import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { RadioGroup } from '#kit/ui/choice.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import type { GivesOf } from '#kit/wire'
import { gatheringRoutes } from '../routes.ts'
import { gatheringUiWords } from './words.ts'

const gatherings = client(gatheringRoutes)
type Conflict = GivesOf<typeof gatheringRoutes.session>['conflicts'][number]

/** What the phones at the door contradict each other in; somebody decides, and no scan is ever taken out. */
export function Conflicts(props: {
  readonly conflicts: readonly Conflict[]
  readonly done: (told: string) => Promise<void>
}): ReactNode {
  const said = useWords(gatheringUiWords)
  const lang = useLang()
  const mayResolve = usePermission('gatherings.resolve')
  const [deciding, setDeciding] = useState<Conflict>()
  if (props.conflicts.length === 0) return null
  return (
    <Card title={said.conflicts} mark={<Chip tone="warn">{props.conflicts.length}</Chip>}>
      <ul className="flex flex-col gap-3">
        {props.conflicts.map(one => (
          <li key={`${one.kind}-${one.guestId}`} className="flex flex-wrap items-start justify-between gap-2">
            <div className="min-w-0">
              <p className="font-medium">{`${one.guest} · ${said.kinds[one.kind]}`}</p>
              {one.scans.map(scan => (
                <p key={scan.id} className="text-ink-3 text-label">
                  {said.seen(scan.device, scan.by, showMoment(scan.at, lang))}
                </p>
              ))}
              {one.decided && <p>{said.decided(one.decided.counted, one.decided.by, one.decided.note)}</p>}
            </div>
            {mayResolve && (
              <Button size="small" onClick={() => setDeciding(one)} aria-label={`${said.resolve}: ${one.guest}`}>
                {said.resolve}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog open={deciding !== undefined} onClose={() => setDeciding(undefined)} title={deciding?.guest ?? ''}>
        <Form
          submit={said.save}
          onCancel={() => setDeciding(undefined)}
          onSubmit={async values => {
            const counted = values.counted === 'yes'
            await gatherings.resolve({ id: deciding?.guestId ?? '', counted, note: values.note ?? '' })
            setDeciding(undefined)
            await props.done(said.saved)
          }}
        >
          <RadioGroup
            name="counted"
            label={said.counts}
            defaultValue="yes"
            options={[
              { value: 'yes', label: said.yes },
              { value: 'no', label: said.noCount },
            ]}
          />
          <TextArea name="note" label={said.note} />
        </Form>
      </Dialog>
    </Card>
  )
}
