export { loadFactsDemonstration } from './demonstration.ts'
export { type Counted, correct, count, publicFigure } from './service.ts'
