import { type ReactNode, useState } from 'react'
import { client } from '#kit/client'
import { isoDay, showDay } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { RadioGroup } from '#kit/ui/choice.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { FileField } from '#kit/ui/files.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { shrinkPhoto } from '#kit/ui/photo.ts'
import { uuidv7 } from '#kit/wire'
import { routes as evidenceRoutes } from '#spine/evidence/routes.ts'
import type { Commitment } from '../routes-parts.ts'
import { listening } from './client.ts'
import { listeningUiWords } from './words.ts'

const evidence = client(evidenceRoutes)

type Props = {
  readonly rows: readonly Commitment[]
  readonly unitId: string
  /** Without one, commitments are only shown. */
  readonly caseId?: string
  readonly mayChange: boolean
  readonly done: (told: string) => Promise<void>
  readonly none?: string
}

function One({ it, settle }: { readonly it: Commitment; readonly settle?: () => void }): ReactNode {
  const said = useWords(listeningUiWords)
  const lang = useLang()
  return (
    <li className="flex flex-wrap items-start justify-between gap-2">
      <div className="min-w-0">
        <p>{it.text}</p>
        <p className="text-ink-3 text-label">{it.outcome ? it.outcome.text : said.by(showDay(it.dueOn, lang))}</p>
      </div>
      {it.outcome && (
        <Chip tone={it.outcome.kept ? 'ok' : 'mute'}>
          {`${it.outcome.kept ? said.keptOne : said.notKept} · ${showDay(isoDay(new Date(it.outcome.at)), lang)}`}
        </Chip>
      )}
      {!it.outcome && it.late && <Chip tone="bad">{said.late}</Chip>}
      {!it.outcome && settle && (
        <Button size="small" onClick={settle} aria-label={`${said.settle}: ${it.text}`}>
          {said.settle}
        </Button>
      )}
    </li>
  )
}

function SettleDialog(props: {
  readonly it: Commitment | undefined
  readonly unitId: string
  readonly close: () => void
  readonly done: Props['done']
}): ReactNode {
  const said = useWords(listeningUiWords)
  const [photo, setPhoto] = useState<File>()
  const { it, unitId, close, done } = props
  /** The photo is kept first, as evidence of this commitment; then the commitment closes with it. */
  const keepPhoto = async (record: string): Promise<{ evidenceId?: string }> => {
    if (!photo) return {}
    const bytes = await shrinkPhoto(photo)
    const { id } = await evidence.keep({ unitId, record, kind: 'photo', bytes }, { key: uuidv7() })
    return { evidenceId: id }
  }
  return (
    <Dialog open={it !== undefined} onClose={close} title={said.settle}>
      <Form
        submit={said.save}
        onCancel={close}
        onSubmit={async values => {
          const id = it?.id ?? ''
          const kept = values.kept === 'yes'
          await listening.settle({ id, kept, text: values.text ?? '', ...(kept ? await keepPhoto(id) : {}) })
          close()
          await done(said.done)
        }}
      >
        <p>{it?.text}</p>
        <RadioGroup
          name="kept"
          label={said.settleKept}
          defaultValue="yes"
          options={[
            { value: 'yes', label: said.keptOne },
            { value: 'no', label: said.notKept },
          ]}
        />
        <TextArea name="text" label={said.settleText} />
        <FileField name="evidenceId" label={said.photo} accept="image/*" onChange={setPhoto} optional={true} />
      </Form>
    </Dialog>
  )
}

/** What was promised, whether it was kept, and how that is known. */
export function Commitments({ rows, unitId, caseId, mayChange, done, none }: Props): ReactNode {
  const said = useWords(listeningUiWords)
  const [adding, setAdding] = useState(false)
  const [settling, setSettling] = useState<Commitment>()
  const add = mayChange && caseId && (
    <Button size="small" onClick={() => setAdding(true)}>
      {said.commit}
    </Button>
  )
  return (
    <Card title={said.commitments} action={add}>
      {rows.length === 0 && <p className="text-ink-2">{none ?? said.commitmentsNone}</p>}
      <ul className="flex flex-col gap-3">
        {rows.map(row => (
          <One key={row.id} it={row} {...(mayChange ? { settle: () => setSettling(row) } : {})} />
        ))}
      </ul>
      <Dialog open={adding} onClose={() => setAdding(false)} title={said.commit}>
        <Form
          submit={said.save}
          onCancel={() => setAdding(false)}
          onSubmit={async values => {
            await listening.commit({ caseId: caseId ?? '', text: values.text ?? '', dueOn: values.dueOn ?? '' })
            setAdding(false)
            await done(said.done)
          }}
        >
          <TextArea name="text" label={said.commitText} />
          <DateField name="dueOn" label={said.commitDue} />
        </Form>
      </Dialog>
      <SettleDialog it={settling} unitId={unitId} close={() => setSettling(undefined)} done={done} />
    </Card>
  )
}
