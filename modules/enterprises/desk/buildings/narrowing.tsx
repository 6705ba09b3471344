import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { useFormat } from '../../../../ui/format.ts'
import type { UrlPatch } from '../../../../ui/navigation.tsx'
import { PlaceFilter } from '../../../matters/desk/public.ts'
import { words } from './words.ts'

export interface NarrowingProps {
  readonly placeId: string | undefined
  readonly month: string | undefined
  /** The day of which the figures are. */
  readonly on: string | undefined
  readonly onChange: (patch: UrlPatch<'placeId' | 'month'>) => void
}

/** Of which place, and at the end of which month. */
export function Narrowing({ placeId, month, on, onChange }: NarrowingProps) {
  const w = useWords(words)
  const format = useFormat()
  const now = dayjs()
  return (
    <search className="buildings-narrowing">
      <PlaceFilter
        label={w.where}
        placeholder={w.everywhere}
        placeId={placeId}
        onChange={(next) => onChange({ placeId: next })}
      />
      <DatePicker
        picker="month"
        aria-label={w.monthEnd}
        placeholder={w.today}
        allowClear={false}
        maxDate={now}
        value={month ? dayjs(`${month}-01`) : null}
        onChange={(chosen) => {
          const next = chosen?.format('YYYY-MM')
          onChange({ month: next === now.format('YYYY-MM') ? undefined : next })
        }}
      />
      {month && (
        <Button look="quiet" icon="undo" onClick={() => onChange({ month: undefined })}>
          {w.toToday}
        </Button>
      )}
      {on && <span className="ui-muted">{month ? w.asOf(format.date(on)) : w.asOfToday(format.date(on))}</span>}
    </search>
  )
}
