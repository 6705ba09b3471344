import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import { allotStall, changeStall, type EntryView, type GatheringView, type StallView } from '../../contract.ts'
import { mayNow } from '../../gathering.ts'
import { gatheringWords } from '../../gathering-words.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** One stall: who stands there and why, what it has, and the ways to change that. */
export function ChosenStall({ of, stall }: { of: GatheringView; stall: StallView }) {
  const w = useWords(words).stalls
  const g = useWords(gatheringWords)
  const nameOf = useNameOf()
  const place = useCommand(allotStall, { changes })
  const change = useCommand(changeStall, { changes })
  const params = { gatheringId: of.id, stallId: stall.id }
  const allots = of.manages && mayNow('allot', of.state)
  const draws = of.manages && mayNow('lay_out', of.state)
  const exhibitors = of.entries.filter(
    (entry) => entry.wish && ['accepted', 'signed_up', 'came'].includes(entry.standing),
  )
  const { why } = stall
  return (
    <section className="gathering-inset ui-stack" aria-label={w.chosen(stall.number)}>
      <div className="gathering-item-head">
        <h3>{w.chosen(stall.number)}</h3>
        <span className="ui-muted ui-small">{w.size(String(stall.width / 100), String(stall.depth / 100))}</span>
      </div>
      {why && (
        <p className="ui-small">
          {why.rule === 'hand' ? g.because.hand : g.because.order(why.turn, why.fitting)} ·{' '}
          {why.alike > 0 ? g.because.alike(why.alike) : g.because.noAlike}
        </p>
      )}
      {allots && (
        <Field label={w.exhibitor}>
          {(control) => (
            <select
              className="ui-input"
              {...control}
              value={stall.entryId ?? ''}
              onChange={(event) =>
                place.mutate({ params, body: { entryId: (event.target.value || null) as EntryView['id'] | null } })
              }
            >
              <option value="">{w.nobody}</option>
              {exhibitors.map((entry) => (
                <option key={entry.id} value={entry.id}>
                  {nameOf(entry)}
                  {entry.stall ? ` · ${entry.stall}` : ''}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {draws && (
        <div className="ui-row">
          <TickPill checked={stall.power} onChange={(power) => change.mutate({ params, body: { power } })}>
            {g.power}
          </TickPill>
          <TickPill checked={stall.water} onChange={(water) => change.mutate({ params, body: { water } })}>
            {g.water}
          </TickPill>
          {!stall.entryId && (
            <Button look="quiet" icon="cross" onClick={() => change.mutate({ params, body: { removed: true } })}>
              {w.removed}
            </Button>
          )}
        </div>
      )}
      <ErrorNote error={place.error ?? change.error} />
    </section>
  )
}
