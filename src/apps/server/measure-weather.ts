import { dayNumber } from '#kit/time'
import { readTemperatures } from '#spine/meters'
import { expectDays, fitDays, type Series } from '#spine/meters/rules.ts'
import type { Out } from './measure-events.ts'
import { lineOf } from './measure-files.ts'

export const weatherColumns = [
  ['customer', 'model', 'intercept', 'hdd_bp', 'hdd', 'cdd_bp', 'cdd', 'r2adj'],
  ['counterfactual_kwh', 'observed_kwh', 'saving_kwh'],
].flat()

const yearOf = (year: number): { from: number; to: number } => ({
  from: dayNumber(`${year}-01-01`),
  to: dayNumber(`${year}-12-31`),
})

/** Fits each customer's baseline year and says what the reporting year would have been. */
export async function weatherWriter(
  weather: string,
  baselineYear: number,
  reportingYear: number,
  out: Out,
): Promise<(series: readonly Series[]) => void> {
  const temperatures = await readTemperatures(weather)
  return all => {
    for (const series of all) {
      const model = fitDays(series, temperatures, yearOf(baselineYear))
      if (!model) {
        out(lineOf([series.customer, 'too_few_days', ...Array<null>(9).fill(null)]))
        continue
      }
      const { counterfactualKwh, observedKwh } = expectDays(model, series, temperatures, yearOf(reportingYear))
      const { hddPoint, hdd, cddPoint, cdd } = model
      out(
        lineOf(
          [
            [series.customer, model.model, model.intercept, hddPoint, hdd, cddPoint, cdd, model.r2adj],
            [counterfactualKwh, observedKwh, counterfactualKwh - observedKwh],
          ].flat(),
          12,
        ),
      )
    }
  }
}
