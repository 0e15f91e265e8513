import type { ConsoleScreen } from '#kit/ui/screen.ts'
import { words } from '../words.ts'

const label = { vi: words.vi.short, en: words.en.short }

export const screens: readonly ConsoleScreen[] = [
  {
    path: '/outreach',
    group: 'do',
    label,
    may: 'outreach.read',
    load: () => import('./campaigns.tsx').then(it => it.CampaignsScreen),
  },
  {
    path: '/outreach/$id',
    group: 'do',
    label,
    may: 'outreach.read',
    within: '/outreach',
    load: () => import('./campaign.tsx').then(it => it.CampaignScreen),
  },
  {
    path: '/advice',
    group: 'do',
    label: { vi: words.vi.adviceTitle, en: words.en.adviceTitle },
    may: 'outreach.advise',
    load: () => import('./advice.tsx').then(it => it.AdviceScreen),
  },
]
