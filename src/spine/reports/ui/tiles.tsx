import type { ReactNode } from 'react'
import { Figure, FigureRow } from '#kit/ui/figure.tsx'
import { useLang, useSaid, useWords } from '#kit/ui/lang.tsx'
import { Link } from '#kit/ui/link.tsx'
import { showNumber, showPercent, showShort, units } from '#kit/units'
import type { Lang } from '#kit/words'
import type { Measure, Overview } from '../routes.ts'
import { type At, figureAt } from './address.ts'
import { reportUiWords } from './words.ts'

/** A figure without its unit: in short when it is money. */
export const showFigure = (value: number, { unit }: Pick<Measure, 'unit'>, lang: Lang): string =>
  unit === 'VND' ? showShort(value, lang) : showNumber(value, lang, units[unit].decimals)
export const showShare = (share: number | null, lang: Lang): string =>
  share === null ? '·' : showPercent(Math.floor(share * 1000) / 1000, lang)

/** Progress, two headlines, how much is proven: the first thing that a leader sees. */
export function Tiles({ of, at }: { readonly of: Overview; readonly at: At }): ReactNode {
  const words = useWords(reportUiWords)
  const said = useSaid()
  const lang = useLang()
  const shown = of.headlines
    .flatMap(key => of.measures.find(one => one.key === key) ?? [])
    .filter(one => one.plan !== null || one.counted.total > 0)
    .slice(0, 2)
  return (
    <FigureRow label={words.figures}>
      <Figure
        label={words.progress}
        value={showShare(of.progress, lang)}
        compare={words.expected(showShare(of.pace.share, lang))}
        why={words.progressWhy}
      />
      {shown.map(one => (
        <Figure
          key={one.key}
          label={said(one.name)}
          value={showFigure(one.counted.total, one, lang)}
          unit={units[one.unit].says[lang]}
          compare={
            one.plan
              ? words.ofPlan(showPercent(Math.floor((one.counted.total / one.plan) * 1000) / 1000, lang))
              : words.noPlan
          }
          why={<TileWhy of={one} at={at} />}
        />
      ))}
      <Figure
        label={words.proven}
        value={showShare(of.provenShare, lang)}
        compare={of.provenShare === null ? undefined : words.provenRest(showShare(1 - of.provenShare, lang))}
        why={words.provenWhy}
      />
    </FigureRow>
  )
}

function TileWhy({ of, at }: { readonly of: Overview['measures'][number]; readonly at: At }): ReactNode {
  const words = useWords(reportUiWords)
  const lang = useLang()
  const { proven, recorded, declared, stated, many } = of.counted
  const figure = (value: number): string => showFigure(value, of, lang)
  return (
    <>
      <p>{words.gradeShares(figure(proven), figure(recorded), figure(declared + stated))}.</p>
      <p className="mt-1">{words.acts(showNumber(many, lang))}</p>
      <p className="mt-2">
        <Link to={figureAt(of.key, at)}>{words.openRecords}</Link>
      </p>
    </>
  )
}
