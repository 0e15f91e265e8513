/** Counts of what was answered, in the text form that collectors read. Names of routes only, never of people. */
export type Metrics = {
  readonly seen: (route: string, status: number, seconds: number) => void
  readonly text: () => string
}

const bounds = [0.005, 0.025, 0.1, 0.25, 1, 5]

export function makeMetrics(): Metrics {
  const counts = new Map<string, number>()
  const times = new Map<string, { sum: number; count: number; under: number[] }>()
  const seen: Metrics['seen'] = (route, status, seconds) => {
    const key = `route="${route}",status="${status}"`
    counts.set(key, (counts.get(key) ?? 0) + 1)
    const time = times.get(route) ?? { sum: 0, count: 0, under: bounds.map(() => 0) }
    time.sum += seconds
    time.count += 1
    bounds.forEach((bound, index) => {
      if (seconds <= bound) time.under[index] = (time.under[index] ?? 0) + 1
    })
    times.set(route, time)
  }
  const text = (): string => {
    const lines = ['# TYPE tri_an_requests_total counter']
    for (const [key, count] of counts) lines.push(`tri_an_requests_total{${key}} ${count}`)
    lines.push('# TYPE tri_an_request_seconds histogram')
    for (const [route, time] of times) {
      bounds.forEach((bound, index) => {
        lines.push(`tri_an_request_seconds_bucket{route="${route}",le="${bound}"} ${time.under[index]}`)
      })
      lines.push(`tri_an_request_seconds_bucket{route="${route}",le="+Inf"} ${time.count}`)
      lines.push(`tri_an_request_seconds_sum{route="${route}"} ${time.sum.toFixed(6)}`)
      lines.push(`tri_an_request_seconds_count{route="${route}"} ${time.count}`)
    }
    lines.push(
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    )
    return `${lines.join('\n')}\n`
  }
  return { seen, text }
}
