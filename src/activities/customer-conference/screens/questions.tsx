import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
import { showCode } from '#kit/text'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { usePermission } from '#kit/ui/screen.ts'
import { uuidv7 } from '#kit/wire'
import { listeningRoutes } from '#spine/listening/routes.ts'
import { topics } from '#spine/listening/rules.ts'
import { Commitments } from '#spine/listening/ui/commitments.tsx'
import { CaseStatus } from '#spine/listening/ui/parts.tsx'
import { listeningWords } from '#spine/listening/words.ts'
import type { Conference } from '../routes.ts'
import { screenWords } from '../words-screens.ts'

const listening = client(listeningRoutes)
type Done = (told: string) => Promise<void>

function AddQuestion({
  it,
  open,
  close,
  done,
}: {
  readonly it: Conference
  readonly open: boolean
  readonly close: () => void
  readonly done: Done
}): ReactNode {
  const said = useWords(screenWords)
  const named = useWords(listeningWords)
  return (
    <Dialog open={open} onClose={close} title={said.addQuestion}>
      <Form
        submit={said.keep}
        onCancel={close}
        onSubmit={async values => {
          const { code } = await listening.keep(
            {
              unitId: it.unitId,
              channel: 'hall',
              topic: topics.find(one => one === values.topic) ?? 'other',
              text: values.text ?? '',
              asker: values.asker ?? '',
              because: { activity: 'customer-conference', record: it.id },
            },
            { key: uuidv7() },
          )
          close()
          await done(said.code(showCode(code)))
        }}
      >
        <Select
          name="topic"
          label={said.topic}
          options={topics.map(value => ({ value, label: named.topics[value] }))}
          defaultValue="supply"
        />
        <TextArea name="text" label={said.question} rows={4} />
        <TextField name="asker" label={said.asker} optional={true} />
      </Form>
    </Dialog>
  )
}

/** What was asked at this conference, and what was promised there. Answers are given on each question's own page. */
export function Questions({ it, done }: { readonly it: Conference; readonly done: Done }): ReactNode {
  const said = useWords(screenWords)
  const [adding, setAdding] = useState(false)
  const mayRead = usePermission('listening.read')
  const mayKeep = usePermission('listening.keep')
  const load = useLoad(['listening', 'of', it.id], async () => {
    if (!mayRead) return undefined
    const [open, closed, promised] = await Promise.all([
      listening.queue({ record: it.id }),
      listening.queue({ record: it.id, show: 'closed' }),
      listening.promises({ record: it.id }),
    ])
    return { cases: [...open.cases, ...closed.cases], commitments: promised.commitments }
  })
  const { cases = [], commitments = [] } = load.data ?? {}
  const add = mayKeep && (
    <Button size="small" onClick={() => setAdding(true)}>
      {said.addQuestion}
    </Button>
  )
  return (
    <>
      <Card title={said.questions} action={add}>
        {cases.length === 0 && <p className="text-ink-2">{said.questionsNone}</p>}
        <ul className="flex flex-col gap-3">
          {cases.map(one => (
            <li key={one.id} className="flex flex-wrap items-start justify-between gap-2">
              <span className="min-w-0 flex-1 basis-64">
                <Link to={`/questions/${one.id}`}>{one.text}</Link>
                {one.asker && <span className="block text-ink-3 text-label">{one.asker}</span>}
              </span>
              <CaseStatus it={one} />
            </li>
          ))}
        </ul>
      </Card>
      <Commitments rows={commitments} unitId={it.unitId} mayChange={false} done={done} none={said.commitmentsNone} />
      <AddQuestion it={it} open={adding} close={() => setAdding(false)} done={done} />
    </>
  )
}
