import '../../../ui/input.css'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Sheet } from '../../../ui/desk/page.tsx'
import { TableFoot } from '../../../ui/desk/table-foot.tsx'
import { useTable } from '../../../ui/desk/use-table.ts'
import { WhyButton } from '../../../ui/dialog-buttons.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { hasRole, useMe } from '../../matters/desk/public.ts'
import { listThanks, settleThanks, stationFigures, type ThanksRow, thanksShows } from '../contract.ts'
import { stationKeepers } from '../roles.ts'
import { thanksTone } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { basicFilter, daysFilter, daysText, keepsFilter, ListPage, useKeepsFilter, withDays } from './lists.tsx'
import { words } from './words.ts'

/** `/stations/thanks`: what neighbours thanked for; read before it stands on a wall. */
export default function ThanksPage() {
  const w = useWords(words)
  const me = useMe()
  const [values, set] = useUrlState(['show', 'keeps', 'placeId', 'from', 'to'])
  const [table, setTable] = useTable()
  const { offset, limit } = table
  const show = thanksShows.find((one) => one === values.show)
  const { placeId } = basicFilter(values)
  const narrowed = { ...(placeId ? { placeId } : {}), ...daysFilter(values), ...keepsFilter(values) }
  const query = { ...narrowed, ...(show ? { show } : {}), offset, limit }
  const { data, error, refetch } = useEndpoint(listThanks, { query })
  const keeps = hasRole(me, ...stationKeepers)
  return (
    <ListPage
      list="thanks"
      values={{ ...values, days: daysText(values) }}
      set={(patch) => set(withDays(patch))}
      filters={[
        {
          ...{ id: 'show', kind: 'one', label: w.show },
          options: (['all', ...thanksShows] as const).map((value) => ({ value, label: w.thanksShow[value] })),
        },
        { id: 'days', kind: 'days', label: w.days },
        useKeepsFilter(),
      ]}
    >
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && data.total === 0 && <EmptyState icon="heart" title={w.none.thanks} />}
      {data && data.total > 0 && (
        <Sheet>
          {data.rows.map((one) => (
            <Line key={one.id} of={one} keeps={keeps} />
          ))}
          <TableFoot total={data.total} state={table} onState={setTable} />
        </Sheet>
      )}
    </ListPage>
  )
}

function Line({ of, keeps }: { of: ThanksRow; keeps: boolean }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const format = useFormat()
  const settle = useCommand(settleThanks, { changes: [listThanks, stationFigures] })
  const params = { thanksId: of.id }
  return (
    <div className="st-line">
      <div>
        <p className="st-text">{of.words}</p>
        <span className="ui-muted ui-small">
          → {of.sharer} · {format.shortDay(of.madeAt)} · {w.agreed(of.giverAgrees, of.sharerAgrees)}
        </span>
        <ErrorNote error={settle.error} />
      </div>
      <div className="ui-row">
        <StatusWord words={b.thanksState[of.state]} tone={thanksTone[of.state]} />
        {keeps && of.state !== 'shown' && (
          <Button busy={settle.isPending} onClick={() => settle.mutate({ params, body: { step: 'show' } })}>
            {w.showIt}
          </Button>
        )}
        {keeps && of.state !== 'hidden' && (
          <WhyButton
            label={w.hide}
            why={w.why}
            busy={settle.isPending}
            error={settle.error}
            onTake={(why, done) => settle.mutate({ params, body: { step: 'hide', why } }, { onSuccess: done })}
          />
        )}
      </div>
    </div>
  )
}
