import { useState } from 'react'
import type { QueryOf } from '../../../kernel/contract/endpoint.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { type TableState, useTable } from '../../../ui/desk/use-table.ts'
import { useFormat } from '../../../ui/format.ts'
import { Go, useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { listPosts, me, type PostView } from '../contract.ts'
import { AddPostDialog } from './posts/keeping-dialogs.tsx'
import { AddPersonDialog, IssueCodeDialog } from './posts/person-dialogs.tsx'
import { PostSheet } from './posts/post-sheet.tsx'
import { Standing } from './posts/standing.tsx'
import { nameOf, placeOf, useRoleOptions } from './posts/use-names.ts'
import { words } from './words.ts'

const filterNames = ['q', 'role', 'state', 'scope'] as const

/** `/posts`: who holds which post, and what the reader may change about it. */
export default function PostsPage() {
  const w = useWords(words).posts
  const roles = useRoles()
  const administrator = roles.has('administrator')
  const manages = administrator || roles.has('community') || roles.has('street')
  const [values, setValues] = useUrlState(filterNames)
  const [table, setTable] = useTable()
  const managed = manages && values.scope !== 'all'
  const query = queryOf(values, table, managed)
  const { data, error, isPlaceholderData, refetch } = useEndpoint(listPosts, { query })
  const address = usePostAddress()
  const post = data?.rows.find((row) => row.id === address.open)
  const clear = () => setValues(Object.fromEntries(filterNames.map((name) => [name, undefined])))
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} actions={manages && <PersonWays administrator={administrator} />} />
      <FilterBar filters={useFilters(manages && !administrator)} values={values} onChange={setValues} />
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
        onClearFilters={filterNames.some((name) => values[name]) ? clear : undefined}
        remember="people.posts"
      />
      {post && (
        <PostSheet
          key={post.id}
          post={post}
          administrator={administrator}
          managed={managed || administrator}
          onClose={address.close}
        />
      )}
    </Page>
  )
}

function useRoles(): ReadonlySet<Role> {
  const { data } = useEndpoint(me, {}, { staleTime: 5 * 60_000 })
  return new Set(data?.roles as readonly Role[] | undefined)
}

type Values = Readonly<Partial<Record<(typeof filterNames)[number], string | undefined>>>

function queryOf(values: Values, { offset, limit }: TableState, managed: boolean): QueryOf<typeof listPosts> {
  const vacant = values.state === 'vacant' ? true : values.state === 'held' ? false : undefined
  return {
    offset,
    limit,
    ...(managed ? { managed } : {}),
    ...(values.q ? { q: values.q } : {}),
    ...(values.role ? { role: values.role as Role } : {}),
    ...(vacant === undefined ? {} : { vacant }),
  }
}

/** The open post stands in the address, beside the filters. */
function usePostAddress() {
  const { path, search, go } = useNavigation()
  const of = (post: string | undefined) => {
    const next = new URLSearchParams(search)
    if (post) next.set('post', post)
    else next.delete('post')
    return next.size > 0 ? `${path}?${next}` : path
  }
  return { open: search.post, of, close: () => go(of(undefined), { replace: true }) }
}

function useFilters(mayWiden: boolean) {
  const w = useWords(words).posts
  const states = [
    { value: 'vacant', label: w.vacant },
    { value: 'held', label: w.held },
  ]
  return [
    { id: 'q', kind: 'text', label: w.search },
    { id: 'role', kind: 'one', label: w.role, options: useRoleOptions() },
    { id: 'state', kind: 'one', label: w.state, options: states },
    ...(mayWiden
      ? [{ id: 'scope', kind: 'one', label: w.scope, options: [{ value: 'all', label: w.all }] } as const]
      : []),
  ] as const
}

function useColumns(): readonly Column<PostView>[] {
  const w = useWords(words).posts
  const say = useSay()
  const format = useFormat()
  return [
    { id: 'post', title: w.post, main: true, cell: (row) => nameOf(row) },
    { id: 'place', title: w.place, cell: (row) => placeOf(row) },
    { id: 'kind', title: w.role, cell: (row) => say(row.kindName) },
    { id: 'holder', title: w.holder, cell: (row) => row.holder?.name ?? '' },
    { id: 'acting', title: w.acting, cell: (row) => <Standing post={row} /> },
    {
      id: 'since',
      title: w.sinceDay,
      extra: true,
      keep: true,
      cell: (row) => (row.holder ? format.day(row.holder.since) : ''),
    },
    { id: 'phone', title: w.phone, keep: true, cell: (row) => row.officePhone },
  ]
}

function PersonWays({ administrator }: { administrator: boolean }) {
  const w = useWords(words).posts
  const keeping = useWords(words).keeping
  const [open, setOpen] = useState<'code' | 'add' | 'post' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Go to="/handovers">{w.handovers}</Go>
      <Button icon="key" onClick={() => setOpen('code')}>
        {w.issueTo}
      </Button>
      {administrator && (
        <>
          <Button icon="person" onClick={() => setOpen('add')}>
            {w.addPerson}
          </Button>
          <Button look="main" icon="plus" onClick={() => setOpen('post')}>
            {keeping.add}
          </Button>
        </>
      )}
      {open === 'post' && <AddPostDialog onClose={close} />}
      {open === 'code' && <IssueCodeDialog mayReset={administrator} onClose={close} />}
      {open === 'add' && <AddPersonDialog onClose={close} />}
    </>
  )
}
