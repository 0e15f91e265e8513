import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { ChartFigure } from '#kit/ui/chart-figure.tsx'
import { Status, Verdict } from '#kit/ui/chip.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Columns, Page } from '#kit/ui/page.tsx'
import { LongWork } from '#kit/ui/progress.tsx'
import { EmptyState, LoadingState, RefusedState } from '#kit/ui/states.tsx'
import { Steps } from '#kit/ui/steps.tsx'
import { galleryCharts } from './charts.ts'
import { PlanTreeSample } from './plan-tree.tsx'
import { galleryWords } from './words.ts'

function Parts(): ReactNode {
  const words = useWords(galleryWords)
  const [stopped, setStopped] = useState(false)
  return (
    <Card title={words.parts}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-2">
          <Button kind="primary">{words.primary}</Button>
          <Button>{words.secondary}</Button>
          <Button kind="danger">{words.danger}</Button>
        </div>
        <div className="flex flex-wrap gap-2">
          <Verdict kind="reduced" />
          <Verdict kind="not" />
          <Verdict kind="unclear" />
          <Status kind="waiting" />
          <Status kind="returned" />
          <Status kind="editing" />
        </div>
        <Alert tone="bad" title={words.alertTitle}>
          {words.alertText}
        </Alert>
        <Steps steps={words.steps as readonly string[]} now={1} />
        <LongWork title={words.work} percent={stopped ? 0 : 64} says={words.workSays} onStop={() => setStopped(true)} />
      </div>
    </Card>
  )
}

/** Every part and every picture of the interface on one page, to be looked at in both languages and themes. */
export function Gallery(): ReactNode {
  const words = useWords(galleryWords)
  const lang = useLang()
  return (
    <Page title={words.title} state={words.state}>
      <Parts />
      <PlanTreeSample />
      <Columns side="even">
        {galleryCharts(lang).map(chart => (
          <Card key={chart.title} title={chart.title}>
            <ChartFigure chart={chart} />
          </Card>
        ))}
        <Card>
          <EmptyState title={words.empty} why={words.emptyNext} />
        </Card>
        <Card>
          <LoadingState rows={3} />
        </Card>
        <Card>
          <RefusedState />
        </Card>
      </Columns>
    </Page>
  )
}
