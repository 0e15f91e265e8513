import { type ReactNode, useState } from 'react'
import { Checkbox } from '#kit/ui/choice.tsx'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { paperKinds } from '../rules-papers.ts'
import { editionWords } from '../words.ts'
import { editions } from './client.ts'
import type { Papers } from './papers.tsx'
import { officeWords } from './words-papers.ts'

type Kind = (typeof paperKinds)[number]
type Wording = Papers['defaults'][Kind]

const text = (values: FormValues, name: string): string => (values[name] ?? '').trim()
const orNull = (values: FormValues, name: string): string | null => text(values, name) || null
const linesOf = (values: FormValues, name: string): string[] =>
  text(values, name)
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)

function wordingOf(values: FormValues): Wording {
  return {
    superior: orNull(values, 'wording.superior'),
    issuer: text(values, 'wording.issuer'),
    code: text(values, 'wording.code'),
    place: text(values, 'wording.place'),
    by: orNull(values, 'wording.by'),
    to: linesOf(values, 'wording.to'),
    bases: linesOf(values, 'wording.bases'),
    receivers: linesOf(values, 'wording.receivers'),
    signature: linesOf(values, 'wording.signature'),
    name: orNull(values, 'wording.name'),
    englishSummary: values['wording.englishSummary'] !== undefined,
  }
}

/** Words a paper and draws it: the figures follow from the plan, the office checks the rest. */
export function MakePaper(props: {
  readonly id: string
  readonly unit: string
  readonly papers: Papers
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(officeWords).papers
  const said = useWords(editionWords).papers
  const toast = useToast()
  const refresh = useRefresh()
  const [kind, setKind] = useState<Kind>('decision')
  const { id, unit, papers, open, onClose } = props
  const hash = papers.plan?.hash ?? ''
  return (
    <Dialog open={open} onClose={onClose} title={words.makeTitle(said.kinds[kind])} wide={true}>
      <Form
        submit={words.make}
        onCancel={onClose}
        onSubmit={async values => {
          await editions.makePaper({ id, unit, kind, hash, wording: wordingOf(values) })
          onClose()
          toast({ title: words.made })
          await refresh('editions', 'papers')
        }}
      >
        <Select
          name="kind"
          label={words.kind}
          value={kind}
          options={paperKinds.map(value => ({ value, label: said.kinds[value] }))}
          onChange={value => setKind(value as Kind)}
        />
        <WordingFields key={kind} wording={papers.defaults[kind]} />
      </Form>
    </Dialog>
  )
}

function WordingFields({ wording }: { readonly wording: Wording }): ReactNode {
  const words = useWords(officeWords).papers
  const line = (name: 'superior' | 'issuer' | 'code' | 'place' | 'by' | 'name') => (
    <TextField
      name={`wording.${name}`}
      label={words[name]}
      optional={name === 'superior' || name === 'by' || name === 'name'}
      defaultValue={wording[name] ?? ''}
    />
  )
  const lines = (name: 'to' | 'bases' | 'receivers' | 'signature') => (
    <TextArea
      name={`wording.${name}`}
      label={words[name]}
      hint={words.lineEach}
      rows={name === 'bases' ? 5 : 3}
      defaultValue={wording[name].join('\n')}
    />
  )
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {line('superior')}
      {line('issuer')}
      {line('code')}
      {line('place')}
      {line('by')}
      {line('name')}
      {lines('to')}
      {lines('signature')}
      {lines('bases')}
      {lines('receivers')}
      <Checkbox name="wording.englishSummary" label={words.english} defaultChecked={wording.englishSummary} />
    </div>
  )
}
