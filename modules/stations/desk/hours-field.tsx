import './stations.css'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { TickPill } from '../../../ui/pills.tsx'
import { Line } from '../../matters/desk/public.ts'
import { type WeekDraft, weekOfDraft } from '../web/hours-text.ts'
import { stationBook } from '../web/words.ts'
import { words } from './words.ts'

const days = [0, 1, 2, 3, 4, 5, 6] as const

/** Hours of the week as text, a line a day, with exceptions. */
export function HoursField({ draft, onChange }: { draft: WeekDraft; onChange: (draft: WeekDraft) => void }) {
  const f = useWords(words).form
  const b = useWords(stationBook)
  const set = (patch: Partial<WeekDraft>) => onChange({ ...draft, ...patch })
  const wrong = weekOfDraft(draft) === null && draft.exceptions.every(({ fromOn, toOn }) => fromOn && toOn)
  const other = (n: number, patch: Partial<WeekDraft['exceptions'][number]>) =>
    set({ exceptions: draft.exceptions.map((one, i) => (i === n ? { ...one, ...patch } : one)) })
  return (
    <>
      <Field label={f.hours} hint={f.hoursHint} group error={wrong ? f.hoursWrong : undefined}>
        <div className="st-two">
          {days.map((day) => (
            <label key={day} className="st-day">
              {b.weekday[day]}
              <input
                className="ui-input"
                value={draft.days[day] ?? ''}
                maxLength={80}
                onChange={({ target }) => set({ days: draft.days.map((one, i) => (i === day ? target.value : one)) })}
              />
            </label>
          ))}
        </div>
      </Field>
      <div>
        <TickPill checked={draft.restsOnHolidays} onChange={(restsOnHolidays) => set({ restsOnHolidays })}>
          {f.holidays}
        </TickPill>
      </div>
      <Field label={f.exceptions} group optional>
        <div className="st-form">
          {draft.exceptions.map((one, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own until they are saved
            <div key={n} className="st-two">
              <Field label={f.from}>
                {(control) => (
                  <Line control={control} type="date" value={one.fromOn} onChange={(fromOn) => other(n, { fromOn })} />
                )}
              </Field>
              <Field label={f.to}>
                {(control) => (
                  <Line control={control} type="date" value={one.toOn} onChange={(toOn) => other(n, { toOn })} />
                )}
              </Field>
              <Field label={f.during}>
                {(control) => (
                  <Line control={control} value={one.hours} onChange={(hours) => other(n, { hours })} maxLength={80} />
                )}
              </Field>
              <Field label={f.why}>
                {(control) => (
                  <Line
                    control={control}
                    value={one.words}
                    onChange={(text) => other(n, { words: text })}
                    maxLength={60}
                  />
                )}
              </Field>
              <Button
                look="quiet"
                icon="cross"
                onClick={() => set({ exceptions: draft.exceptions.filter((_, i) => i !== n) })}
              >
                {f.remove}
              </Button>
            </div>
          ))}
          <div>
            <Button
              look="quiet"
              icon="plus"
              onClick={() => set({ exceptions: [...draft.exceptions, { fromOn: '', toOn: '', hours: '', words: '' }] })}
            >
              {f.exception}
            </Button>
          </div>
        </div>
      </Field>
    </>
  )
}
