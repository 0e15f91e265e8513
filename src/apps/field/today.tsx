import { useSaid, useWords } from '#kit/ui/lang.tsx'
import type { FieldWork } from '#kit/ui/phone.tsx'
import { fieldWords } from './words.ts'

/** The day's work, kind by kind. */
export function Today({ works }: { readonly works: readonly FieldWork[] }) {
  const words = useWords(fieldWords)
  const said = useSaid()
  return (
    <>
      <h1>{words.today}</h1>
      {works.length === 0 && (
        <div className="empty">
          <p>{words.nothing}</p>
          <p>{words.nothingNext}</p>
        </div>
      )}
      {works.map(work => (
        <section key={work.name} aria-label={said(work.label)}>
          <work.List />
        </section>
      ))}
    </>
  )
}
