import type { ReactNode } from 'react'
import { Card } from '#kit/ui/card.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { useParam, usePlace } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { EmptyState, ErrorState, LoadingState } from '#kit/ui/states.tsx'
import { useToast } from '#kit/ui/toast.tsx'
import { editions } from './client.ts'
import { EditionForm } from './edition-form.tsx'
import { editionUiWords } from './words-editions.ts'

function useSaved(): (id: string) => Promise<void> {
  const words = useWords(editionUiWords)
  const toast = useToast()
  const refresh = useRefresh()
  const { go } = usePlace()
  return async id => {
    toast({ title: words.saved })
    await refresh('editions')
    go(`/editions/${id}`)
  }
}

/** Somebody came by the address alone: it is the group that writes editions. */
function OnlyGroup(): ReactNode {
  const words = useWords(editionUiWords)
  return (
    <Card>
      <EmptyState why={words.onlyGroup} />
    </Card>
  )
}

/** A new edition, from nothing. */
export function NewEditionScreen(): ReactNode {
  const words = useWords(editionUiWords)
  const saved = useSaved()
  const { data, error, retry } = useLoad(['editions', 'list'], () => editions.list({}))
  return (
    <Page title={words.create}>
      {data?.makes && (
        <EditionForm
          back="/editions"
          onSave={async (written, year) => saved((await editions.create({ ...written, year })).id)}
        />
      )}
      {data?.makes === false && <OnlyGroup />}
      {!data && (error === undefined ? <LoadingState /> : <ErrorState error={error} retry={retry} />)}
    </Page>
  )
}

/** An edition that is changed. */
export function EditEditionScreen(): ReactNode {
  const words = useWords(editionUiWords)
  const id = useParam('id')
  const saved = useSaved()
  const { data, error, retry } = useLoad(['editions', 'one', id], () => editions.one({ id }))
  return (
    <Page title={data ? `${words.edit}: ${data.year}` : words.edit}>
      {data?.edits === false ? (
        <OnlyGroup />
      ) : data ? (
        <EditionForm
          edition={data}
          back={`/editions/${id}`}
          onSave={async written => {
            await editions.change({ id, ...written })
            await saved(id)
          }}
        />
      ) : error === undefined ? (
        <LoadingState />
      ) : (
        <ErrorState error={error} retry={retry} />
      )}
    </Page>
  )
}
