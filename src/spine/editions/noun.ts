import { face as declare } from '#kit/serve/face.ts'
import { editionRoutes } from './routes.ts'
import { verbs } from './service.ts'
import { editionWords } from './words.ts'

export const face = declare({
  name: 'editions',
  purpose: { vi: 'Giữ từng đợt tri ân: năm, chủ đề, thời gian', en: 'Keeps each edition: its year, theme and dates' },
  words: editionWords,
  permissions: {},
  routes: editionRoutes,
  verbs,
  tables: new URL('./tables/', import.meta.url),
})
