const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)

/**
 * Splits an amount by weights so that the parts add up to it exactly: each part is rounded down, and the đồng left
 * over go one by one to the largest remainders, earlier ones first. A negative amount splits as its mirror. Throws a
 * RangeError when a weight is negative or broken, or when none is above zero.
 */
export function allocate(total: bigint, weights: readonly (bigint | number)[]): bigint[] {
  if (total < 0n) return allocate(-total, weights).map(part => -part)
  const shares = weights.map(BigInt)
  const whole = sum(shares)
  if (shares.some(share => share < 0n) || whole === 0n)
    throw new RangeError('weights must be whole, and one above zero')
  const parts = shares.map(share => (total * share) / whole)
  const remainders = shares.map((share, index) => ({ index, left: (total * share) % whole }))
  remainders.sort((a, b) => (a.left === b.left ? a.index - b.index : a.left > b.left ? -1 : 1))
  const over = Number(total - sum(parts))
  for (const { index } of remainders.slice(0, over)) parts[index] = (parts[index] ?? 0n) + 1n
  return parts
}
