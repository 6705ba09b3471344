import './rating.css'
import { useId } from 'react'
import { Icon } from './icon.tsx'
import { useUiWords } from './words.ts'

export interface RatingProps {
  readonly label: string
  readonly value: number | null
  readonly onChange: (value: number) => void
  /** Words of the five steps, least first; the usual ones if left out. */
  readonly steps?: readonly string[]
}

const five = [1, 2, 3, 4, 5] as const

/** One to five stars as radio buttons: arrow keys work, each step has words. */
export function Rating({ label, value, onChange, steps }: RatingProps) {
  const words = useUiWords()
  const name = useId()
  const said = steps ?? words.rating
  return (
    <fieldset className="ui-rating">
      <legend className="ui-field-label">{label}</legend>
      <div className="ui-rating-row">
        {five.map((n) => (
          <label key={n} className={value !== null && n <= value ? 'ui-rating-on' : ''}>
            <input
              className="ui-unseen"
              type="radio"
              name={name}
              value={n}
              checked={value === n}
              onChange={() => onChange(n)}
            />
            <Icon name="star" size={30} filled={value !== null && n <= value} />
            <span className="ui-unseen">{`${n} ${said[n - 1] ?? ''}`}</span>
          </label>
        ))}
        {value !== null && (
          <span className="ui-rating-said" aria-hidden="true">
            {said[value - 1]}
          </span>
        )}
      </div>
    </fieldset>
  )
}

/** A rating that was given. */
export function RatingRead({ value }: { value: number }) {
  const words = useUiWords()
  return (
    <span className="ui-rating-read" role="img" aria-label={words.starsOf5(value)}>
      {five.map((n) => (
        <Icon key={n} name="star" size={16} filled={n <= value} />
      ))}
      <span className="ui-rating-said">{words.rating[value - 1]}</span>
    </span>
  )
}
