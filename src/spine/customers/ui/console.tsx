import type { ConsoleScreen } from '#kit/ui/screen.ts'

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/customers',
    group: 'do',
    label: { vi: 'Khách hàng', en: 'Customers' },
    may: 'customers.read',
    load: () => import('./customers.tsx').then(it => it.CustomersScreen),
    find: (text, signal) => import('./find.ts').then(it => it.findCustomers(text, signal)),
  },
  {
    path: '/customers/$id',
    group: 'do',
    label: { vi: 'Khách hàng', en: 'Customer' },
    may: 'customers.read',
    within: '/customers',
    load: () => import('./customer.tsx').then(it => it.CustomerScreen),
  },
  {
    path: '/enterprises/$id',
    group: 'do',
    label: { vi: 'Doanh nghiệp', en: 'Enterprise' },
    may: 'customers.read',
    within: '/customers',
    load: () => import('./enterprise.tsx').then(it => it.EnterpriseScreen),
  },
  {
    path: '/same-customers',
    group: 'do',
    label: { vi: 'Khách hàng có thể trùng', en: 'Possible duplicates' },
    may: 'customers.match',
    load: () => import('./duplicates.tsx').then(it => it.DuplicatesScreen),
  },
  {
    path: '/data-requests',
    group: 'listen',
    label: { vi: 'Yêu cầu về dữ liệu', en: 'Data requests' },
    may: 'customers.requests',
    load: () => import('./requests.tsx').then(it => it.RequestsScreen),
    count: signal => import('./find.ts').then(it => it.countRequests(signal)),
  },
  {
    path: '/data-requests/$id',
    group: 'listen',
    label: { vi: 'Yêu cầu về dữ liệu', en: 'Data request' },
    may: 'customers.requests',
    within: '/data-requests',
    load: () => import('./request.tsx').then(it => it.RequestScreen),
  },
]
