import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { type Filter, FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { hasRole, useMe } from '../../matters/desk/public.ts'
import { listRequests, type RequestRow } from '../contract.ts'
import { kindNames, outcomeNames, requestStates } from '../kinds.ts'
import { auditors } from '../roles.ts'
import { SettingsSheet } from './settings-sheet.tsx'
import { words } from './words.ts'

const tones = { open: 'active', answered: 'done', withdrawn: 'stopped' } as const

/** `/privacy`: requests that wait for an answer; for administrators also the settings. */
export default function PrivacyPage() {
  const w = useWords(words)
  const me = useMe()
  const [values, set] = useUrlState(['state'])
  const [table, setTable] = useTable()
  const state = requestStates.find((one) => one === values.state)
  const { offset, limit } = table
  const { data, error, refetch, isPlaceholderData } = useEndpoint(listRequests, {
    query: { offset, limit, ...(state ? { state } : {}) },
  })
  const filters: readonly Filter<'state'>[] = [
    {
      ...{ id: 'state', kind: 'one', label: w.show },
      options: requestStates.map((value) => ({ value, label: w.states[value] })),
    },
  ]
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          hasRole(me, ...auditors) && (
            <>
              <Button icon="check" to="/privacy/consents">
                {w.consents}
              </Button>
              <Button icon="clock" to="/privacy/retention">
                {w.retention}
              </Button>
            </>
          )
        }
      />
      <FilterBar values={values} onChange={set} filters={filters} />
      <DataTable
        caption={w.requests}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/data-requests/${row.id}`}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon="lock" title={w.none}>
            {w.noneText}
          </EmptyState>
        }
      />
      {hasRole(me, ...auditors) && <SettingsSheet />}
    </Page>
  )
}

function useColumns(): readonly Column<RequestRow>[] {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  return [
    { id: 'kind', title: w.column.kind, main: true, cell: ({ kind }) => say(kindNames[kind]) },
    { id: 'about', title: w.column.about, cell: ({ about }) => (about ? say(about) : w.all) },
    { id: 'name', title: w.column.name, cell: ({ name }) => name },
    { id: 'asked', title: w.column.asked, cell: ({ askedAt }) => format.moment(askedAt) },
    { id: 'due', title: w.column.due, keep: true, cell: ({ dueAt }) => format.date(dueAt) },
    {
      id: 'state',
      title: w.column.state,
      cell: ({ state, outcome, late }) =>
        state === 'open' && late ? (
          <StatusWord words={w.late} tone="stopped" />
        ) : (
          <StatusWord words={outcome ? say(outcomeNames[outcome]) : w.states[state]} tone={tones[state]} />
        ),
    },
  ]
}
