import type { ReactNode } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import { Link, useParam } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import type { WhyPage } from '../rules-measure.ts'
import { screenWords } from '../words-screens.ts'
import { recognition } from './client.ts'
import { WhyView } from './why-view.tsx'

/** Load shift's part of a candidate's page: the curve, the sum and the days; nothing for what others recognise. */
export function WhyPart({ id: line }: { readonly id: string }): ReactNode {
  const said = useWords(screenWords).why
  const id = useParam('id')
  const { data: run } = useLoad(['recognition', 'run', id], () => recognition.run({ id }))
  const { data } = useLoad(['recognition', 'candidate', id, line], () => recognition.candidate({ id, line }))
  const page = data?.why as WhyPage | null | undefined
  if (run?.kind !== 'load-shift' || page?.v !== 1) return null
  return (
    <>
      <p className="text-body">
        <Link to={`/load-shift/why/${id}/${line}`}>{said.open}</Link>
      </p>
      <WhyView page={page} />
    </>
  )
}
