import type { ConsoleScreen } from '#kit/ui/screen.ts'

const label = { vi: 'Đợt tri ân', en: 'Editions' }
const approvals = { vi: 'Duyệt kế hoạch', en: 'Approvals' }

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/plan',
    group: 'plan',
    label: { vi: 'Kế hoạch và chỉ tiêu', en: 'Plan and targets' },
    may: 'editions.read',
    load: () => import('./plan.tsx').then(it => it.PlanScreen),
  },
  {
    path: '/budget',
    group: 'plan',
    label: { vi: 'Ngân sách và nguồn tiền', en: 'Budget by source' },
    may: 'editions.read',
    load: () => import('./budget.tsx').then(it => it.BudgetScreen),
  },
  {
    path: '/approvals',
    group: 'plan',
    label: approvals,
    may: 'editions.read',
    load: () => import('./approvals.tsx').then(it => it.ApprovalsScreen),
    count: () => import('./waiting.ts').then(it => it.countWaiting()),
  },
  {
    path: '/approvals/$edition/$unit',
    group: 'plan',
    label: approvals,
    may: 'editions.read',
    within: '/approvals',
    load: () => import('./approval.tsx').then(it => it.ApprovalScreen),
  },
  {
    path: '/editions',
    group: 'plan',
    label,
    may: 'editions.read',
    load: () => import('./editions.tsx').then(it => it.EditionsScreen),
  },
  {
    path: '/editions/new',
    group: 'plan',
    label,
    may: 'editions.edit',
    within: '/editions',
    load: () => import('./edition-write.tsx').then(it => it.NewEditionScreen),
  },
  {
    path: '/editions/$id',
    group: 'plan',
    label,
    may: 'editions.read',
    within: '/editions',
    load: () => import('./edition.tsx').then(it => it.EditionScreen),
  },
  {
    path: '/editions/$id/edit',
    group: 'plan',
    label,
    may: 'editions.edit',
    within: '/editions',
    load: () => import('./edition-write.tsx').then(it => it.EditEditionScreen),
  },
  {
    path: '/editions/$id/measures',
    group: 'plan',
    label,
    may: 'editions.edit',
    within: '/editions',
    load: () => import('./edition-choose.tsx').then(it => it.ChooseMeasuresScreen),
  },
  {
    path: '/papers-layout',
    group: 'plan',
    label: { vi: 'Thể thức văn bản', en: 'Layout of papers' },
    may: 'editions.catalogue',
    load: () => import('./papers-layout.tsx').then(it => it.PapersLayoutScreen),
  },
  {
    path: '/catalogue',
    group: 'plan',
    label: { vi: 'Danh mục hoạt động', en: 'Catalogue of activities' },
    may: 'editions.read',
    load: () => import('./catalogue.tsx').then(it => it.CatalogueScreen),
  },
]
