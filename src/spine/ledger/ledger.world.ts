import { uuidv7 } from '#kit/wire'
import { newWorld } from '#test/world.ts'
import { accounts, post, type Transfer } from './index.ts'

/** A world with a ledger to play in: accounts by kind, a purse filled from a source without a floor. */
export async function newLedgerWorld() {
  const world = await newWorld({ max: 40 })
  const { own, sibling } = world.units
  const actor = uuidv7()
  const within = <T>(run: Parameters<typeof world.within<T>>[1], units: string[] = [own]) =>
    world.within({ actor, units }, run)
  const because = { edition: uuidv7(), activity: 'trees', record: uuidv7() }

  let owners = 0
  async function account(
    kind: string,
    more: { floor?: bigint | null; inLots?: boolean; asset?: string; unit?: string } = {},
  ): Promise<string> {
    const id = uuidv7()
    await within(
      tx =>
        accounts.open(tx, [
          {
            id,
            unit: own,
            asset: 'vnd',
            kind,
            owner: { kind: 'fund', id: uuidv7() },
            title: `${kind} ${++owners}`,
            ...more,
          },
        ]),
      [more.unit ?? own],
    )
    return id
  }
  const transfer = (from: string, to: string, amount: bigint, more: Partial<Transfer> = {}): Transfer => ({
    key: uuidv7(),
    from,
    to,
    amount,
    because,
    ...more,
  })
  const balance = async (id: string): Promise<bigint> =>
    (await world.owner.pool.query('select posted from ledger.accounts where id = $1', [id])).rows[0].posted
  /** A source without a floor, and an account filled from it. */
  async function filled(amount: bigint): Promise<{ source: string; purse: string }> {
    const [source, purse] = [await account('source', { floor: null }), await account('purse')]
    await within(tx => post(tx, transfer(source, purse, amount)))
    return { source, purse }
  }
  return { world, own, sibling, actor, within, because, account, transfer, balance, filled }
}
