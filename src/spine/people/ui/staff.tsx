import { type ReactNode, useState } from 'react'
import { Button } from '#kit/ui/button.tsx'
import { Card } from '#kit/ui/card.tsx'
import { Select } from '#kit/ui/inputs.tsx'
import { useWords } from '#kit/ui/lang.tsx'
import { type ListState, useListState } from '#kit/ui/link.tsx'
import { useLoad } from '#kit/ui/load.ts'
import { Page } from '#kit/ui/page.tsx'
import { usePermission } from '#kit/ui/screen.ts'
import { SearchBox } from '#kit/ui/search-box.tsx'
import { EmptyState } from '#kit/ui/states.tsx'
import { type Column, Table } from '#kit/ui/table.tsx'
import { Pagination } from '#kit/ui/table-parts.tsx'
import { Segmented } from '#kit/ui/tabs.tsx'
import type { Staff } from '../routes.ts'
import { type Role, roles } from '../rules.ts'
import { peopleWords } from '../words.ts'
import { people } from './client.ts'
import { AddDialog } from './member-dialogs.tsx'
import { peopleUiWords } from './words.ts'

const defaults = { sort: 'name', state: 'open' }
type Sort = 'name' | '-name' | 'code' | '-code'

function useStaff(list: ListState) {
  const [q, role, state, sort, after] = ['q', 'role', 'state', 'sort', 'after'].map(list.get)
  return useLoad(['people', 'staff', q, role, state, sort, after], signal =>
    people.list(
      {
        ...(q ? { q } : {}),
        ...(role ? { role: role as Role } : {}),
        ...(after ? { after } : {}),
        state: state === 'closed' ? 'closed' : 'open',
        sort: sort as Sort,
      },
      { signal },
    ),
  )
}

/** Who works in the units given to the person, and what they may do. What is shown stands in the address. */
export function StaffScreen(): ReactNode {
  const words = useWords(peopleUiWords)
  const list = useListState(defaults)
  const [adding, setAdding] = useState(false)
  const manages = usePermission('people.manage')
  const load = useStaff(list)
  const shown = load.data && words.state(String(load.data.staff.length), load.data.next !== null || list.after !== '')
  return (
    <Page
      title={words.staff}
      state={shown}
      actions={
        manages && (
          <Button kind="primary" onClick={() => setAdding(true)}>
            {words.actions.add}
          </Button>
        )
      }
    >
      <Filters list={list} />
      <Card flush={true}>
        <Table
          caption={words.staff}
          columns={useColumns()}
          rows={load.data?.staff}
          rowKey={row => row.id}
          href={row => `/staff/${row.id}`}
          list={list}
          loading={load.loading}
          error={load.error}
          retry={load.retry}
          empty={<EmptyState why={words.noStaff} />}
          footer={<Pagination list={list} next={load.data?.next} says={shown} />}
        />
      </Card>
      <AddDialog open={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

function Filters({ list }: { readonly list: ListState }): ReactNode {
  const words = useWords(peopleUiWords)
  const { roles: names } = useWords(peopleWords)
  const q = list.get('q')
  return (
    <div className="flex flex-wrap items-end gap-4">
      <SearchBox
        key={q}
        label={words.search}
        placeholder={words.search}
        defaultValue={q}
        slash={true}
        className="min-w-0 flex-1 basis-80"
        onSearch={text => list.set({ q: text })}
      />
      <Select
        name="role"
        label={words.role}
        value={list.get('role')}
        empty={words.anyRole}
        options={roles.map(role => ({ value: role, label: names[role] }))}
        onChange={role => list.set({ role })}
      />
      <Segmented
        label={words.staff}
        name="state"
        value={list.get('state') === 'closed' ? 'closed' : 'open'}
        options={[
          { value: 'open', label: words.open },
          { value: 'closed', label: words.closed },
        ]}
        onChange={state => list.set({ state })}
      />
    </div>
  )
}

function useColumns(): Column<Staff>[] {
  const words = useWords(peopleUiWords)
  const { roles: names } = useWords(peopleWords)
  return [
    { key: 'name', head: words.name, cell: row => row.name, sorts: true },
    { key: 'code', head: words.code, cell: row => row.code, sorts: true, from: 'sm' },
    {
      key: 'roles',
      head: words.role,
      cell: row => [...new Set(row.roles.map(one => names[one.role]))].join(', '),
    },
    { key: 'unit', head: words.unit, cell: row => row.unit.name, from: 'md' },
    { key: 'email', head: words.email, cell: row => row.email, from: 'lg' },
  ]
}
