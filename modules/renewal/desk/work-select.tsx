import { useSay } from '../../../kernel/web/words.ts'
import type { FieldControl } from '../../../ui/field.tsx'
import { classNames, workClasses, workItems } from '../work-items.ts'

interface WorkSelectProps {
  readonly control?: FieldControl
  readonly label?: string
  /** Said while nothing is chosen. */
  readonly placeholder: string
  readonly value: string
  readonly onChange: (code: string) => void
}

/** One of the standard work items, by class. */
export function WorkSelect({ control, label, placeholder, value, onChange }: WorkSelectProps) {
  const say = useSay()
  return (
    <select
      className="ui-input"
      {...control}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{placeholder}</option>
      {workClasses.map((one) => (
        <optgroup key={one} label={say(classNames[one])}>
          {workItems
            .filter((item) => item.class === one)
            .map((item) => (
              <option key={item.code} value={item.code}>
                {say(item)}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  )
}
