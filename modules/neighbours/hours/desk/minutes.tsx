import type { FieldControl } from '../../../../ui/field.tsx'
import { dayMinutes } from '../hours.ts'

/** Minutes as typed; null where it is no whole number of a day. */
export const minutesFrom = (typed: string): number | null => {
  const minutes = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : null
  return minutes !== null && minutes <= dayMinutes ? minutes : null
}

interface MinutesProps {
  readonly control?: FieldControl
  readonly label?: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly disabled?: boolean
}

/** A field for minutes. */
export const Minutes = ({ control, label, value, onChange, disabled = false }: MinutesProps) => (
  <input
    className="ui-input"
    inputMode="numeric"
    aria-label={label}
    {...control}
    value={value}
    disabled={disabled}
    onChange={(event) => onChange(event.target.value)}
  />
)
