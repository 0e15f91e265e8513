import { showVnd } from '#kit/money'
import { showCount } from '#kit/units'
import type { Lang } from '#kit/words'

/** An amount of an asset as people read it: đồng with its sign, everything else as a count. */
export function showAmount(amount: string, asset: string, lang: Lang): string {
  return asset === 'vnd' ? showVnd(BigInt(amount), lang) : showCount(BigInt(amount), lang)
}
