import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asItIsNow, placesNow } from './rules-last-year.ts'

/**
 * 2024: south [binh-duong [team 1, team 2], ca-mau [team 3], bac-lieu], city.
 * 2025: Bình Dương went to the city and was split in two, Bạc Liêu merged into Cà Mau.
 */
const last = {
  ids: ['group', 'south', 'binh-duong', 'team 1', 'team 2', 'ca-mau', 'team 3', 'bac-lieu', 'city'],
  parent: [-1, 0, 1, 2, 2, 1, 5, 1, 0],
}
const now = {
  ids: ['group', 'south', 'ca-mau', 'team 3', 'city', 'thuan-an', 'team 1', 'ben-cat', 'team 2'],
  parent: [-1, 0, 1, 2, 0, 4, 5, 4, 7],
}
const succession = new Map<string, readonly string[]>([
  ...['group', 'south', 'team 1', 'team 2', 'ca-mau', 'team 3', 'city'].map(id => [id, [id]] as const),
  ['binh-duong', ['thuan-an', 'ben-cat']],
  ['bac-lieu', ['ca-mau']],
])
const places = placesNow(last, now, succession)

describe("last year on this year's tree", () => {
  test('a merged unit is with its successor, a split one above its parts, a moved one where it went', () => {
    const figures = [100, 70, 40, 20, 15, 20, 18, 10, 30]
    const { whole, kept } = asItIsNow(last, now, places, figures, 'sum')
    expect(Object.fromEntries(now.ids.map((id, at) => [id, whole[at]]))).toEqual({
      group: 100,
      south: 30,
      'ca-mau': 30,
      'team 3': 18,
      city: 70,
      'thuan-an': 20,
      'team 1': 20,
      'ben-cat': 15,
      'team 2': 15,
    })
    // The 5 that Bình Dương kept back cannot be divided by a rule: they stand with the city.
    expect(kept[now.ids.indexOf('city')]).toBe(35)
    // The whole of the group stays, and the south gave the city exactly what Bình Dương had.
    expect(70 - 30).toBe(40)
  })

  test('whatever was planned, the group keeps its whole', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 9, maxLength: 9 }), own => {
        const figures = [...own]
        for (let unit = last.ids.length - 1; unit > 0; unit--) {
          const above = last.parent[unit] ?? 0
          figures[above] = (figures[above] ?? 0) + (figures[unit] ?? 0)
        }
        expect(asItIsNow(last, now, places, figures, 'sum').whole[0]).toBe(figures[0])
      }),
    )
  })

  test('a unit that is gone without a successor leaves its figure with the unit above it; a rate is each unit’s own', () => {
    const gone = placesNow(last, now, new Map<string, readonly string[]>([...succession, ['bac-lieu', []]]))
    expect(asItIsNow(last, now, gone, [100, 70, 40, 20, 20, 20, 20, 10, 30], 'sum').kept[1]).toBe(10)
    expect(asItIsNow(last, now, places, [9, 8, 7, 6, 5, 4, 3, 9, 1], 'rate').whole).toEqual([
      9,
      8,
      9,
      3,
      7,
      null,
      6,
      null,
      5,
    ])
  })
})
