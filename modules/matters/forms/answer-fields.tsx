import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Field, type FieldControl } from '../../../ui/field.tsx'
import { type Form, type FormField, longest, type Statement } from '../form.ts'
import type { Typed } from './typed.ts'
import { words } from './words.ts'

/** Names of styles: the same fields stand at the desk and on a phone. */
interface Look {
  readonly input: string
  readonly choices: string
  readonly choice: string
}
export const deskLook: Look = { input: 'ui-input', choices: 'ui-row', choice: 'ui-pill' }
export const pocketLook: Look = { input: 'pocket-input', choices: 'pocket-choices', choice: 'pocket-choice' }

type Value = Typed[string]

interface AnswerFieldsProps {
  readonly fields: Form
  readonly typed: Typed
  readonly onChange: (typed: Typed) => void
  readonly errorOf: (key: string) => string | undefined
  readonly look: Look
}

/** The fields of a kind's form, in their order. */
export function AnswerFields({ fields, typed, onChange, errorOf, look }: AnswerFieldsProps) {
  const w = useWords(words)
  const say = useSay()
  return fields.map((field) => {
    const group = field.kind === 'choices' || field.kind === 'yesno'
    const help = field.help && say(field.help)
    const hint = [help, field.shown === 'sealed' ? w.sealed : ''].filter(Boolean).join(' ')
    return (
      <Field
        key={field.key}
        label={field.unit ? `${say(field.label)} (${field.unit})` : say(field.label)}
        {...(hint ? { hint } : {})}
        required={field.required}
        optional={!field.required}
        group={group}
        error={errorOf(field.key)}
      >
        {(control) => (
          <Control
            {...{ field, control, look }}
            value={typed[field.key]}
            onChange={(value) => onChange({ ...typed, [field.key]: value })}
          />
        )}
      </Field>
    )
  })
}

interface ControlProps {
  readonly field: FormField
  readonly control: FieldControl
  readonly look: Look
  readonly value: Value | undefined
  readonly onChange: (value: Value) => void
}

function Control(props: ControlProps) {
  const { field, control, look, onChange } = props
  const w = useWords(words)
  const say = useSay()
  const value = typeof props.value === 'string' ? props.value : ''
  switch (field.kind) {
    case 'lines':
      return (
        <textarea
          className={look.input}
          {...control}
          rows={3}
          maxLength={longest.lines}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'choice':
      return (
        <select className={look.input} {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{w.choose}</option>
          {field.choices?.map((choice) => (
            <option key={choice.key} value={choice.key}>
              {say(choice.label)}
            </option>
          ))}
        </select>
      )
    case 'choices':
      return <Several {...props} />
    case 'yesno':
      return (
        <div className={look.choices}>
          {(['yes', 'no'] as const).map((one) => (
            <label key={one} className={look.choice}>
              <input type="radio" name={control.id} checked={value === one} onChange={() => onChange(one)} />
              <span>{w[one]}</span>
            </label>
          ))}
        </div>
      )
    default:
      return (
        <input
          className={look.input}
          autoComplete="off"
          {...control}
          type={field.kind === 'date' ? 'date' : 'text'}
          inputMode={field.kind === 'number' ? 'decimal' : 'text'}
          maxLength={field.kind === 'number' ? 20 : longest.text}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}

function Several({ field, look, value = [], onChange }: ControlProps) {
  const say = useSay()
  const chosen = typeof value === 'string' ? [] : value
  return (
    <div className={look.choices}>
      {field.choices?.map(({ key, label }) => (
        <label key={key} className={look.choice}>
          <input
            type="checkbox"
            checked={chosen.includes(key)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, key] : chosen.filter((one) => one !== key))
            }
          />
          <span>{say(label)}</span>
        </label>
      ))}
    </div>
  )
}

interface TickListProps {
  readonly label: string
  readonly statements: readonly Statement[]
  readonly ticked: readonly string[]
  readonly onChange: (ticked: string[]) => void
  readonly error: string | undefined
  readonly look: Look
}

/** Sentences of which each has to be ticked: it is so. */
export function TickList({ label, statements, ticked, onChange, error, look }: TickListProps) {
  const say = useSay()
  return (
    <Field label={label} group error={error}>
      <div className={look.choices}>
        {statements.map(({ key, words: sentence }) => (
          <label key={key} className={look.choice}>
            <input
              type="checkbox"
              checked={ticked.includes(key)}
              onChange={(event) =>
                onChange(event.target.checked ? [...ticked, key] : ticked.filter((one) => one !== key))
              }
            />
            <span>{say(sentence)}</span>
          </label>
        ))}
      </div>
    </Field>
  )
}
