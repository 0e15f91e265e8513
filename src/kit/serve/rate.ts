import type { Rate } from '#kit/wire'

/** Calls allowed at once, and how many come back each second, for one caller. */
const buckets: Readonly<Record<Rate, { readonly burst: number; readonly perSecond: number }>> = {
  read: { burst: 200, perSecond: 40 },
  write: { burst: 60, perSecond: 10 },
  heavy: { burst: 6, perSecond: 0.2 },
  'sign-in': { burst: 20, perSecond: 0.5 },
  machine: { burst: 10_000, perSecond: 5000 },
}

export type RateLimiter = (
  caller: string,
  rate: Rate,
  nowMs: number,
) => { readonly retryAfterSeconds: number } | undefined

/**
 * A token bucket a caller and class, in this process. It shields the process from a flood; what must hold over
 * all processes (codes sent, sign-ins tried) is counted in the database by whoever owns it.
 */
export function rateLimiter(most = 100_000, scale = 1): RateLimiter {
  const left = new Map<string, { tokens: number; atMs: number }>()
  return (caller, rate, nowMs) => {
    const { burst, perSecond } = buckets[rate]
    const key = `${rate} ${caller}`
    const before = left.get(key) ?? { tokens: burst * scale, atMs: nowMs }
    const passedMs = Math.max(0, nowMs - before.atMs) // a clock that was set back must lock nobody out
    const tokens = Math.min(burst * scale, before.tokens + (passedMs / 1000) * perSecond * scale)
    left.delete(key)
    if (left.size >= most) left.delete(left.keys().next().value ?? '')
    left.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, atMs: nowMs })
    return tokens < 1 ? { retryAfterSeconds: Math.ceil((1 - tokens) / perSecond) } : undefined
  }
}
