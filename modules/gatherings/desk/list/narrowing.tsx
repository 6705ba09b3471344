import '../../../../ui/input.css'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Pills } from '../../../../ui/pills.tsx'
import { PlaceFilter } from '../../../matters/desk/public.ts'
import { kinds, traits } from '../../gathering.ts'
import { words } from '../words.ts'
import type { Period } from './period.ts'

type Name = 'year' | 'quarter' | 'kind' | 'placeId'
type Values = Readonly<Partial<Record<Name, string | undefined>>>

interface NarrowingProps {
  readonly values: Values
  readonly period: Period
  /** The period is days that the address names. */
  readonly days: boolean
  readonly onChange: (patch: Partial<Record<Name, string | undefined>>) => void
}

/** Which time, place and kind; all stand in the address. */
export function Narrowing({ values, period, days, onChange }: NarrowingProps) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const years = Array.from({ length: 4 }, (_, back) => String(new Date().getFullYear() + 1 - back))
  const all = years.includes(period.year) ? years : [period.year, ...years]
  return (
    <search className="gatherings-controls">
      <div className="ui-row">
        <select
          className="ui-input"
          aria-label={w.period}
          value={period.year}
          onChange={(event) => onChange({ year: event.target.value })}
        >
          {all.map((year) => (
            <option key={year} value={year}>
              {w.year(year)}
            </option>
          ))}
        </select>
        <select
          className="ui-input"
          aria-label={w.wholeYear}
          value={period.quarter ?? ''}
          onChange={(event) => onChange({ quarter: event.target.value || undefined })}
        >
          <option value="">{days ? `${format.date(period.from)} – ${format.date(period.to)}` : w.wholeYear}</option>
          {[1, 2, 3, 4].map((n) => (
            <option key={n} value={n}>
              {w.quarter(n)}
            </option>
          ))}
        </select>
      </div>
      <PlaceFilter
        label={w.place}
        placeholder={w.everywhere}
        placeId={values.placeId}
        onChange={(placeId) => onChange({ placeId })}
      />
      <fieldset className="gatherings-kinds">
        <legend className="ui-unseen">{w.kind}</legend>
        <Pills
          value={values.kind ?? ''}
          onChange={(kind) => onChange({ kind: kind || undefined })}
          options={[
            { value: '', label: w.allKinds },
            ...kinds.map((kind) => ({ value: kind as string, label: say(traits[kind].name) })),
          ]}
        />
      </fieldset>
    </search>
  )
}
