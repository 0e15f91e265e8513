import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { writeDay } from '#kit/ui/dates.ts'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { saveFile } from '#kit/ui/files.tsx'
import { Form } from '#kit/ui/form.tsx'
import { TextArea } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useListState, usePlace } from '#kit/ui/link.tsx'
import { useRefresh } from '#kit/ui/load.ts'
import { Menu, type MenuItem } from '#kit/ui/menu.tsx'
import { problemOf } from '#kit/ui/problem.ts'
import { useToast } from '#kit/ui/toast.tsx'
import { uiWords } from '#kit/ui/words.ts'
import { editions, type PlanTable, type UnitPlan } from './client.ts'
import { CopyDialog } from './plan-copy.tsx'
import { SheetDialog } from './plan-sheet.tsx'
import { PlanStatus } from './plan-state.tsx'
import { planUiWords } from './words.ts'

/** The day of a moment, as people write it here. */
export const dayOf = (moment: string): string =>
  writeDay(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date(moment)))

/** Which version is on screen and what it replaces: "Điều chỉnh lần 2, thay bản đã duyệt 28/11/2026". */
export function VersionChip(props: { readonly plan: UnitPlan }): ReactNode {
  return (
    <span className="min-w-0 [&>span]:max-sm:whitespace-normal">
      <Version {...props} />
    </span>
  )
}

function Version({ plan }: { readonly plan: UnitPlan }): ReactNode {
  const words = useWords(planUiWords).version
  const newest = plan.versions.reduce<UnitPlan['versions'][number] | undefined>(
    (last, it) => (last && last.n > it.n ? last : it),
    undefined,
  )
  const amendments = plan.versions.filter(it => it.replaces !== null).length
  const approvedAt = (n: number | null): string => {
    const move = plan.moves.find(it => it.n === n && it.kind === 'approved')
    return move ? dayOf(move.at) : ''
  }
  if (!newest) return <PlanStatus state="none" />
  if (plan.state === 'approved')
    return (
      <PlanStatus state="approved">
        {amendments > 0
          ? words.approvedAgain(String(amendments), approvedAt(newest.n))
          : words.approved(approvedAt(newest.n))}
      </PlanStatus>
    )
  if (newest.replaces === null) return <PlanStatus state={plan.state} />
  return <PlanStatus state={plan.state}>{words.amendment(String(amendments), approvedAt(newest.replaces))}</PlanStatus>
}

type Doing = 'submit' | 'withdraw' | 'amend' | 'discard' | 'copy' | 'sheet'

export type PlanActsProps = {
  readonly edition: { readonly id: string; readonly year: number }
  readonly plan: UnitPlan
  readonly data: PlanTable
}

/** What can be done with a unit's plan as a whole; one of it is the next step and stands out. */
export function PlanActs(props: PlanActsProps): ReactNode {
  const words = useWords(planUiWords)
  const place = usePlace()
  const [doing, setDoing] = useState<Doing>()
  const { edition, plan } = props
  const { may } = plan
  const close = (): void => setDoing(undefined)
  const stay = useStay(props)
  const take = useExport(edition.id, plan.unit)
  const items: MenuItem[] = [
    ...(may.withdraw ? [{ label: words.acts.withdraw, onSelect: () => setDoing('withdraw') }] : []),
    ...(may.discard ? [{ label: words.acts.discard, onSelect: () => setDoing('discard') }] : []),
    { label: words.acts.exportSheet, icon: 'download', onSelect: take },
    ...(may.edit
      ? [{ label: words.acts.importSheet, icon: 'upload' as const, onSelect: () => setDoing('sheet') }]
      : []),
    { label: words.acts.papers, onSelect: () => place.go(`/approvals/${edition.id}/${plan.unit}`) },
    { label: words.acts.print, apart: true, onSelect: () => print() },
  ]
  return (
    <div className="no-print flex flex-wrap gap-2">
      <Menu label={words.acts.more} items={items} />
      {may.edit && <Button onClick={() => setDoing('copy')}>{words.acts.copy(String(edition.year - 1))}</Button>}
      {may.amend && <Button onClick={() => setDoing('amend')}>{words.acts.amend}</Button>}
      {may.decide && (
        <Button kind="primary" onClick={() => place.go(`/approvals/${edition.id}/${plan.unit}`)}>
          {words.acts.decide}
        </Button>
      )}
      {may.submit && (
        <Button kind="primary" onClick={() => setDoing('submit')}>
          {words.acts.submit}
        </Button>
      )}
      <SubmitDialog {...props} stay={stay} open={doing === 'submit'} onClose={close} />
      <BackDialog {...props} open={doing === 'withdraw' || doing === 'discard'} what={doing} onClose={close} />
      <AmendDialog {...props} open={doing === 'amend'} onClose={close} />
      <CopyDialog edition={edition} unit={plan} open={doing === 'copy'} onClose={close} />
      <SheetDialog data={props.data} open={doing === 'sheet'} onClose={close} />
    </div>
  )
}

/** The plan of a unit and all beneath it, as a workbook. */
function useExport(id: string, root: string): () => Promise<void> {
  const kit = useWords(uiWords)
  const toast = useToast()
  return async () => {
    try {
      saveFile(await editions.exportPlan({ id, root }))
    } catch (error) {
      toast({ tone: 'bad', title: problemOf(error)?.title ?? kit.errors.network })
    }
  }
}

type DialogProps = PlanActsProps & { readonly open: boolean; readonly onClose: () => void }

/** The page stays with the plan that was sent, rather than going to the next one that can be worked on. */
function useStay({ plan, data }: PlanActsProps): () => void {
  const list = useListState()
  return () => list.set({ unit: data.units.code[data.units.id.indexOf(plan.unit)] ?? '' })
}

function SubmitDialog({ edition, plan, stay, open, onClose }: DialogProps & { readonly stay: () => void }): ReactNode {
  const words = useWords(planUiWords)
  const refresh = useRefresh()
  const toast = useToast()
  const submit = async (): Promise<void> => {
    await editions.submit({ id: edition.id, unit: plan.unit })
    toast({ title: words.submitted })
    stay()
    await refresh('editions')
  }
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={words.submitTitle(plan.name)}
      act={words.acts.submit}
      onConfirm={submit}
    >
      {plan.above ? words.submitText(plan.above.name) : words.submitTop}
    </ConfirmDialog>
  )
}

/** Takes a plan back from whoever decides, or gives an amendment up. */
function BackDialog({
  edition,
  plan,
  what,
  open,
  onClose,
}: DialogProps & { readonly what: Doing | undefined }): ReactNode {
  const words = useWords(planUiWords)
  const refresh = useRefresh()
  const toast = useToast()
  const discards = what === 'discard'
  const act = discards ? words.acts.discard : words.acts.withdraw
  const confirm = async (): Promise<void> => {
    if (discards) await editions.discard({ id: edition.id, unit: plan.unit })
    else await editions.withdraw({ id: edition.id, unit: plan.unit })
    toast({ title: discards ? words.discarded : words.withdrawn })
    await refresh('editions')
  }
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`${act}: ${plan.name}`}
      act={act}
      danger={discards}
      onConfirm={confirm}
    >
      {discards ? words.discardText : words.withdrawText}
    </ConfirmDialog>
  )
}

function AmendDialog({ edition, plan, open, onClose }: DialogProps): ReactNode {
  const words = useWords(planUiWords)
  const refresh = useRefresh()
  const toast = useToast()
  return (
    <Dialog open={open} onClose={onClose} title={words.amendTitle(plan.name)}>
      <p className="mb-3 text-ink-2">{words.amendText}</p>
      <Form
        submit={words.acts.amend}
        onCancel={onClose}
        onSubmit={async values => {
          await editions.amend({ id: edition.id, unit: plan.unit, reason: values.reason ?? '' })
          onClose()
          toast({ title: words.amended })
          await refresh('editions')
        }}
      >
        <TextArea name="reason" label={words.reason} hint={words.reasonHint} />
      </Form>
    </Dialog>
  )
}
