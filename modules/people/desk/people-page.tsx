import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { QueryOf } from '../../../kernel/contract/endpoint.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { listStaff, type StaffState, type StaffView, staffStates } from '../roster/contract.ts'
import { AddPersonDialog } from './posts/person-dialogs.tsx'
import { postAtPlace, useRoleOptions } from './posts/use-names.ts'
import { PersonSheet } from './roster/person-sheet.tsx'
import { words } from './roster/words.ts'
import { words as posts } from './words.ts'

const filterNames = ['q', 'role', 'state'] as const

const tones = { active: 'active', invited: 'plain', waiting: 'plain', postless: 'plain', ended: 'stopped' } as const

/** `/people`: who works here, in which posts, and whether they can sign in. */
export default function PeoplePage() {
  const w = useWords(words).staff
  const [values, setValues] = useUrlState(filterNames)
  const [table, setTable] = useTable()
  const query: QueryOf<typeof listStaff> = {
    ...{ offset: table.offset, limit: table.limit },
    ...(values.q ? { q: values.q } : {}),
    ...(values.role ? { role: values.role as Role } : {}),
    ...(values.state ? { state: values.state as StaffState } : {}),
  }
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listStaff, { query })
  const address = usePersonAddress()
  const person = data?.rows.find((row) => row.id === address.open)
  const filtered = filterNames.some((name) => values[name])
  const states = staffStates.map((value) => ({ value, label: w.state[value] }))
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} actions={<Ways />} />
      <FilterBar
        filters={[
          { id: 'q', kind: 'text', label: w.search },
          { id: 'role', kind: 'one', label: w.role, options: useRoleOptions() },
          { id: 'state', kind: 'one', label: w.stateFilter, options: states },
        ]}
        values={values}
        onChange={setValues}
      />
      <DataTable
        caption={w.caption}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => address.of(row.id)}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        onClearFilters={
          filtered ? () => setValues(Object.fromEntries(filterNames.map((name) => [name, undefined]))) : undefined
        }
        empty={
          filtered ? undefined : (
            <EmptyState icon="people" title={w.empty}>
              {w.emptyText}
            </EmptyState>
          )
        }
        remember="people.staff"
      />
      {person && <PersonSheet key={person.id} person={person} onClose={address.close} />}
    </Page>
  )
}

/** How people come to be here: one by one, or by a roster. */
function Ways() {
  const w = useWords(words).staff
  const p = useWords(posts).posts
  const queries = useQueryClient()
  const [adding, setAdding] = useState(false)
  const close = () => {
    setAdding(false)
    void queries.invalidateQueries({ queryKey: [listStaff.id] })
  }
  return (
    <>
      <Button icon="person" onClick={() => setAdding(true)}>
        {p.addPerson}
      </Button>
      <Button look="main" icon="upload" to="/people/imports">
        {w.import}
      </Button>
      {adding && <AddPersonDialog onClose={close} />}
    </>
  )
}

/** The open person stands in the address, beside the filters. */
function usePersonAddress() {
  const { path, search, go } = useNavigation()
  const of = (person: string | undefined) => {
    const next = new URLSearchParams(search)
    if (person) next.set('person', person)
    else next.delete('person')
    return next.size > 0 ? `${path}?${next}` : path
  }
  return { open: search.person, of, close: () => go(of(undefined), { replace: true }) }
}

function useColumns(): readonly Column<StaffView>[] {
  const w = useWords(words).staff
  return [
    { id: 'name', title: w.name, main: true, cell: (row) => row.name },
    {
      id: 'posts',
      title: w.posts,
      cell: (row) =>
        row.posts.length === 0 ? w.none : row.posts.map((post) => <div key={post.id}>{postAtPlace(post)}</div>),
    },
    { id: 'phone', title: w.phone, keep: true, cell: (row) => row.phone ?? w.none },
    { id: 'login', title: w.login, extra: true, keep: true, cell: (row) => row.login ?? w.byPhone },
    {
      id: 'state',
      title: w.stateFilter,
      keep: true,
      cell: (row) => <StatusWord words={w.state[row.state]} tone={tones[row.state]} />,
    },
  ]
}
