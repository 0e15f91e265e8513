import type { ReactNode } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import { LateUnits } from './late-units.tsx'
import { useOverview } from './overview.tsx'
import { Tiles } from './tiles.tsx'
import { reportUiWords } from './words.ts'

/** The edition in one look, where work begins. Nothing while there is no edition. */
export function Brief(): ReactNode {
  const words = useWords(reportUiWords)
  const { data } = useOverview({})
  if (!data) return null
  return (
    <section className="flex flex-col gap-4" aria-labelledby="reports-brief">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="reports-brief" className="font-semibold text-section">
          {words.brief}
        </h2>
        <Link to="/overview">{words.openOverview}</Link>
      </div>
      <Tiles of={data} at={{}} />
      {data.units.length > 0 && <LateUnits of={data} at={{}} />}
    </section>
  )
}
