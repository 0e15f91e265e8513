import { type ReactNode, useState } from 'react'
import { showMoment } from '#kit/time'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Chip } from '#kit/ui/chip.tsx'
import { Checkbox, RadioGroup } from '#kit/ui/choice.tsx'
import { ConfirmDialog, Dialog } from '#kit/ui/dialog.tsx'
import { Form, type FormValues } from '#kit/ui/form.tsx'
import { Select, TextField } from '#kit/ui/inputs.tsx'
import { useLang, useWords } from '#kit/ui/lang.tsx'
import { useLoad, useRefresh } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { UnitField } from '#spine/org/ui/unit-field.tsx'
import { type Decider, deciders } from '../rules.ts'
import { imports, type Source } from './client.ts'
import { sourceWords } from './words-sources.ts'

/** Who sends files of what, who decides them, and where they are dropped. */
export function SourcesScreen(): ReactNode {
  const words = useWords(sourceWords)
  const shapes = usePermission('imports.shape')
  const [editing, setEditing] = useState<Source | 'new'>()
  const [closing, setClosing] = useState<Source>()
  const { data, error, loading, retry } = useLoad(['imports', 'sources'], signal => imports.sources({}, { signal }))
  const open = shapes && (
    <Button kind="primary" onClick={() => setEditing('new')}>
      {words.openSource}
    </Button>
  )
  return (
    <Page title={words.sources} state={words.sourcesLead} actions={open}>
      <Card flush={true}>
        <Table
          caption={words.sources}
          columns={useColumns(shapes ? setEditing : undefined, setClosing)}
          rows={data?.sources}
          rowKey={row => row.id}
          loading={loading}
          error={error}
          retry={retry}
          empty={<EmptyState title={words.noSources} why={words.noSourcesNext} action={open} />}
        />
      </Card>
      {editing && <Settings of={editing} onClose={() => setEditing(undefined)} />}
      {closing && <Closing of={closing} onClose={() => setClosing(undefined)} />}
    </Page>
  )
}

function useColumns(
  onEdit: ((of: Source) => void) | undefined,
  onClose: (of: Source) => void,
): readonly Column<Source>[] {
  const words = useWords(sourceWords)
  const lang = useLang()
  return [
    {
      key: 'name',
      head: words.source,
      strong: true,
      cell: row => row.name,
      second: row => `${row.kind} · ${row.unit}`,
    },
    { key: 'decides', head: words.decides, from: 'md', cell: row => words.decidesShort[row.decides] },
    {
      key: 'folder',
      head: words.folder,
      from: 'md',
      cell: row => (row.folder ? <code>{row.folder}</code> : null),
      second: row => (row.numbered ? words.numberedTo(row.lastNumber) : ''),
    },
    { key: 'mapping', head: words.rememberedColumns, from: 'lg', cell: row => row.columns.join(', ') || null },
    {
      key: 'last',
      head: words.lastFile,
      from: 'sm',
      cell: row => (row.lastAt ? <span className="whitespace-nowrap">{showMoment(row.lastAt, lang)}</span> : null),
    },
    {
      key: 'act',
      head: <span className="aural">{words.act}</span>,
      cell: row =>
        !row.open ? (
          <Chip tone="mute">{words.closed}</Chip>
        ) : onEdit ? (
          <span className="flex flex-wrap justify-end gap-2">
            <Button size="small" onClick={() => onEdit(row)}>
              {words.change}
            </Button>
            <Button size="small" kind="danger" onClick={() => onClose(row)}>
              {words.close}
            </Button>
          </span>
        ) : (
          ' '
        ),
    },
  ]
}

function Settings({ of, onClose }: { readonly of: Source | 'new'; readonly onClose: () => void }): ReactNode {
  const words = useWords(sourceWords)
  const refresh = useRefresh()
  const kinds = useLoad(['imports', 'kinds'], signal => imports.kinds({}, { signal })).data?.kinds ?? []
  const known = of === 'new' ? undefined : of
  const submit = async (values: FormValues): Promise<void> => {
    const settings = {
      name: values.name?.trim() ?? '',
      decides: (values.decides ?? 'one') as Decider,
      folder: values.folder?.trim() || null,
      numbered: values.numbered === 'yes',
    }
    if (known) await imports.changeSource({ id: known.id, ...settings })
    else await imports.openSource({ unitId: values.unitId ?? '', intake: values.intake ?? '', ...settings })
    await refresh('imports')
    onClose()
  }
  return (
    <Dialog open={true} onClose={onClose} title={known ? words.changeSource : words.openSource} wide={true}>
      <Form submit={words.save} onSubmit={submit} onCancel={onClose}>
        <TextField name="name" label={words.sourceName} defaultValue={known?.name} />
        {!known && (
          <>
            <Select
              name="intake"
              label={words.kind}
              empty={words.chooseKind}
              options={kinds.map(it => ({ value: it.name, label: it.says }))}
            />
            <UnitField name="unitId" label={words.unit} hint={words.unitHint} />
          </>
        )}
        <RadioGroup
          name="decides"
          label={words.decides}
          options={deciders.map(value => ({ value, label: words.decidesLong[value] }))}
          defaultValue={known?.decides ?? 'one'}
        />
        <TextField
          name="folder"
          label={words.folder}
          hint={words.folderHint}
          optional={true}
          defaultValue={known?.folder ?? ''}
        />
        <Checkbox
          name="numbered"
          value="yes"
          label={words.numbered}
          hint={words.numberedHint}
          defaultChecked={known?.numbered ?? false}
        />
      </Form>
    </Dialog>
  )
}

function Closing({ of, onClose }: { readonly of: Source; readonly onClose: () => void }): ReactNode {
  const words = useWords(sourceWords)
  const refresh = useRefresh()
  return (
    <ConfirmDialog
      open={true}
      onClose={onClose}
      title={`${words.close}: ${of.name}`}
      act={words.close}
      danger={true}
      onConfirm={async () => {
        await imports.closeSource({ id: of.id })
        await refresh('imports')
      }}
    >
      {words.closeAsk}
    </ConfirmDialog>
  )
}
