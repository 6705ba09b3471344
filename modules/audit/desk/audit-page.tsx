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
import { hasRole, useMe, useNameOf } from '../../matters/desk/public.ts'
import { type AuditRow, listAreas, listAudit } from '../contract.ts'
import { alarmSetters } from '../roles.ts'
import { kindNames, kinds } from '../watched.ts'
import { words } from './words.ts'

const filterIds = ['person', 'kind', 'place', 'days', 'words'] as const
type FilterId = (typeof filterIds)[number]

/** `/audit`: what was done, the newest first; `/audit/alarms/$alarmId` is the same, where a notice leads. */
export default function AuditPage() {
  const w = useWords(words)
  const me = useMe()
  const [values, set] = useUrlState([...filterIds])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const { data, error, refetch, isPlaceholderData } = useEndpoint(listAudit, {
    query: { offset, limit, ...queryOf(values) },
  })
  return (
    <Page title={w.title}>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <>
            <a className="ui-button" href="/my-data">
              {w.mine}
            </a>
            {hasRole(me, ...alarmSetters) && (
              <Button icon="settings" to="/audit/settings">
                {w.settings}
              </Button>
            )}
          </>
        }
      />
      <FilterBar values={values} onChange={set} filters={useFilters()} />
      <DataTable
        caption={w.list}
        columns={useColumns()}
        rows={data?.rows}
        rowId={(row) => row.id}
        total={data?.total}
        state={table}
        onState={setTable}
        busy={isPlaceholderData}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon="eye" title={w.none}>
            {w.noneText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function queryOf(values: Readonly<Partial<Record<FilterId, string | undefined>>>) {
  const [from, to] = (values.days ?? '').split('..')
  const kind = kinds.find((one) => one === values.kind)
  return {
    ...(values.person ? { person: values.person } : {}),
    ...(kind ? { kind } : {}),
    ...(values.place ? { placeId: values.place as never } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(values.words ? { words: values.words } : {}),
  }
}

function useFilters(): readonly Filter<FilterId>[] {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNameOf()
  const { data } = useEndpoint(listAreas, {}, { staleTime: 300_000 })
  const areas = data?.areas ?? []
  return [
    { id: 'person', kind: 'text', label: w.filter.person },
    {
      ...{ id: 'kind', kind: 'one', label: w.filter.kind },
      options: kinds.map((value) => ({ value, label: say(kindNames[value]) })),
    },
    { id: 'days', kind: 'days', label: w.filter.days },
    {
      ...{ id: 'place', kind: 'one', label: w.filter.place, more: true },
      options: areas.map((area) => ({ value: area.id, label: nameOf(area) })),
    },
    { id: 'words', kind: 'text', label: w.filter.words, more: true },
  ]
}

const tones = { alarm: 'stopped', failed: 'stopped', locked: 'stopped', seen: 'active', exported: 'active' } as const

function useColumns(): readonly Column<AuditRow>[] {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNameOf()
  const whoOf = ({ who, post, kind }: AuditRow) => {
    if (!who) return kind === 'failed' || kind === 'locked' ? w.nobody : w.system
    return post ? `${who.name} · ${nameOf(post)}` : who.name
  }
  return [
    { id: 'at', title: w.column.at, keep: true, width: '11em', cell: ({ at }) => format.moment(at) },
    {
      id: 'what',
      title: w.column.what,
      main: true,
      cell: ({ words: what, kind }) => (
        <StatusWord words={say(what)} tone={tones[kind as keyof typeof tones] ?? 'plain'} />
      ),
    },
    { id: 'who', title: w.column.who, cell: whoOf },
    { id: 'about', title: w.column.about, cell: ({ about }) => about?.name ?? '' },
    {
      id: 'facts',
      title: w.column.facts,
      cell: ({ facts, reason }) => [...(reason ? [w.reasonWas(reason)] : []), ...facts.map(say)].join(' · '),
    },
  ]
}
