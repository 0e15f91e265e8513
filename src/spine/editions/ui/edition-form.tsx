import type { ReactNode } from 'react'
import { readVnd } from '#kit/money'
import { Card } from '#kit/ui/card.tsx'
import { Checkbox } from '#kit/ui/choice.tsx'
import { DateField } from '#kit/ui/date-field.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { NumberField, TextArea, TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { usePlace } from '#kit/ui/link.tsx'
import type { SendsOf } from '#kit/wire'
import type { EditionPage, editionRoutes } from '../routes.ts'
import { editionWords } from '../words.ts'
import { editionUiWords } from './words-editions.ts'

export type Written = Omit<SendsOf<typeof editionRoutes.create>, 'year'>

const text = (values: FormValues, name: string): string => (values[name] ?? '').trim()

/** What was written in two languages; null when both are empty, and an error of the server when only one is. */
export function bothOf(values: FormValues, name: string): { vi: string; en: string } | null {
  const [vi, en] = [text(values, `${name}.vi`), text(values, `${name}.en`)]
  return vi === '' && en === '' ? null : { vi, en }
}

const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

function writtenOf(values: FormValues, groups: readonly string[]): Written {
  const labour = readVnd(text(values, 'labourDayVnd') || '0')
  return {
    number: Number(text(values, 'number')),
    name: { vi: text(values, 'name.vi'), en: text(values, 'name.en') },
    theme: bothOf(values, 'theme'),
    occasion: bothOf(values, 'occasion'),
    slogan: bothOf(values, 'slogan'),
    from: text(values, 'from'),
    until: text(values, 'until'),
    tetUntil: text(values, 'tetUntil') || null,
    referenceDay: text(values, 'referenceDay'),
    hotMonths: months.filter(month => values[`hot-${month}`]),
    priorityGroups: groups.filter(group => values[`group-${group}`]),
    priorityAreas: text(values, 'priorityAreas')
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
    labourDayVnd: labour === undefined ? Number.NaN : Number(labour),
    source: text(values, 'source') || null,
  }
}

/** All that makes an edition; the same fields for a new one and for one that is changed. */
export function EditionForm(props: {
  readonly edition?: EditionPage
  readonly onSave: (written: Written, year: number) => Promise<void>
  readonly back: string
}): ReactNode {
  const words = useWords(editionUiWords)
  const { groups } = useWords(editionWords)
  const { go } = usePlace()
  const { edition } = props
  const known = [...new Set([...Object.keys(groups), ...(edition?.priorityGroups ?? [])])]
  return (
    <Form
      submit={words.save}
      onCancel={() => go(props.back)}
      onSubmit={values => props.onSave(writtenOf(values, known), Number(values.year ?? edition?.year))}
    >
      <Card title={words.section.says}>
        <div className="grid gap-4 sm:grid-cols-2">
          {!edition && <TextField name="year" label={words.year} inputMode="numeric" className="max-w-32" />}
          <TextField
            name="number"
            label={words.number}
            inputMode="numeric"
            className="max-w-32"
            defaultValue={edition?.number}
          />
          <Both name="name" vi={words.nameVi} en={words.nameEn} said={edition?.name} />
          <Both name="theme" vi={words.themeVi} en={words.themeEn} said={edition?.theme} optional={true} />
          <Both name="occasion" vi={words.occasionVi} en={words.occasionEn} said={edition?.occasion} optional={true} />
          <Both name="slogan" vi={words.sloganVi} en={words.sloganEn} said={edition?.slogan} optional={true} />
        </div>
      </Card>
      <Days {...(edition ? { edition } : {})} />
      <Whom known={known} {...(edition ? { edition } : {})} />
      <Card title={words.section.rest}>
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberField
            name="labourDayVnd"
            label={words.labourDay}
            hint={words.labourHint}
            unit="₫"
            defaultValue={edition ? String(edition.labourDayVnd) : '0'}
          />
          <TextField
            name="source"
            label={words.source}
            hint={words.sourceHint}
            optional={true}
            defaultValue={edition?.source ?? ''}
          />
        </div>
      </Card>
    </Form>
  )
}

function Both(props: {
  readonly name: string
  readonly vi: string
  readonly en: string
  readonly said: { readonly vi: string; readonly en: string } | null | undefined
  readonly optional?: boolean
}): ReactNode {
  const optional = props.optional ?? false
  return (
    <>
      <TextField name={`${props.name}.vi`} label={props.vi} optional={optional} defaultValue={props.said?.vi ?? ''} />
      <TextField name={`${props.name}.en`} label={props.en} optional={optional} defaultValue={props.said?.en ?? ''} />
    </>
  )
}

function Days({ edition }: { readonly edition?: EditionPage }): ReactNode {
  const words = useWords(editionUiWords)
  const field = (name: 'from' | 'until' | 'tetUntil' | 'referenceDay', label: string, more = {}) => {
    const day = edition?.[name]
    return <DateField name={name} label={label} {...(day ? { defaultValue: day } : {})} {...more} />
  }
  return (
    <Card title={words.section.when}>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {field('from', words.from)}
        {field('until', words.until)}
        {field('tetUntil', words.tetUntil, { optional: true })}
        {field('referenceDay', words.reference, { hint: words.referenceHint })}
      </div>
    </Card>
  )
}

function Whom({ edition, known }: { readonly edition?: EditionPage; readonly known: readonly string[] }): ReactNode {
  const words = useWords(editionUiWords)
  const { groups } = useWords(editionWords)
  const nameOf = (group: string): string => (groups as Readonly<Record<string, string>>)[group] ?? group
  return (
    <Card title={words.section.whom}>
      <div className="grid gap-4 sm:grid-cols-2">
        <fieldset>
          <legend className="mb-1 text-body">{words.groups}</legend>
          {known.map(group => (
            <Checkbox
              key={group}
              name={`group-${group}`}
              label={nameOf(group)}
              defaultChecked={edition?.priorityGroups.includes(group) ?? false}
            />
          ))}
        </fieldset>
        <div className="flex flex-col gap-4">
          <TextArea
            name="priorityAreas"
            label={words.areas}
            hint={words.areasHint}
            optional={true}
            rows={4}
            defaultValue={edition?.priorityAreas.join('\n') ?? ''}
          />
          <fieldset>
            <legend className="mb-1 text-body">{words.hotMonths}</legend>
            <div className="grid grid-cols-4 gap-x-3 sm:grid-cols-6">
              {months.map(month => (
                <Checkbox
                  key={month}
                  name={`hot-${month}`}
                  label={String(month)}
                  defaultChecked={edition?.hotMonths.includes(month) ?? false}
                />
              ))}
            </div>
          </fieldset>
        </div>
      </div>
    </Card>
  )
}
