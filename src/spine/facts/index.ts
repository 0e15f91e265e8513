export { type Counted, correct, count, publicFigure } from './service.ts'
