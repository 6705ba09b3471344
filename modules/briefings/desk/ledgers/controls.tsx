import '../../../../ui/input.css'
import { useWords } from '../../../../kernel/web/words.ts'
import { Remark } from '../../../../ui/error-note.tsx'
import type { UrlPatch } from '../../../../ui/navigation.tsx'
import { PlaceFilter } from '../../../matters/desk/public.ts'
import { type Looking, quarters } from './use-period.ts'
import { words } from './words.ts'

interface ControlsProps {
  readonly looking: Looking
  readonly onChange: (patch: UrlPatch<'placeId' | 'quarter' | 'from' | 'to'>) => void
}

/** Which place, and which quarter or days. */
export function Controls({ looking, onChange }: ControlsProps) {
  const w = useWords(words)
  const { quarter, from, to } = looking
  const known = quarters()
  const all = quarter === null || known.includes(quarter) ? known : [quarter, ...known]
  const choose = (value: string) => onChange(value === 'days' ? { quarter: value, from, to } : chosen(value))
  return (
    <search className="ledger-controls">
      <PlaceFilter
        label={w.place}
        placeholder={w.everywhere}
        placeId={looking.placeId}
        onChange={(placeId) => onChange({ placeId })}
      />
      <select
        className="ui-input"
        aria-label={w.period}
        value={quarter ?? 'days'}
        onChange={(event) => choose(event.target.value)}
      >
        {all.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
        <option value="days">{w.custom}</option>
      </select>
      {quarter === null && (
        <>
          <Day label={w.from} value={from} onChange={(day) => onChange({ from: day })} />
          <Day label={w.to} value={to} onChange={(day) => onChange({ to: day })} />
        </>
      )}
      {!looking.isRight && <Remark>{w.badDays}</Remark>}
    </search>
  )
}

const chosen = (quarter: string) => ({ quarter, from: undefined, to: undefined })

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="ledger-day">
      <span>{label}</span>
      <input
        type="date"
        className="ui-input"
        value={value}
        onChange={(event) => event.target.value && onChange(event.target.value)}
      />
    </label>
  )
}
