export { loadFactsDemonstration } from './demonstration.ts'
export { type Counted, correct, count, countMany, publicFigure } from './service.ts'
