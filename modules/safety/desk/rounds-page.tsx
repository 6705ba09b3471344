import '../../../ui/input.css'
import './safety.css'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FilterBar } from '../../../ui/desk/filter-bar.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { PlaceFilter } from '../../matters/desk/public.ts'
import { roundShows } from '../contract.ts'
import { RoundsTable } from './rounds-table.tsx'
import { words } from './words.ts'

/** `/safety/rounds`: every round that one may see; numbers of other pages lead here. */
export default function RoundsPage() {
  const w = useWords(words)
  const [values, set] = useUrlState(['show', 'placeId', 'from', 'to'])
  const show = roundShows.find((one) => one === values.show)
  const format = useFormat()
  const { from, to } = values
  const query = {
    ...(show ? { show } : {}),
    ...(values.placeId ? { placeId: values.placeId as PlaceId } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }
  const options = roundShows.map((value) => ({ value, label: w.roundShows[value] }))
  return (
    <Page title={w.rounds}>
      <PageHeader title={w.rounds} lead={w.roundsLead} above={[{ words: w.title, to: '/safety' }]} />
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
            label={w.roundShows.all}
            onClick={() => set({ from: undefined, to: undefined })}
          />
        </p>
      )}
      <RoundsTable query={query} />
    </Page>
  )
}
