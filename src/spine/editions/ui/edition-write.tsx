import type { ReactNode } from 'react'
import { useWords } from '#kit/ui/lang.tsx'
import { useParam, usePlace } from '#kit/ui/link.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { ErrorState, LoadingState } from '#kit/ui/states.tsx'
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

/** A new edition, from nothing. */
export function NewEditionScreen(): ReactNode {
  const words = useWords(editionUiWords)
  const saved = useSaved()
  return (
    <Page title={words.create}>
      <EditionForm
        back="/editions"
        onSave={async (written, year) => saved((await editions.create({ ...written, year })).id)}
      />
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
      {data ? (
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
