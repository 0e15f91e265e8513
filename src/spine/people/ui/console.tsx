import type { ConsoleScreen } from '#kit/ui/screen.ts'

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/staff',
    group: 'admin',
    label: { vi: 'Nhân viên, vai trò', en: 'Staff and roles' },
    may: 'people.read',
    load: () => import('./staff.tsx').then(it => it.StaffScreen),
    find: (text, signal) => import('./find.ts').then(it => it.findStaff(text, signal)),
  },
  {
    path: '/staff/$id',
    group: 'admin',
    label: { vi: 'Nhân viên', en: 'Member of staff' },
    may: 'people.read',
    within: '/staff',
    load: () => import('./member.tsx').then(it => it.MemberScreen),
  },
  {
    path: '/partner-keys',
    group: 'admin',
    label: { vi: 'Khoá của đối tác', en: "Partners' keys" },
    may: 'people.keys',
    load: () => import('./partner-keys.tsx').then(it => it.PartnerKeysScreen),
  },
  {
    path: '/account',
    group: 'admin',
    label: { vi: 'Tài khoản của tôi', en: 'My account' },
    // Everybody who holds a role: the frame shows screens by permission, and this one belongs to all.
    may: 'org.read',
    load: () => import('./account.tsx').then(it => it.AccountScreen),
  },
]
