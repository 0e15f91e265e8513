import { type FormEvent, type ReactNode, useState } from 'react'
import { showMoment } from '#kit/time'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { saveFile } from '#kit/ui/files.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { NumberField, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { problemOf } from '#kit/ui/problem.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { uiWords } from '#kit/ui/words.ts'
import { readNumber, showNumber } from '#kit/units'
import { editions } from './client.ts'
import { type Layout, PaperSketch } from './papers-sketch.tsx'
import { layoutWords } from './words-layout.ts'

const margins = ['top', 'bottom', 'left', 'right'] as const
const sizes = ['country', 'motto', 'issuer', 'number', 'title', 'body', 'table', 'receivers', 'foot'] as const

/** What was typed, as the contract takes it; what is no number is left for the contract to refuse at its field. */
function layoutOf(values: FormValues): Layout {
  const text = (name: string): string => (values[name] ?? '').trim()
  const number = (name: string): number => readNumber(text(name)) ?? Number.NaN
  const each = <Key extends string>(names: readonly Key[], of: string) =>
    Object.fromEntries(names.map(name => [name, number(`${of}.${name}`)])) as Record<Key, number>
  return {
    source: text('source'),
    face: text('face'),
    country: text('country'),
    motto: text('motto'),
    marginMm: each(margins, 'marginMm'),
    sizePt: each(sizes, 'sizePt'),
    firstLineMm: number('firstLineMm'),
    afterParagraphPt: number('afterParagraphPt'),
    lines: number('lines'),
  }
}

const isWhole = (layout: Layout): boolean =>
  [...Object.values(layout.marginMm), ...Object.values(layout.sizePt), layout.firstLineMm, layout.lines].every(
    Number.isFinite,
  ) && Number.isFinite(layout.afterParagraphPt)

/** How official papers are laid out: margins, sizes, the head's two lines. Seen while it is typed, tried as a PDF. */
export function PapersLayoutScreen(): ReactNode {
  const words = useWords(layoutWords)
  const lang = useLang()
  const { data, error, retry } = useLoad(['editions', 'layout'], () => editions.layout({}))
  const confirmed = data?.confirmed
  return (
    <Page title={words.title} state={confirmed && words.confirmedBy(confirmed.by, showMoment(confirmed.at, lang))}>
      {!data && (error === undefined ? <LoadingState /> : <ErrorState error={error} retry={retry} />)}
      {data && !confirmed && <Alert tone="warn">{words.memory}</Alert>}
      {data && !data.edits && <Alert tone="info">{words.readOnly}</Alert>}
      {data && <Editing layout={data.layout} />}
    </Page>
  )
}

function Editing({ layout }: { readonly layout: Layout }): ReactNode {
  const words = useWords(layoutWords)
  const toast = useToast()
  const refresh = useRefresh()
  const [typed, setTyped] = useState(layout)
  const [drawn, setDrawn] = useState(layout)
  const see = (event: FormEvent<HTMLDivElement>): void => {
    const form = event.currentTarget.querySelector('form')
    if (!form) return
    const next = layoutOf(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])))
    setTyped(next)
    if (isWhole(next)) setDrawn(next)
  }
  return (
    <Columns>
      <Card>
        <div onInput={see}>
          <Form
            submit={words.confirm}
            actions={<Trial layout={typed} />}
            onSubmit={async values => {
              await editions.confirmLayout(layoutOf(values))
              toast({ title: words.confirmed })
              await refresh('editions')
            }}
          >
            <Fields layout={layout} />
          </Form>
        </div>
      </Card>
      <Card title={words.sketch}>
        <PaperSketch layout={drawn} />
        <p className="mt-2 text-ink-3 text-label">{words.sketchNote}</p>
      </Card>
    </Columns>
  )
}

function Trial({ layout }: { readonly layout: Layout }): ReactNode {
  const words = useWords(layoutWords)
  const kit = useWords(uiWords)
  const toast = useToast()
  const take = async (): Promise<void> => {
    try {
      saveFile(await editions.tryLayout(layout))
    } catch (error) {
      toast({ tone: 'bad', title: problemOf(error)?.title ?? kit.errors.network })
    }
  }
  return <Button onClick={take}>{words.trial}</Button>
}

function Fields({ layout }: { readonly layout: Layout }): ReactNode {
  const words = useWords(layoutWords)
  const lang = useLang()
  const number = (name: string, label: string, value: number, unit: string): ReactNode => (
    <NumberField key={name} name={name} label={label} defaultValue={showNumber(value, lang, 2)} unit={unit} />
  )
  return (
    <>
      <TextField name="source" label={words.source} hint={words.sourceHint} defaultValue={layout.source} />
      <TextField name="country" label={words.country} defaultValue={layout.country} />
      <TextField name="motto" label={words.motto} defaultValue={layout.motto} />
      <TextField name="face" label={words.face} defaultValue={layout.face} />
      <Group title={words.margins}>
        {margins.map(it => number(`marginMm.${it}`, words.margin[it], layout.marginMm[it], 'mm'))}
      </Group>
      <Group title={words.sizes}>
        {sizes.map(it => number(`sizePt.${it}`, words.size[it], layout.sizePt[it], 'pt'))}
      </Group>
      <Group title={words.paragraphs}>
        {number('firstLineMm', words.firstLineMm, layout.firstLineMm, 'mm')}
        {number('afterParagraphPt', words.afterParagraphPt, layout.afterParagraphPt, 'pt')}
        {number('lines', words.lines, layout.lines, words.times)}
      </Group>
    </>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <fieldset>
      <legend className="mb-2 font-semibold text-body">{title}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">{children}</div>
    </fieldset>
  )
}
