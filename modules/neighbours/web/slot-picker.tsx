import './neighbours.css'
import { defineWords } from '../../../kernel/contract/words.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { useUiLang } from '../../../ui/lang.ts'
import { Pills } from '../../../ui/pills.tsx'
import { dayNames, nameOfSlots, partNames, slotCount } from '../skills/slots.ts'

const words = defineWords({
  zh: { when: '哪些时间', any: '随时', workdays: '工作日白天', evenings: '晚上', weekend: '周末', own: '自己选' },
  en: {
    when: 'Which times',
    any: 'Any time',
    workdays: 'Weekdays by day',
    evenings: 'Evenings',
    weekend: 'Weekend',
    own: 'Choose',
  },
})

const all = Array.from({ length: slotCount }, (_, slot) => slot)
const ways = {
  any: all,
  workdays: all.filter((slot) => slot < 15 && slot % 3 < 2),
  evenings: all.filter((slot) => slot % 3 === 2),
  weekend: all.filter((slot) => slot >= 15),
} as const
type Way = keyof typeof ways | 'own'

const wayOf = (slots: readonly number[]): Way =>
  (Object.keys(ways) as (keyof typeof ways)[]).find((way) => ways[way].join() === slots.join()) ?? 'own'

export interface SlotPickerProps {
  readonly value: readonly number[]
  readonly onChange: (slots: readonly number[]) => void
}

/** Times of the week: one tap for what is common, a table of 7 × 3 for the rest. */
export function SlotPicker({ value, onChange }: SlotPickerProps) {
  const w = useWords(words)
  const lang = useUiLang()
  const way = wayOf(value)
  const [days, parts] = [dayNames(lang), partNames(lang)]
  const flip = (slot: number) =>
    onChange((value.includes(slot) ? value.filter((one) => one !== slot) : [...value, slot]).toSorted((a, b) => a - b))
  return (
    <>
      <Pills
        value={value.length === 0 ? null : way}
        onChange={(next) => onChange(next === 'own' ? value.filter((slot) => slot < 1) : ways[next])}
        options={(['any', 'workdays', 'evenings', 'weekend', 'own'] as const).map((one) => ({
          value: one,
          label: w[one],
        }))}
      />
      {way === 'own' && (
        <table className="nb-slots" aria-label={w.when}>
          <thead>
            <tr>
              <td />
              {parts.map((part) => (
                <th key={part} scope="col">
                  {part}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map((day, d) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                {parts.map((part, p) => (
                  <td key={part}>
                    <label className="nb-slot">
                      <input
                        type="checkbox"
                        aria-label={nameOfSlots([d * 3 + p], lang)}
                        checked={value.includes(d * 3 + p)}
                        onChange={() => flip(d * 3 + p)}
                      />
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
