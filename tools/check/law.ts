/** One place where the house is not as its laws say. `law` is the name of the law, `at` a path from the root (with a line). */
export type Broken = { readonly law: string; readonly at: string; readonly says: string }

/** What a check looked at, so that a check which saw nothing can never pass. */
export type Seen = { readonly saw: string; readonly broken: readonly Broken[] }

/** Refuses to go on when a check saw less than there must be: it would otherwise pass blindly. */
export function mustSee(what: string, count: number, floor: number): void {
  if (count < floor)
    throw new Error(`saw ${count} ${what} where there are at least ${floor}: the check itself is broken`)
}
