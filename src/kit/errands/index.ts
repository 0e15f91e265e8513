export { askErrand, type Errand, errand } from './errand.ts'
export { errandsFace } from './face.ts'
export { type ErrandRow, errandRoutes } from './routes.ts'
