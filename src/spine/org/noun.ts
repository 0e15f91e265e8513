import { face as declare } from '#kit/serve/face.ts'
import { importPlaces, previewPlaces } from './places.ts'
import { orgRoutes } from './routes.ts'
import { close, merge, move, open, rename, serve, split } from './service.ts'
import { changes, consequences, search, tree, unit } from './views.ts'
import { communes, formerCommunes, provinces } from './views-places.ts'
import { orgWords } from './words.ts'

const everyRole = ['administrator', 'planner', 'approver', 'crew', 'clerk', 'accountant', 'auditor']

export const face = declare({
  name: 'org',
  purpose: {
    vi: 'Giữ cây đơn vị và địa giới theo ngày, để mọi đợt sắp xếp lại không làm đổi quá khứ',
    en: 'Keeps the tree of units and the list of places by day, so that no reform changes the past',
  },
  words: orgWords,
  permissions: { 'org.read': everyRole, 'org.shape': ['administrator'] },
  routes: orgRoutes,
  verbs: {
    tree,
    unit,
    search,
    changes,
    consequences,
    open,
    rename,
    move,
    merge,
    split,
    close,
    serve,
    provinces,
    communes,
    formerCommunes,
    previewPlaces,
    importPlaces,
  },
  tables: new URL('./tables/', import.meta.url),
})
