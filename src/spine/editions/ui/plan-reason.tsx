import type { ReactNode } from 'react'
import { Dialog } from '#kit/ui/dialog.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { editionWords } from '../words.ts'
import { noteAt, type Spot } from './plan-book.ts'
import { nameOf } from './plan-view.ts'
import type { Plan } from './use-plan.ts'
import { planUiWords } from './words.ts'

/** Why a figure lies outside the usual range; the approver reads it. */
export function ReasonDialog(props: {
  readonly plan: Plan
  readonly spot: Spot | undefined
  readonly onClose: () => void
}): ReactNode {
  const words = useWords(planUiWords)
  const { ways } = useWords(editionWords)
  const lang = useLang()
  const { plan, spot } = props
  const column = spot && plan.book.data.columns[spot.column]
  const title = spot && column ? `${plan.book.data.units.name[spot.unit]}, ${nameOf(column, lang)}` : ''
  return (
    <Dialog open={spot !== undefined} onClose={props.onClose} title={`${ways.giveReason}: ${title}`}>
      {spot && (
        <Form
          submit={words.saveReason}
          onCancel={props.onClose}
          onSubmit={values => {
            void plan.save([{ ...spot, value: plan.kept(spot), note: values.reason ?? '' }])
            props.onClose()
          }}
        >
          <TextArea
            name="reason"
            label={words.reason}
            hint={words.reasonHint}
            defaultValue={noteAt(plan.book, spot.unit, spot.column)}
          />
        </Form>
      )}
    </Dialog>
  )
}
