export { readNumber, showCount, showNumber, showPercent, showShort } from './numbers.ts'
export { showQuantity, type UnitKey, unitName, units } from './units.ts'
