import '../../../ui/input.css'
import './safety.css'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/desk/data-table.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { DialogButton } from '../../../ui/dialog-buttons.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { hasRole, PlaceFilter, useMe, useNameOf } from '../../matters/desk/public.ts'
import { type CampaignRow, campaignShows, listCampaigns } from '../campaigns/contract.ts'
import { keepers } from '../roles.ts'
import { safetyBook } from '../web/words.ts'
import { PlanForm } from './plan-form.tsx'
import { noonOf } from './show.ts'
import { words } from './words.ts'

/** `/safety/campaigns`: campaigns and the households that they reached. */
export default function CampaignsPage() {
  const w = useWords(words)
  const me = useMe()
  const [values, set] = useUrlState(['show', 'placeId', 'from', 'to'])
  const [table, setTable] = useTable()
  const show = campaignShows.find((one) => one === values.show)
  const format = useFormat()
  const { from, to } = values
  const { offset, limit } = table
  const query = {
    ...(show ? { show } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }
  const list = useEndpoint(listCampaigns, { query: { ...query, offset, limit } })
  const options = campaignShows.map((value) => ({ value, label: w.campaignShows[value] }))
  return (
    <Page title={w.nav.campaigns}>
      <PageHeader
        title={w.nav.campaigns}
        lead={w.campaignsLead}
        above={[{ words: w.title, to: '/safety' }]}
        actions={
          hasRole(me, ...keepers) && (
            <DialogButton label={w.plan} icon="plus" wide>
              {(done) => <PlanForm onDone={done} />}
            </DialogButton>
          )
        }
      />
      <div className="safe-filters">
        <FilterBar values={values} onChange={set} filters={[{ id: 'show', kind: 'one', label: w.show, options }]} />
        <PlaceFilter
          label={w.place}
          placeholder={w.everywhere}
          placeId={values.placeId}
          onChange={(placeId) => set({ placeId })}
        />
      </div>
      {from && to && (
        <p className="ui-row">
          {w.period(format.date(from), format.date(to))}
          <Button
            look="quiet"
            icon="cross"
            label={w.campaignShows.all}
            onClick={() => set({ from: undefined, to: undefined })}
          />
        </p>
      )}
      <DataTable
        caption={w.nav.campaigns}
        columns={useColumns()}
        rows={list.data?.rows}
        rowId={(row) => row.id}
        total={list.data?.total}
        state={table}
        onState={setTable}
        to={(row) => `/safety/campaigns/${row.id}`}
        busy={list.isPlaceholderData}
        error={list.error}
        onRetry={() => void list.refetch()}
        empty={
          <EmptyState icon="flag" title={w.noCampaigns}>
            {w.noCampaignsText}
          </EmptyState>
        }
      />
    </Page>
  )
}

function useColumns(): readonly Column<CampaignRow>[] {
  const w = useWords(words)
  const b = useWords(safetyBook)
  const nameOf = useNameOf()
  const format = useFormat()
  return [
    { id: 'title', title: w.campaign, main: true, cell: ({ title }) => title },
    { id: 'topic', title: w.topic, cell: ({ topic }) => b.topic[topic] },
    { id: 'place', title: w.place, cell: ({ place }) => nameOf(place) },
    {
      id: 'days',
      title: w.dates,
      keep: true,
      cell: ({ fromOn, toOn }) => `${format.shortDay(noonOf(fromOn))} – ${format.shortDay(noonOf(toOn))}`,
    },
    {
      id: 'reach',
      title: w.reach,
      keep: true,
      cell: ({ reached, addressed }) =>
        addressed === 0 ? '—' : `${format.percent(reached / addressed)} · ${w.progress(reached, addressed)}`,
    },
    {
      id: 'state',
      title: w.mark,
      cell: ({ state }) => (
        <StatusWord
          words={b.campaign[state]}
          tone={state === 'running' ? 'active' : state === 'over' ? 'done' : 'plain'}
        />
      ),
    },
  ]
}
