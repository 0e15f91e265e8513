import { type ReactNode, useState } from 'react'
import { readVnd } from '#kit/money'
import { Card } from '#kit/ui/card.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { NumberField, Select, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useListState, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { LoadingState } from '#kit/ui/states.tsx'
import { readNumber, showNumber, type UnitKey, unitName } from '#kit/units'
import type { FieldError, GivesOf } from '#kit/wire'
import { useEdition } from '#spine/editions/ui/use-edition.ts'
import { org } from '#spine/org/ui/client.ts'
import type { Kind, recognitionRoutes } from '../routes.ts'
import { isSwitch } from '../rules.ts'
import { recognition } from './client.ts'
import { amount, useDone, useKinds } from './parts.tsx'
import { criteriaUiWords } from './words-criteria.ts'

type Version = GivesOf<typeof recognitionRoutes.version>

/** The threshold that was typed; a box that is not ticked sends nothing and is 0. */
const typedOf = (values: FormValues, it: Kind['settings'][number]): number | undefined =>
  readNumber(values[`s-${it.name}`] ?? (isSwitch(it) ? '0' : ''))

/** What was typed, as the contract takes it; a ground without words is not thanked. */
function contentOf(values: FormValues, kind: Kind) {
  return {
    title: values.title ?? '',
    note: values.note ?? '',
    settings: Object.fromEntries(kind.settings.map(it => [it.name, typedOf(values, it) ?? it.usual])),
    thanks: kind.grounds
      .filter(it => (values[`t-${it.name}`] ?? '').trim() !== '')
      .map(it => ({
        ground: it.name,
        words: values[`t-${it.name}`] ?? '',
        amountVnd: String(readVnd(values[`a-${it.name}`] ?? '') ?? 0n),
      })),
    objectDays: readNumber(values.objectDays ?? '') ?? 0,
    answerDays: readNumber(values.answerDays ?? '') ?? 0,
  }
}

/** Writes a first version, the next one from the published one (`from`), or edits a draft (`edit`). */
export function WriteScreen(): ReactNode {
  const words = useWords(criteriaUiWords)
  const list = useListState()
  const [from, editing] = [list.get('from'), list.get('edit') !== '']
  const kinds = useKinds()
  const { edition } = useEdition()
  const [chosen, setChosen] = useState('')
  const load = useLoad(['recognition', 'version', from], signal =>
    from ? recognition.version({ id: from }, { signal }) : Promise.resolve(undefined),
  )
  const units = useLoad(['org', 'tree'], () => org.tree({})).data?.rows
  const kind = kinds?.find(it => it.name === (load.data?.kind ?? (chosen || kinds[0]?.name)))
  if (!kinds || !units || (from && !load.data))
    return (
      <Page title={words.newVersion}>
        <LoadingState />
      </Page>
    )
  return (
    <Page title={editing ? words.editDraft : words.newVersion} state={words.criteriaState}>
      <Card>
        {!from && kinds.length > 1 && (
          <Select
            name="kind"
            label={words.kind}
            value={kind?.name ?? ''}
            options={kinds.map(it => ({ value: it.name, label: it.says }))}
            onChange={setChosen}
          />
        )}
        {kind && edition && (
          <WriteForm
            key={kind.name}
            kind={kind}
            before={load.data}
            editing={editing}
            edition={edition.id}
            units={units.map(row => ({ value: row.id, label: `${'\u2003'.repeat(row.level)}${row.name}` }))}
          />
        )}
      </Card>
    </Page>
  )
}

type FormOf = {
  readonly kind: Kind
  readonly before: Version | undefined
  readonly editing: boolean
  readonly edition: string
  readonly units: readonly { readonly value: string; readonly label: string }[]
}

function WriteForm({ kind, before, editing, edition, units }: FormOf): ReactNode {
  const words = useWords(criteriaUiWords)
  const lang = useLang()
  const { go } = usePlace()
  const done = useDone()
  const check = (values: FormValues): FieldError[] =>
    kind.settings.flatMap(it => {
      const value = typedOf(values, it)
      if (value !== undefined && value >= it.least && value <= it.most) return []
      const message = words.badNumber(amount(it.least, it.unit, lang), amount(it.most, it.unit, lang))
      return [{ field: `s-${it.name}`, code: 'number', message }]
    })
  const submit = async (values: FormValues): Promise<void> => {
    const content = contentOf(values, kind)
    let id = before?.id ?? ''
    if (editing) await recognition.edit({ id, ...content })
    else {
      const unitId = before?.unitId ?? values.unitId ?? ''
      id = (await recognition.write({ unitId, editionId: before?.editionId ?? edition, kind: kind.name, ...content }))
        .id
    }
    await done()
    go(`/criteria/${id}`)
  }
  return (
    <Form
      submit={words.save}
      onSubmit={submit}
      check={check}
      onCancel={() => go(before ? `/criteria/${before.id}` : '/criteria')}
    >
      {!before && <Select name="unitId" label={words.unit} options={units} empty="" />}
      <TextField name="title" label={words.title} hint={words.titleHint} defaultValue={before?.title} />
      <TextArea name="note" label={words.note} rows={5} defaultValue={before?.note} />
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-2 font-semibold text-section">{words.settings}</legend>
        {kind.settings.map(it => (
          <Threshold key={it.name} setting={it} value={before?.settings[it.name] ?? it.usual} />
        ))}
      </fieldset>
      {kind.grounds.map(it => (
        <Ground key={it.name} ground={it} before={before} />
      ))}
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField name="objectDays" label={words.objectDays} defaultValue={String(before?.objectDays ?? 10)} />
        <NumberField name="answerDays" label={words.answerDays} defaultValue={String(before?.answerDays ?? 5)} />
      </div>
    </Form>
  )
}

/** A number with its ends, or a box for what only holds or does not. */
function Threshold({
  setting: it,
  value,
}: {
  readonly setting: Kind['settings'][number]
  readonly value: number
}): ReactNode {
  const words = useWords(criteriaUiWords)
  const lang = useLang()
  if (isSwitch(it)) return <Checkbox name={`s-${it.name}`} label={it.says} defaultChecked={value === 1} value="1" />
  return (
    <NumberField
      name={`s-${it.name}`}
      label={it.says}
      hint={words.between(showNumber(it.least, lang), showNumber(it.most, lang))}
      unit={it.unit ? unitName(it.unit as UnitKey, lang) : ''}
      defaultValue={showNumber(value, lang)}
    />
  )
}

function Ground({
  ground,
  before,
}: {
  readonly ground: Kind['grounds'][number]
  readonly before: Version | undefined
}): ReactNode {
  const words = useWords(criteriaUiWords)
  const lang = useLang()
  const thanks = before?.thanks.find(it => it.ground === ground.name)
  return (
    <fieldset className="grid gap-4 sm:grid-cols-2">
      <legend className="mb-1 font-semibold text-section">{ground.says}</legend>
      <p className="text-ink-2 text-table sm:col-span-2">{ground.explains}</p>
      <TextField
        name={`t-${ground.name}`}
        label={words.thanksWords}
        hint={words.thanksHint}
        defaultValue={thanks?.words}
      />
      <NumberField
        name={`a-${ground.name}`}
        label={words.amount}
        hint={words.amountHint}
        unit="₫"
        defaultValue={thanks?.amountVnd ? showNumber(Number(thanks.amountVnd), lang) : ''}
      />
    </fieldset>
  )
}
