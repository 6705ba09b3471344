import { type FormEvent, useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select, TextArea, TextInput, Tick } from '../../../../ui/pocket/inputs.tsx'
import { BigButton } from '../../../../ui/pocket/parts.tsx'
import type { Change } from '../../contract.ts'
import { factOf } from '../../facts.ts'
import { type Item, relations } from '../../shapes.ts'
import { useShow } from '../../web/show.ts'
import { householdWords } from '../../web/words.ts'
import { factFrom } from '../walk/door-draft.ts'
import { words } from '../words.ts'

/** What somebody wants to have corrected. */
export interface Correction {
  readonly item: Item
  readonly label: string
}

interface CorrectionFormProps {
  readonly of: Correction
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  /** Null: it should be taken away. */
  readonly onSend: (value: Change['value'], words: string) => void
}

/** What would be right, in the shape of what is wrong. */
export function CorrectionForm({ of, busy, error, onSend }: CorrectionFormProps) {
  const w = useWords(words)
  const { item } = of
  const [name, setName] = useState('')
  const [more, setMore] = useState('')
  const [away, setAway] = useState(item.kind === 'circumstance')
  const [said, setSaid] = useState('')
  const value = away ? null : correctedTo(item, name, more)
  const ready = away || value !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onSend(value, said.trim())
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      {item.kind === 'circumstance' && <p>{w.home.takeAway}</p>}
      {item.kind === 'member' && (
        <Tick checked={away} onChange={setAway}>
          {w.home.wrongPerson}
        </Tick>
      )}
      {!away && item.kind === 'fact' && <FactField of={item.key} value={name} onChange={setName} />}
      {!away && (item.kind === 'member' || item.kind === 'contact') && (
        <Field label={w.contactName}>
          {(control) => <TextInput control={control} maxLength={60} value={name} onChange={setName} />}
        </Field>
      )}
      {!away && item.kind === 'contact' && (
        <Field label={w.contactPhone} optional>
          {(control) => <TextInput control={control} type="tel" maxLength={20} value={more} onChange={setMore} />}
        </Field>
      )}
      {!away && item.kind === 'member' && <RelationField value={more} onChange={setMore} />}
      <Field label={w.home.why} hint={w.home.whyHint} optional>
        {(control) => <TextArea control={control} rows={2} maxLength={300} value={said} onChange={setSaid} />}
      </Field>
      <ErrorNote error={error} />
      <BigButton type="submit" icon="send" busy={busy} disabled={!ready}>
        {w.home.send}
      </BigButton>
    </form>
  )
}

function correctedTo(item: Item, name: string, more: string): Change['value'] {
  if (item.kind === 'fact') return factFrom(item.key, name)
  if (name.trim() === '') return null
  if (item.kind === 'contact') return { name: name.trim(), phone: more.trim() || null }
  const relation = relations.find((one) => one === more) ?? 'other'
  return { name: name.trim(), phone: null, birth: null, sex: null, relation }
}

interface InputProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

function RelationField({ value, onChange }: InputProps) {
  const w = useWords(words)
  const h = useWords(householdWords)
  return (
    <Field label={w.relation}>
      {(control) => (
        <Select
          control={control}
          value={value}
          onChange={onChange}
          options={relations.map((one) => ({ value: one, label: h.relation[one] }))}
        />
      )}
    </Field>
  )
}

function FactField({ of, value, onChange }: InputProps & { of: string }) {
  const w = useWords(words)
  const show = useShow()
  const kind = factOf(of)
  return (
    <Field label={w.home.right}>
      {(control) =>
        kind?.answer === 'choice' ? (
          <Select
            control={control}
            value={value}
            onChange={onChange}
            options={kind.options.map((option) => ({ value: option.value, label: show.factValue(of, option.value) }))}
          />
        ) : (
          <TextInput
            control={control}
            inputMode={kind?.answer === 'number' ? 'numeric' : 'text'}
            maxLength={40}
            value={value}
            onChange={onChange}
          />
        )
      }
    </Field>
  )
}
