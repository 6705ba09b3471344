import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { matterWords } from '../../matter-words.ts'
import type { KindRules, TrialView, TriedMatter } from '../../rules/contract.ts'
import { formWords } from './form-words.ts'
import { Pager } from './pager.tsx'
import { words } from './words.ts'

export interface TrialShown {
  readonly show: 'changed' | 'newly_late' | 'newly_in_time'
  readonly offset: number
}

interface TrialResultProps {
  readonly data: Pick<KindRules, 'categories'>
  readonly trial: TrialView
  readonly shown: TrialShown
  readonly onShow: (shown: TrialShown) => void
}

const pageSize = 20

/** What the trial says: the counts, and exactly the matters that they count. */
export function TrialResult({ data, trial, shown, onShow }: TrialResultProps) {
  const w = useWords(words)
  const format = useFormat()
  const { counts, rows, total } = trial
  const n = (count: number) => format.number(count)
  const lead = w.trialLead(format.shortDay(counts.from), format.shortDay(counts.to), n(counts.matters))
  if (counts.changed === 0)
    return (
      <div role="status">
        <h3>{w.trial}</h3>
        <p className="ui-muted">{lead}</p>
        <p>{w.nothing}</p>
        <Conditions trial={trial} />
      </div>
    )
  return (
    <section className="ui-stack">
      <div role="status">
        <h3>{w.trial}</h3>
        <p className="ui-muted">{lead}</p>
        <ul className="ru-counts">
          <li>
            <strong>{w.changed(n(counts.changed))}</strong>
          </li>
          <li>{w.newlyLate(n(counts.newlyLate))}</li>
          <li>{w.newlyInTime(n(counts.newlyInTime))}</li>
          {counts.overAtOnce > 0 && <li>{w.overAtOnce(n(counts.overAtOnce))}</li>}
        </ul>
        <Conditions trial={trial} />
      </div>
      <Field label={w.showWhich} group>
        <Pills
          value={shown.show}
          onChange={(show) => onShow({ show, offset: 0 })}
          options={(['changed', 'newly_late', 'newly_in_time'] as const).map((value) => ({
            value,
            label: w.which[value],
          }))}
        />
      </Field>
      {rows.length === 0 ? <p className="ui-muted">{w.noneOfThese}</p> : <TriedTable data={data} rows={rows} />}
      <Pager offset={shown.offset} size={pageSize} total={total} onPage={(offset) => onShow({ ...shown, offset })} />
    </section>
  )
}

/** What the draft newly asks for, and how many of last month's matters went without. */
function Conditions({ trial: { counts, conditions } }: { trial: TrialView }) {
  const f = useWords(formWords)
  const say = useSay()
  const format = useFormat()
  if (conditions.length === 0) return null
  const n = (count: number) => format.number(count)
  return (
    <>
      <ul className="ru-counts">
        {(counts.lacking ?? 0) > 0 && (
          <li>
            <strong>{f.lacking(n(counts.lacking ?? 0))}</strong>
          </li>
        )}
        {(counts.unclosable ?? 0) > 0 && (
          <li>
            <strong>{f.unclosable(n(counts.unclosable ?? 0))}</strong>
          </li>
        )}
      </ul>
      <ul className="ru-changes">
        {conditions.map(({ what, name, matters, of }) => (
          <li key={`${what} ${name?.zh ?? ''}`}>
            {f.condition[what](name ? say(name) : '')}
            {': '}
            {f.outOf(n(matters), n(of))}
          </li>
        ))}
      </ul>
    </>
  )
}

function TriedTable({ data, rows }: { data: TrialResultProps['data']; rows: readonly TriedMatter[] }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const say = useSay()
  const format = useFormat()
  const names = new Map(data.categories.map(({ code, name }) => [code, say(name)]))
  return (
    <table className="ru-table ru-tried">
      <thead>
        <tr>
          {[w.matter, w.dueWas, w.dueWould, ''].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.title === null ? row.number : <Go to={`/matters/${row.id}`}>{row.title}</Go>}
              <p className="ui-muted ui-small">
                {[
                  row.title === null ? null : row.number,
                  names.get(row.category) ?? row.category,
                  m.priority[row.priority],
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </th>
            {(['was', 'would'] as const).map((side) => (
              <td key={side} data-label={side === 'was' ? w.dueWas : w.dueWould}>
                {row.clocks.map((clock) => (
                  <p key={`${clock.stage} ${clock.startedAt}`}>
                    {m.stage[clock.stage]} {format.moment(side === 'was' ? clock.dueWas : clock.dueWould)}{' '}
                    <span className="ui-muted ui-small">{w.verdict[clock[side]]}</span>
                  </p>
                ))}
              </td>
            ))}
            <td className="ru-turn">
              <StatusWord words={w.turn[row.turn]} tone={row.turn === 'same' ? 'plain' : 'active'} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
