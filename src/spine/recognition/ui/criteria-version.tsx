import { type ReactNode, useState } from 'react'
import { Alert } from '#kit/ui/alert.tsx'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { ConfirmDialog } from '#kit/ui/dialog.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useParam, usePlace } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Columns, Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { Table } from '#kit/ui/table.tsx'
import type { GivesOf } from '#kit/wire'
import type { Lang } from '#kit/words'
import type { Kind, recognitionRoutes } from '../routes.ts'
import { recognition } from './client.ts'
import {
  amount,
  CriteriaMark,
  Details,
  History,
  momentOf,
  Seal,
  saidOf,
  useDone,
  useKind,
  useThreshold,
} from './parts.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { criteriaUiWords } from './words-criteria.ts'

type Version = GivesOf<typeof recognitionRoutes.version>
type Content = NonNullable<Version['before']>

/** One version: what it says, what changed since the one before, and the way to its publication. */
export function VersionScreen(): ReactNode {
  const words = useWords(criteriaUiWords)
  const lang = useLang()
  const id = useParam('id')
  const load = useLoad(['recognition', 'version', id], signal => recognition.version({ id }, { signal }))
  const it = load.data
  const kind = useKind(it?.kind)
  if (!it)
    return (
      <Page title={words.criteria}>
        {load.error === undefined ? <LoadingState /> : <ErrorState error={load.error} retry={load.retry} />}
      </Page>
    )
  return (
    <Page
      title={it.title}
      mark={<CriteriaMark state={it.state} />}
      state={`${kind?.says ?? it.kind} · ${it.unit} · ${words.versionNo(it.no)}`}
      actions={<Actions it={it} />}
    >
      {it.state === 'waiting' && it.mine && <Alert tone="info" title={words.mineCriteria} />}
      <Columns>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={words.note}>
            <p className="max-w-[72ch] whitespace-pre-line text-body">{it.note || '·'}</p>
          </Card>
          <Content it={it} kind={kind} lang={lang} />
          {it.before && <Changes it={it} before={it.before} kind={kind} />}
        </div>
        <Card title={words.history}>
          <Details
            rows={[
              [words.writtenBy, it.writtenBy],
              ...(it.publishedAt ? [[words.published, momentOf(it.publishedAt, lang)] as const] : []),
              ...(it.sha256 ? [[words.seal, <Seal key="seal" hash={it.sha256} />] as const] : []),
            ]}
          />
          {it.steps.length > 0 && (
            <div className="border-line border-t pt-2">
              <History steps={it.steps} />
            </div>
          )}
        </Card>
      </Columns>
    </Page>
  )
}

function Content({
  it,
  kind,
  lang,
}: {
  readonly it: Version
  readonly kind: Kind | undefined
  readonly lang: Lang
}): ReactNode {
  const words = useWords(criteriaUiWords)
  const threshold = useThreshold()
  return (
    <Card title={words.settings}>
      <Details
        rows={[
          ...(kind?.settings ?? []).map(
            setting => [setting.says, threshold(setting, it.settings[setting.name] ?? 0)] as const,
          ),
          [words.objectDays, String(it.objectDays)],
          [words.answerDays, String(it.answerDays)],
        ]}
      />
      <h3 className="mt-4 mb-1 font-semibold text-body">{words.thanks}</h3>
      <Details
        rows={it.thanks.map(one => [
          saidOf(kind?.grounds, one.ground),
          one.amountVnd && one.amountVnd !== '0'
            ? `${one.words} · ${amount(Number(one.amountVnd), 'VND', lang)}`
            : one.words,
        ])}
      />
    </Card>
  )
}

type Change = { readonly what: string; readonly before: string; readonly now: string }

/** What two versions say differently, part by part. */
function useChanges(before: Content, now: Version, kind: Kind | undefined): Change[] {
  const words = useWords(criteriaUiWords)
  const lang = useLang()
  const threshold = useThreshold()
  const parts = (it: Content | Version): ReadonlyMap<string, string> =>
    new Map([
      [words.title, it.title],
      [words.note, it.note],
      ...Object.entries(it.settings).map(([name, value]): [string, string] => {
        const setting = kind?.settings.find(one => one.name === name)
        return [setting?.says ?? name, threshold(setting, value)]
      }),
      ...it.thanks.map((one): [string, string] => [
        saidOf(kind?.grounds, one.ground),
        `${one.words} · ${amount(Number(one.amountVnd ?? 0), 'VND', lang)}`,
      ]),
      [words.objectDays, String(it.objectDays)],
      [words.answerDays, String(it.answerDays)],
    ])
  const [old, fresh] = [parts(before), parts(now)]
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map(what => ({ what, before: old.get(what) ?? '', now: fresh.get(what) ?? '' }))
    .filter(change => change.before !== change.now)
}

function Changes(props: {
  readonly it: Version
  readonly before: Content
  readonly kind: Kind | undefined
}): ReactNode {
  const words = useWords(criteriaUiWords)
  const changes = useChanges(props.before, props.it, props.kind)
  return (
    <Card title={words.changed} flush={true}>
      <Table
        caption={words.changed}
        columns={[
          { key: 'what', head: words.what, cell: row => row.what },
          { key: 'before', head: words.before(props.before.no), cell: row => row.before },
          { key: 'now', head: words.now, cell: row => row.now, strong: true },
        ]}
        rows={changes}
        rowKey={row => row.what}
        empty={<p className="px-4 pb-4 text-body">{words.noChange}</p>}
      />
    </Card>
  )
}

function Actions({ it }: { readonly it: Version }): ReactNode {
  const words = useWords(criteriaUiWords)
  const { go } = usePlace()
  const [plans, approves] = [usePermission('recognition.plan'), usePermission('recognition.approve')]
  const [asking, setAsking] = useState<'publish' | 'approve' | 'sendBack'>()
  const done = useDone()
  const [draft, close] = [it.state === 'draft' || it.state === 'sent_back', () => setAsking(undefined)]
  const act = (run: () => Promise<unknown>) => async (): Promise<void> => {
    await run()
    await done()
  }
  return (
    <>
      {plans && draft && <Button onClick={() => go(`/criteria-write?from=${it.id}&edit=1`)}>{words.edit}</Button>}
      {plans && draft && (
        <Button kind="primary" onClick={act(() => recognition.send({ id: it.id }))}>
          {words.send}
        </Button>
      )}
      {plans && it.state === 'published' && !it.replacedBy && (
        <Button onClick={() => go(`/criteria-write?from=${it.id}`)}>{words.newVersion}</Button>
      )}
      {plans && it.state === 'approved' && (
        <Button kind="primary" onClick={() => setAsking('publish')}>
          {words.publish}
        </Button>
      )}
      {approves && it.state === 'waiting' && !it.mine && (
        <>
          <Button onClick={() => setAsking('sendBack')}>{words.sendBack}</Button>
          <Button kind="primary" onClick={() => setAsking('approve')}>
            {words.approve}
          </Button>
        </>
      )}
      <ConfirmDialog
        open={asking === 'publish' || asking === 'approve'}
        onClose={close}
        title={asking === 'approve' ? words.approve : words.publish}
        act={asking === 'approve' ? words.approve : words.publish}
        onConfirm={act(() =>
          asking === 'approve' ? recognition.approveCriteria({ id: it.id }) : recognition.publish({ id: it.id }),
        )}
      >
        {words.publishAsk}
      </ConfirmDialog>
      <ReasonDialog
        open={asking === 'sendBack'}
        title={words.sendBack}
        onClose={close}
        onReason={reason => recognition.sendBackCriteria({ id: it.id, reason })}
      />
    </>
  )
}
