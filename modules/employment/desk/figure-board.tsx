import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Field } from '../../../ui/field.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { Go, useUrlState } from '../../../ui/navigation.tsx'
import { Select } from '../../../ui/pocket/inputs.tsx'
import { jobFigures } from '../contract.ts'
import { useShow } from '../web/show.ts'
import { words } from './words.ts'

type Name = 'openings' | 'headcount' | 'referred' | 'hired'
const names: readonly Name[] = ['openings', 'headcount', 'referred', 'hired']

/** The list that holds exactly what a figure counts. */
function listOf(name: Name, { placeId, month }: { placeId?: string | undefined; month?: string | undefined }): string {
  const query = new URLSearchParams(name === 'openings' || name === 'headcount' ? {} : { tab: 'referrals' })
  if (placeId) query.set('placeId', placeId)
  if (name === 'hired') query.set('state', 'hired')
  if (month) {
    query.set(name === 'hired' ? 'hiredMonth' : 'month', month)
    query.set('figures', month)
  }
  return query.size > 0 ? `/jobs?${query}` : '/jobs'
}

/** Openings, headcount, referred, hired: of a month and by place; each leads to its rows. */
export function FigureBoard() {
  const w = useWords(words)
  const { nameOf } = useShow()
  const [values, set] = useUrlState(['placeId', 'figures'])
  const placeId = values.placeId as PlaceId | undefined
  const month = values.figures
  const { data } = useEndpoint(jobFigures, {
    query: { ...(placeId ? { placeId } : {}), ...(month ? { month } : {}) },
  })
  if (!data) return null
  const unit = { openings: w.unit.openings, headcount: w.unit.people, referred: w.unit.times, hired: w.unit.people }
  const shown = names.filter((name) => data.total[name] !== null)
  return (
    <section className="ui-stack" aria-label={w.title}>
      <Figures>
        {shown.map((name) => (
          <Figure
            key={name}
            label={w.figures[name]}
            value={data.total[name]}
            unit={unit[name]}
            to={listOf(name, { placeId, month })}
          />
        ))}
      </Figures>
      <div className="job-board">
        <Field label={w.month}>
          {(control) => (
            <Select
              control={control}
              value={month ?? ''}
              placeholder={w.allMonths}
              onChange={(value) => set({ figures: value || undefined })}
              options={data.months.map((one) => ({ value: one.month, label: one.month }))}
            />
          )}
        </Field>
        {data.places.length > 0 && (
          <details>
            <summary>{w.byPlace}</summary>
            <table className="job-places">
              <thead>
                <tr>
                  <th scope="col">{w.place}</th>
                  {shown.map((name) => (
                    <th key={name} scope="col">
                      {w.figures[name]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.places.map(({ place, ...counts }) => (
                  <tr key={place.id}>
                    <th scope="row">{nameOf(place)}</th>
                    {shown.map((name) => (
                      <td key={name}>
                        <Go to={listOf(name, { placeId: place.id, month })}>{String(counts[name])}</Go>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        )}
      </div>
    </section>
  )
}
