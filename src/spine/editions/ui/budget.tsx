import { type ReactNode, useCallback, useMemo } from 'react'
import { client } from '#kit/client'
import { Card } from '#kit/ui/card.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { Link, useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { useNarrow } from '#kit/ui/narrow.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { ProgressBar } from '#kit/ui/progress.tsx'
import { EmptyState, ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import { type TreeGroup, TreeTable, type TreeValue } from '#kit/ui/tree-table.tsx'
import { showCount, showNumber, showPercent } from '#kit/units'
import type { Lang } from '#kit/words'
import { orgRoutes } from '#spine/org/routes.ts'
import type { Edition } from '../routes.ts'
import { sources } from '../rules.ts'
import { editionWords } from '../words.ts'
import { type BudgetRow, budgetRows, bySource, type Money } from './budget-rows.ts'
import { editions } from './client.ts'
import { useEdition } from './use-edition.ts'
import { budgetWords } from './words-budget.ts'

const org = client(orgRoutes)
type Tree = Awaited<ReturnType<typeof org.tree>>['rows']

/** Millions, as budgets are spoken of; three decimals keep every thousand đồng. */
const show = (vnd: bigint, lang: Lang): string => showNumber(Number(vnd) / 1_000_000, lang, 3)

/** The budget of an edition: by source, then down the tree of units. Each balance leads to its ledger entries. */
export function BudgetScreen(): ReactNode {
  const words = useWords(budgetWords)
  const { edition, all } = useEdition()
  const id = edition?.id
  const money = useLoad(['editions', 'money', id], () => (id ? editions.money({ id }) : Promise.resolve(null)))
  const tree = useLoad(['org', 'tree', ''], () => org.tree({}))
  const failed = all.error ?? money.error ?? tree.error
  return (
    <Page title={words.title(edition ? String(edition.year) : '')} state={words.lead}>
      {failed !== undefined && <ErrorState error={failed} retry={money.retry} />}
      {edition && money.data && tree.data ? (
        <Budget edition={edition} money={money.data} tree={tree.data.rows} />
      ) : (
        failed === undefined && (
          <Card>
            <LoadingState rows={8} />
          </Card>
        )
      )}
    </Page>
  )
}

function Budget(props: { readonly edition: Edition; readonly money: Money; readonly tree: Tree }): ReactNode {
  const words = useWords(budgetWords)
  const names = useWords(editionWords).sources
  const list = useListState()
  const { money, tree, edition } = props
  const source = sources.find(it => it === list.get('source'))
  const there = sources.filter(it => money.rows.some(row => row.source === it))
  const rows = useMemo(() => budgetRows(money, tree, source), [money, tree, source])
  if (money.rows.length === 0 && money.labour.length === 0)
    return (
      <Card>
        <EmptyState
          title={words.empty}
          why={words.emptyNext}
          action={<Link to={`/plan?year=${edition.year}`}>{words.toPlan}</Link>}
        />
      </Card>
    )
  return (
    <>
      <Columns side="even">
        <SourcesCard money={money} tree={tree} />
        {money.labour.length > 0 && <LabourCard money={money} tree={tree} />}
      </Columns>
      <Segmented
        label={words.source}
        name="source"
        value={source ?? 'all'}
        options={[
          { value: 'all' as const, label: words.allSources },
          ...there.map(value => ({ value, label: names[value] })),
        ]}
        onChange={value => list.set({ source: value === 'all' ? '' : value })}
      />
      <Card flush={true}>
        <BudgetTree rows={rows} title={words.title(String(edition.year))} />
      </Card>
    </>
  )
}

function SourcesCard({ money, tree }: { readonly money: Money; readonly tree: Tree }): ReactNode {
  const words = useWords(budgetWords)
  const names = useWords(editionWords).sources
  const lang = useLang()
  const all = bySource(money, tree)
  const largest = Number(all[0]?.received ?? 1n) || 1
  return (
    <Card title={words.bySource} action={<span className="text-ink-3 text-table">{words.bySourceHint}</span>}>
      <ul className="flex flex-col gap-2.5">
        {all.map(it => (
          <li key={it.source}>
            <p className="flex justify-between gap-4 text-body">
              <span>{names[it.source]}</span>
              <span className="tabular">
                <span className="font-semibold">{show(it.spent, lang)}</span>
                <span className="text-ink-2">{` / ${show(it.received, lang)}`}</span>
              </span>
            </p>
            <ProgressBar
              label={names[it.source]}
              percent={it.received > 0n ? (Number(it.spent) / Number(it.received)) * 100 : 0}
              share={Number(it.received) / largest}
            />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function LabourCard({ money, tree }: { readonly money: Money; readonly tree: Tree }): ReactNode {
  const words = useWords(budgetWords)
  const lang = useLang()
  const names = new Map(tree.map(it => [it.id, it.name]))
  const most = money.labour.toSorted((a, b) => b.days - a.days).slice(0, 5)
  const others = money.labour.length - most.length
  return (
    <Card title={words.labour}>
      <p className="mb-2 text-ink-2 text-table">{words.labourLead}</p>
      <ul>
        {most.map(it => (
          <li
            key={it.unit}
            className="flex justify-between gap-4 border-line border-b py-1.5 text-body last:border-b-0"
          >
            <span>{names.get(it.unit)}</span>
            <span className="tabular whitespace-nowrap text-right">{`${words.days(showNumber(it.days, lang))} · ${show(BigInt(it.worthVnd), lang)}`}</span>
          </li>
        ))}
      </ul>
      {others > 0 && <p className="mt-2 text-ink-3 text-table">{words.others(showCount(others, lang))}</p>}
    </Card>
  )
}

const figures = ['received', 'passedOn', 'free', 'committed', 'spent'] as const

function BudgetTree({ rows, title }: { readonly rows: readonly BudgetRow[]; readonly title: string }): ReactNode {
  const words = useWords(budgetWords)
  const lang = useLang()
  const narrow = useNarrow()
  const groups = useMemo((): TreeGroup[] => {
    const column = (key: (typeof figures)[number] | 'progress', widthPx: number) => ({
      key,
      head: words[key],
      name: words[key],
      figure: true,
      widthPx,
    })
    return [
      { key: 'own', head: words.own, columns: figures.slice(0, 3).map(key => column(key, narrow ? 96 : 118)) },
      {
        key: 'branch',
        head: words.branch,
        columns: [column('committed', 104), column('spent', 104), column('progress', 104)],
      },
    ]
  }, [words, narrow])
  const value = useCallback(
    (row: BudgetRow, key: string): TreeValue => budgetValue(row, key, lang, words.ledger),
    [lang, words],
  )
  const tops = new Set(rows.map(row => row.id))
  return (
    <TreeTable
      caption={title}
      nameHead={words.unit}
      rows={rows}
      groups={groups}
      value={value}
      narrow={narrow}
      foldedAtFirst={rows.filter(row => row.parent !== undefined && tops.has(row.parent)).map(row => row.id)}
    />
  )
}

function budgetValue(row: BudgetRow, key: string, lang: Lang, says: (unit: string) => string): TreeValue {
  if (key === 'progress') {
    if (row.received === 0n) return { shown: null }
    const percent = (Number(row.branchSpent) / Number(row.received)) * 100
    return { shown: showPercent(Math.round(percent) / 100, lang), percent }
  }
  const amounts: Readonly<Record<string, bigint>> = {
    received: row.received,
    passedOn: row.passedOn,
    free: row.free,
    committed: row.branchCommitted,
    spent: row.branchSpent,
  }
  const amount = amounts[key] ?? 0n
  if (amount === 0n) return { shown: null }
  return {
    strong: key === 'received',
    shown: (
      <Link
        to={`/ledger?q=${encodeURIComponent(row.name)}`}
        tabIndex={-1}
        aria-label={`${show(amount, lang)}. ${says(row.name)}`}
        className="text-inherit underline decoration-line-strong decoration-dotted underline-offset-4 hover:text-accent"
      >
        {show(amount, lang)}
      </Link>
    ),
  }
}
