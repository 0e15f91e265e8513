import { type ReactNode, useState } from 'react'
import { showDay, showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { saveFile } from '#kit/ui/files.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { problemOf } from '#kit/ui/problem.ts'
import { ErrorState, Waiting } from '#kit/ui/states.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { uiWords } from '#kit/ui/words.ts'
import type { GivesOf } from '#kit/wire'
import type { editionRoutes } from '../routes.ts'
import { editionWords } from '../words.ts'
import { editions } from './client.ts'
import { MakePaper } from './papers-make.tsx'
import { SignPaper } from './papers-sign.tsx'
import { officeWords } from './words-papers.ts'

export type Papers = GivesOf<typeof editionRoutes.papers>
export type Paper = Papers['papers'][number]

/** What was printed from an approved plan, and the signed numbers and scans that came back. */
export function PapersCard({ id, unit }: { readonly id: string; readonly unit: string }): ReactNode {
  const words = useWords(officeWords).papers
  const said = useWords(editionWords).papers
  const [making, setMaking] = useState(false)
  const { data, error, retry } = useLoad(['editions', 'papers', id, unit], () => editions.papers({ id, unit }))
  return (
    <Card
      title={words.title}
      action={
        data?.makes &&
        data.plan && (
          <Button size="small" onClick={() => setMaking(true)}>
            {words.make}
          </Button>
        )
      }
    >
      {!data && (error === undefined ? <Waiting /> : <ErrorState error={error} retry={retry} />)}
      {data && !data.plan && <p className="text-body text-ink-2">{words.notYet}</p>}
      {data?.plan && data.papers.length === 0 && <p className="text-body text-ink-2">{words.none}</p>}
      {data?.plan && !data.layout.confirmed && (
        <div className="mt-2">
          <Alert tone="warn">{said.unconfirmed}</Alert>
        </div>
      )}
      <ul>
        {data?.papers.map(paper => (
          <PaperLine key={paper.id} paper={paper} makes={data.makes} />
        ))}
      </ul>
      {data?.plan && <MakePaper id={id} unit={unit} papers={data} open={making} onClose={() => setMaking(false)} />}
    </Card>
  )
}

function PaperLine({ paper, makes }: { readonly paper: Paper; readonly makes: boolean }): ReactNode {
  const words = useWords(officeWords).papers
  const said = useWords(editionWords).papers
  const lang = useLang()
  const [signing, setSigning] = useState(false)
  const kind = said.kinds[paper.kind]
  const last = paper.signings.at(-1)
  return (
    <li className="flex flex-col gap-2 border-line border-b py-3 text-body last:border-b-0 last:pb-0">
      <div>
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {kind}
          {last && (
            <Chip tone="ok" icon="check">
              {said.inForce}
            </Chip>
          )}
        </p>
        <p className="text-ink-2 text-label">{words.of(String(paper.n), paper.by, showMoment(paper.at, lang))}</p>
      </div>
      {last && (
        <p>
          {words.signed(last.number, showDay(last.signedOn, lang))}
          {' · '}
          <Download ask={() => editions.scan({ paper: paper.id, signing: last.id })} label={words.open}>
            {words.open}
          </Download>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {(['pdf', 'docx'] as const).map(as => (
          <Download
            key={as}
            ask={() => editions.paperFile({ paper: paper.id, as })}
            label={words.download(kind, words[as])}
          >
            {words[as]}
          </Download>
        ))}
        {makes && (
          <Button size="small" onClick={() => setSigning(true)}>
            {last ? words.signAgain : words.sign}
          </Button>
        )}
      </div>
      <SignPaper paper={paper} open={signing} onClose={() => setSigning(false)} />
    </li>
  )
}

/** Fetches a file and hands it to the browser's downloads. */
function Download(props: {
  readonly ask: () => Promise<{ readonly name: string; readonly type: string; readonly bytes: string }>
  readonly label: string
  readonly children: ReactNode
}): ReactNode {
  const kit = useWords(uiWords)
  const toast = useToast()
  const [busy, setBusy] = useState(false)
  const fetchFile = async (): Promise<void> => {
    setBusy(true)
    try {
      saveFile(await props.ask())
    } catch (error) {
      toast({ tone: 'bad', title: problemOf(error)?.title ?? kit.errors.network })
    } finally {
      setBusy(false)
    }
  }
  return (
    <button
      type="button"
      aria-label={props.label}
      aria-busy={busy || undefined}
      onClick={fetchFile}
      className="min-h-target font-medium text-accent underline-offset-4 hover:underline"
    >
      {props.children}
    </button>
  )
}
