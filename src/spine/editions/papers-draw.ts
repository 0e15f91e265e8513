import type { Block, Paper, Section } from '#kit/papers'
import { isoDay } from '#kit/time'
import type { PlanOnPaper } from './papers-plan.ts'
import { appendixTables, englishBlocks, sumsOf, sumTable } from './papers-tables.ts'
import * as say from './papers-wording.ts'
import type { Wording } from './routes-papers.ts'
import type { PaperKind } from './rules-papers.ts'

const yearOf = (plan: PlanOnPaper): number => Number(isoDay(plan.approved.at).slice(0, 4))

const letterhead = (plan: PlanOnPaper, wording: Wording): Block => ({
  kind: 'letterhead',
  superior: wording.superior,
  issuer: wording.issuer,
  number: say.numberText(wording.code),
  placeAndDay: say.dayText(wording.place, yearOf(plan)),
})

const closing = ({ receivers, signature, name }: Wording): Block => ({
  kind: 'closing',
  receiversLabel: say.receiversLabel,
  receivers,
  signature,
  name,
})

const bases = (wording: Wording): Block[] => wording.bases.map(text => ({ kind: 'paragraph', text, italic: true }))

function proposal(plan: PlanOnPaper, wording: Wording): Block[] {
  const texts = say.proposalTexts(plan, sumsOf(plan))
  const text = (one: string): Block => ({ kind: 'paragraph', text: one })
  const heading = (one: string): Block => ({ kind: 'heading', text: one })
  return [
    letterhead(plan, wording),
    { kind: 'title', name: say.names.proposal, abstract: say.aboutText(plan) },
    ...(wording.to.length > 0 ? [{ kind: 'to', label: say.toLabel, names: wording.to } satisfies Block] : []),
    ...bases(wording),
    text(texts.opening),
    heading(texts.contents),
    text(texts.measures),
    sumTable(plan),
    heading(texts.funds),
    text(texts.money),
    heading(texts.asking),
    text(texts.ask),
    closing(wording),
  ]
}

function decision(plan: PlanOnPaper, wording: Wording): Block[] {
  return [
    letterhead(plan, wording),
    {
      kind: 'title',
      name: say.names.decision,
      abstract: say.aboutText(plan),
      ...(wording.by ? { by: wording.by } : {}),
    },
    ...bases(wording),
    { kind: 'line', text: say.deciding, align: 'center', bold: true },
    ...say
      .decisionArticles(plan, sumsOf(plan))
      .map((text, at): Block => ({ kind: 'paragraph', label: `Điều ${at + 1}.`, text })),
    closing(wording),
  ]
}

function appendix(plan: PlanOnPaper, wording: Wording): Section {
  const texts = say.appendixTexts(plan, wording, yearOf(plan))
  return {
    landscape: true,
    blocks: [
      { kind: 'title', name: say.names.appendix, abstract: texts.about },
      { kind: 'line', text: texts.attached, align: 'center', italic: true },
      ...appendixTables(plan),
    ],
  }
}

/** One paper of an approved plan, described. `invented` puts the demonstration's mark across every page. */
export function describePaper(
  kind: PaperKind,
  plan: PlanOnPaper,
  wording: Wording,
  { layout, invented }: Pick<Paper, 'layout'> & { readonly invented: boolean },
): Paper {
  const first = kind === 'proposal' ? proposal(plan, wording) : decision(plan, wording)
  return {
    lang: 'vi',
    title: say.titleText(kind, plan),
    author: wording.issuer,
    at: plan.approved.at,
    layout,
    foot: say.footText(plan.year, plan.unit.code, plan.n, plan.approved.hash),
    watermark: invented ? say.inventedMark : null,
    sections: [
      ...(kind === 'appendix' ? [] : [{ blocks: first }]),
      appendix(plan, wording),
      ...(wording.englishSummary ? [{ blocks: englishBlocks(plan) }] : []),
    ],
  }
}
