import './observers.css'
import { useState } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { ViewTabs } from '../../../ui/desk/views.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord, type StatusWordProps } from '../../../ui/status-word.tsx'
import { me } from '../../people/contract.ts'
import { listTerms, type TermView, termStates } from '../contract.ts'
import { termKeepers } from '../terms/term.ts'
import { BeginDialog } from './terms/begin-dialog.tsx'
import { RulesSheet } from './terms/rules-sheet.tsx'
import { TermDialog } from './terms/term-dialog.tsx'
import { words } from './words.ts'

const tones: Record<TermView['state'], NonNullable<StatusWordProps['tone']>> = {
  coming: 'plain',
  in_force: 'active',
  ending: 'active',
  ended: 'stopped',
}

/** `/observers`: who was appointed, until when, and whether anything is heard of them. */
export default function ObserversPage() {
  const w = useWords(words).terms
  const [values] = useUrlState(['state'])
  const [table, setTable] = useTable({ limit: 50 })
  const state = termStates.find((one) => one === values.state)
  const { data, error, refetch } = useEndpoint(listTerms, { query: state ? { state } : {} })
  const [beginning, setBeginning] = useState(false)
  const address = useTermAddress()
  const keeps = useKeeps()
  const open = data?.terms.find((term) => term.id === address.open)
  const rows = data?.terms.slice(table.offset, table.offset + table.limit)
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          keeps && (
            <Button look="main" icon="plus" onClick={() => setBeginning(true)}>
              {w.begin}
            </Button>
          )
        }
      />
      <ViewTabs
        label={w.views}
        views={[
          { name: w.all, query: '' },
          ...termStates.map((one) => ({ name: w.state[one], query: `state=${one}` })),
        ]}
      />
      <DataTable
        caption={w.caption}
        columns={useColumns()}
        rows={rows}
        rowId={(row) => row.id}
        total={data?.terms.length}
        state={table}
        onState={setTable}
        to={(row) => address.of(row.id)}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon="people" title={w.empty}>
            {w.emptyText}
          </EmptyState>
        }
      />
      {keeps && data && <RulesSheet rules={data.rules} />}
      {beginning && <BeginDialog onClose={() => setBeginning(false)} />}
      {open && <TermDialog key={open.id} term={open} keeps={keeps} onClose={address.close} />}
    </Page>
  )
}

/** The street office appoints; the inspection looks on. */
function useKeeps(): boolean {
  return (
    useEndpoint(me, {}, { staleTime: 5 * 60_000 }).data?.roles.some((role) =>
      termKeepers.some((keeper) => keeper === role),
    ) ?? false
  )
}

/** The open term stands in the address; a notice leads to it by `/observers/<id>`. */
function useTermAddress() {
  const { search, params, go } = useNavigation()
  const of = (term: string | undefined) => {
    const next = new URLSearchParams(search)
    if (term) next.set('term', term)
    else next.delete('term')
    return next.size > 0 ? `/observers?${next}` : '/observers'
  }
  return { open: search.term ?? params.termId, of, close: () => go(of(undefined), { replace: true }) }
}

function useColumns(): readonly Column<TermView>[] {
  const w = useWords(words).terms
  const lang = useLang()
  const format = useFormat()
  const c = w.column
  return [
    { id: 'person', title: c.person, main: true, cell: (row) => row.personName },
    { id: 'role', title: c.role, cell: (row) => w.role[row.role] },
    { id: 'letter', title: c.letter, cell: (row) => row.letterNumber, keep: true },
    { id: 'origin', title: c.origin, cell: (row) => row.origin },
    { id: 'place', title: c.place, cell: (row) => (lang === 'en' ? row.place.nameEn : row.place.name) },
    {
      id: 'days',
      title: c.days,
      cell: (row) => `${format.date(row.fromOn)} – ${format.date(row.endedOn ?? row.toOn)}`,
      keep: true,
    },
    { id: 'state', title: c.state, cell: (row) => <StatusWord words={w.state[row.state]} tone={tones[row.state]} /> },
    { id: 'quarter', title: c.quarter, cell: (row) => w.leads(row.quarter.leads, row.quarter.expected) },
  ]
}
