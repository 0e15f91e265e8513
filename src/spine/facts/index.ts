export { loadFactsDemonstration } from './demonstration.ts'
export { type Counted, correct, count, countMany, countRows, publicFigure, tally } from './service.ts'
