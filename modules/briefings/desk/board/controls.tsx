import { DatePicker, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useWords } from '../../../../kernel/web/words.ts'
import type { UrlPatch } from '../../../../ui/navigation.tsx'
import { monthAfter, monthsFrom } from '../../months.ts'
import { words } from '../words.ts'
import { type Looking, thisMonth } from './use-board.ts'

export interface ControlsProps {
  readonly looking: Looking
  readonly onChange: (patch: UrlPatch<'from' | 'to' | 'by' | 'month'>) => void
}

/** Which months, which of them in the table, and by what its rows go. */
export function Controls({ looking, onChange }: ControlsProps) {
  const w = useWords(words)
  const { from, to, by, month } = looking
  const now = thisMonth()
  const preset = (label: string, months: number) => ({
    label,
    value: [dayjs(`${monthAfter(now, 1 - months)}-01`), dayjs(`${now}-01`)] as [dayjs.Dayjs, dayjs.Dayjs],
  })
  const months = monthsFrom(from, to).map((value) => ({ value, label: value }))
  return (
    <search className="board-controls ui-noprint">
      <DatePicker.RangePicker
        picker="month"
        aria-label={w.period}
        placeholder={[w.periodFrom, w.periodTo]}
        allowClear={false}
        value={[dayjs(`${from}-01`), dayjs(`${to}-01`)]}
        presets={[preset(w.presets.month, 1), preset(w.presets.quarter, 3), preset(w.presets.year, 12)]}
        onChange={(chosen) => {
          const [first, last] = (chosen ?? []).map((one) => one?.format('YYYY-MM'))
          if (first && last) onChange({ from: first, to: last, month: undefined })
        }}
      />
      <Select
        aria-label={w.month}
        value={month ?? ''}
        options={[{ value: '', label: w.allMonths }, ...months.toReversed()]}
        onChange={(value) => onChange({ month: value || undefined })}
      />
      <Segmented
        aria-label={w.by}
        value={by}
        options={[
          { value: 'place', label: w.byPlace },
          { value: 'grid', label: w.byGrid },
          { value: 'kind', label: w.byKind },
          { value: 'channel', label: w.byChannel },
        ]}
        onChange={(value) => onChange({ by: value === 'place' ? undefined : value })}
      />
    </search>
  )
}
