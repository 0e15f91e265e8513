import type { ReactNode } from 'react'
import { DateField } from '#kit/ui/date-field.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextField } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { usePlace } from '#kit/ui/link.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { UnitField } from '#spine/org/ui/unit-field.tsx'
import type { EditionPage } from '../routes.ts'
import { editions } from './client.ts'
import { bothOf } from './edition-form.tsx'
import { editionUiWords } from './words-editions.ts'

type DialogProps = { readonly open: boolean; readonly onClose: () => void }

/** Copies an edition to another year, then shows what changed. */
export function CopyEdition(
  props: DialogProps & { readonly from: { readonly id: string; readonly year: number } },
): ReactNode {
  const words = useWords(editionUiWords)
  const toast = useToast()
  const refresh = useRefresh()
  const { go } = usePlace()
  const { from, open, onClose } = props
  const next = String(from.year + 1)
  return (
    <Dialog open={open} onClose={onClose} title={words.copyTitle(String(from.year), next)}>
      <p className="mb-3 text-ink-2">{words.copyText}</p>
      <Form
        submit={words.copy(next)}
        onCancel={onClose}
        onSubmit={async values => {
          const { id } = await editions.copy({ id: from.id, year: Number(values.year) })
          onClose()
          toast({ title: words.copied })
          await refresh('editions')
          go(`/editions/${id}`)
        }}
      >
        <TextField name="year" label={words.copyYear} defaultValue={next} inputMode="numeric" className="max-w-32" />
      </Form>
    </Dialog>
  )
}

/** Opens or closes an edition. */
export function TurnEdition(
  props: DialogProps & { readonly edition: EditionPage; readonly to: 'open' | 'closed' },
): ReactNode {
  const words = useWords(editionUiWords)
  const toast = useToast()
  const refresh = useRefresh()
  const { edition, to, open, onClose } = props
  const act = to === 'open' ? words.open : words.close
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`${act} ${edition.year}`}
      act={act}
      danger={to === 'closed'}
      onConfirm={async () => {
        await editions.turn({ id: edition.id, to })
        toast({ title: words.turned[to] })
        await refresh('editions')
      }}
    >
      {to === 'open' ? words.openText : words.closeText}
    </ConfirmDialog>
  )
}

/** Gives a unit its own dates and theme line within the edition. */
export function WindowDialog(props: DialogProps & { readonly edition: EditionPage }): ReactNode {
  const words = useWords(editionUiWords)
  const toast = useToast()
  const refresh = useRefresh()
  const { edition, open, onClose } = props
  return (
    <Dialog open={open} onClose={onClose} title={words.windowTitle}>
      <Form
        submit={words.save}
        onCancel={onClose}
        onSubmit={async values => {
          await editions.window({
            id: edition.id,
            unit: values.unit ?? '',
            from: values.from ?? '',
            until: values.until ?? '',
            theme: bothOf(values, 'theme'),
          })
          onClose()
          toast({ title: words.saved })
          await refresh('editions')
        }}
      >
        <UnitField name="unit" label={words.what.units} on={edition.referenceDay} />
        <DateField name="from" label={words.from} defaultValue={edition.from} />
        <DateField name="until" label={words.until} defaultValue={edition.until} />
        <TextField name="theme.vi" label={words.themeVi} optional={true} />
        <TextField name="theme.en" label={words.themeEn} optional={true} hint={words.bothLanguages} />
      </Form>
    </Dialog>
  )
}
