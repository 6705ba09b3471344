import { type FormEvent, useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Line } from '../../../matters/desk/public.ts'
import type { HouseholdView } from '../../contract.ts'
import { factKeys, factOf } from '../../facts.ts'
import type { EntryId, FactValue, HouseholdId } from '../../shapes.ts'
import { useShow } from '../../web/show.ts'
import { householdWords } from '../../web/words.ts'
import { words } from '../words.ts'
import { Choose } from './choose.tsx'
import { useEnter } from './use-enter.ts'

/** One value each, where it comes from and as of when. */
export function FactsSheet({ household }: { household: HouseholdView }) {
  const w = useWords(words).one
  const h = useWords(householdWords)
  const show = useShow()
  const format = useFormat()
  const live = household.toOn === null
  const unknown = factKeys.filter((key) => !household.facts.some((fact) => fact.key === key))
  return (
    <Sheet
      title={w.facts}
      tools={
        live &&
        unknown.length > 0 && (
          <DialogButton label={w.addFact} icon="plus">
            {(done) => <FactForm householdId={household.id} keys={unknown} basisId={null} onDone={done} />}
          </DialogButton>
        )
      }
    >
      <div className="hd-lines">
        {household.facts.map(({ key, value, source, asOf, stale, entryId }) => (
          <div key={key} className="hd-line">
            <span>
              {show.factName(key)} <strong>{show.factValue(key, value)}</strong>
              <br />
              <span className="ui-muted ui-small">
                {[show.source(source), h.asOf(format.date(asOf)), stale && w.stale].filter(Boolean).join(' · ')}
              </span>
            </span>
            {live && (
              <DialogButton label={w.editFact(show.factName(key))}>
                {(done) => <FactForm householdId={household.id} keys={[key]} basisId={entryId} onDone={done} />}
              </DialogButton>
            )}
          </div>
        ))}
      </div>
    </Sheet>
  )
}

interface FactFormProps {
  readonly householdId: HouseholdId
  readonly keys: readonly string[]
  readonly basisId: EntryId | null
  readonly onDone: () => void
}

function FactForm({ householdId, keys, basisId, onDone }: FactFormProps) {
  const w = useWords(words).one
  const show = useShow()
  const [key, setKey] = useState(keys[0] ?? '')
  const [typed, setTyped] = useState<readonly string[]>([])
  const [office, setOffice] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const { enter, busy, error } = useEnter(householdId, onDone)
  const value = valueFrom(key, typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (value === null || office?.trim() === '') return
    const source = office === null ? 'desk' : `office:${office.trim().replaceAll(':', ' ')}`
    enter({ item: { kind: 'fact', key }, value, basisId, source })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      {keys.length > 1 && (
        <Field label={w.which}>
          {(control) => (
            <Choose
              control={control}
              value={key}
              onChange={(next) => {
                setKey(next)
                setTyped([])
              }}
              options={keys.map((one) => ({ value: one, label: show.factName(one) }))}
            />
          )}
        </Field>
      )}
      <FactInput of={key} typed={typed} onChange={setTyped} fault={tried && value === null ? w.required : undefined} />
      <Field label={w.source}>
        {(control) => (
          <Choose
            control={control}
            value={office === null ? 'desk' : 'office'}
            onChange={(next) => setOffice(next === 'office' ? '' : null)}
            options={[
              { value: 'desk', label: w.sources.desk },
              { value: 'office', label: w.sources.office },
            ]}
          />
        )}
      </Field>
      {office !== null && (
        <Field label={w.office} error={tried && office.trim() === '' ? w.required : undefined}>
          {(control) => <Line control={control} maxLength={30} value={office} onChange={setOffice} />}
        </Field>
      )}
      <ErrorNote error={error} />
      <div>
        <Button type="submit" look="main" busy={busy}>
          {w.save}
        </Button>
      </div>
    </form>
  )
}

interface FactInputProps {
  readonly of: string
  readonly typed: readonly string[]
  readonly onChange: (typed: readonly string[]) => void
  readonly fault: string | undefined
}

function FactInput({ of, typed, onChange, fault }: FactInputProps) {
  const w = useWords(words).one
  const show = useShow()
  const kind = factOf(of)
  const options = (kind?.options ?? []).map(({ value }) => ({ value, label: show.factValue(of, value) }))
  if (kind?.list && options.length > 0)
    return (
      <Field label={w.value} group error={fault}>
        {options.map(({ value, label }) => (
          <label key={value} className="ui-row">
            <input
              type="checkbox"
              checked={typed.includes(value)}
              onChange={(event) =>
                onChange(event.target.checked ? [...typed, value] : typed.filter((one) => one !== value))
              }
            />
            {label}
          </label>
        ))}
      </Field>
    )
  return (
    <Field label={w.value} error={fault}>
      {(control) =>
        options.length > 0 ? (
          <Choose
            control={control}
            value={typed[0] ?? ''}
            empty="—"
            onChange={(next) => onChange([next])}
            options={options}
          />
        ) : (
          <Line control={control} maxLength={40} value={typed[0] ?? ''} onChange={(next) => onChange([next])} />
        )
      }
    </Field>
  )
}

function valueFrom(key: string, typed: readonly string[]): FactValue | null {
  const kind = factOf(key)
  const said = typed.map((one) => one.trim()).filter(Boolean)
  const [first] = said
  if (first === undefined) return null
  if (kind?.answer === 'number') return Number.isFinite(Number(first)) ? Number(first) : null
  return kind?.list ? said : first
}
