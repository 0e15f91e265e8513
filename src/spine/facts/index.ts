export type { Grade } from './routes.ts'
export { type Counted, correct, count, publicFigure } from './service.ts'
