import { type FormEvent, useState } from 'react'
import type { Words } from '../../../../kernel/contract/words.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { type FormulaSpec, listFormulas, saveFormula, tryFormula } from '../../formulas/contract.ts'
import { ConditionPicker } from './condition-picker.tsx'
import { Trial } from './trial.tsx'
import { words } from './words.ts'

export interface ConditionName {
  readonly code: string
  readonly words: Words
}

export interface FormProps {
  /** null: a new figure. */
  readonly code: string | null
  readonly basedOn: number | null
  readonly spec: FormulaSpec
  readonly conditions: readonly ConditionName[]
  readonly onDone: () => void
}

export const emptySpec: FormulaSpec = {
  name: { zh: '', en: '' },
  meaning: { zh: '', en: '' },
  numerator: [],
  denominator: ['not_void'],
  exclusions: ['excluded'],
  partly: null,
  source: '',
  shown: true,
}

/** A formula put together by picking conditions in words; tried on last month; saved as a new version. */
export function FormulaForm({ code, basedOn, spec: first, conditions, onDone }: FormProps) {
  const w = useWords(words)
  const [spec, setSpec] = useState(first)
  const [newCode, setNewCode] = useState('')
  const [note, setNote] = useState('')
  const trial = useCommand(tryFormula)
  const save = useCommand(saveFormula, {
    changes: [listFormulas],
    onDone: () => {
      toast(w.saved)
      onDone()
    },
  })
  const set = (patch: Partial<FormulaSpec>) => {
    setSpec({ ...spec, ...patch })
    trial.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ params: { code: code ?? newCode }, body: { spec, note, basedOn } })
  }
  const pick = (
    part: 'numerator' | 'denominator' | 'exclusions',
    label: string,
    hint: string,
    chosen: readonly string[],
  ) => (
    <ConditionPicker
      label={label}
      hint={hint}
      chosen={chosen}
      conditions={conditions}
      onChange={(next) => set({ [part]: next })}
    />
  )
  const text = (label: string, value: string, onChange: (value: string) => void, hint?: string) => (
    <Field label={label} {...(hint ? { hint } : {})}>
      {(control) => (
        <input className="ui-input" {...control} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
  const { name, meaning } = spec
  const ready = spec.numerator.length > 0 && name.zh.trim() !== '' && name.en.trim() !== '' && spec.source.trim() !== ''
  return (
    <form className="formula-form ui-stack" onSubmit={submit}>
      <div className="formula-two">
        {text(w.nameZh, name.zh, (zh) => set({ name: { ...name, zh } }))}
        {text(w.nameEn, name.en, (en) => set({ name: { ...name, en } }))}
        {code === null && text(w.code, newCode, setNewCode, w.codeHint)}
      </div>
      <Tick label={w.isRate} on={spec.denominator !== null} onChange={(on) => set(rateOrCount(on))} />
      <div className="formula-two">
        {pick('numerator', spec.denominator ? w.numerator : w.counts, w.numeratorHint, spec.numerator)}
        {spec.denominator && pick('denominator', w.denominator, w.denominatorHint, spec.denominator)}
        {pick('exclusions', w.exclusions, w.exclusionsHint, spec.exclusions)}
      </div>
      {spec.denominator && (
        <Tick
          label={w.isPartly}
          on={spec.partly !== null}
          onChange={(on) => set({ partly: on ? { conditions: ['basically_satisfied'], percent: 60 } : null })}
        />
      )}
      {spec.partly && (
        <PartlyFields partly={spec.partly} conditions={conditions} onChange={(partly) => set({ partly })} />
      )}
      <div className="formula-two">
        {text(w.meaningZh, meaning.zh, (zh) => set({ meaning: { ...meaning, zh } }))}
        {text(w.meaningEn, meaning.en, (en) => set({ meaning: { ...meaning, en } }))}
        {text(w.source, spec.source, (source) => set({ source }), w.sourceHint)}
        {text(w.note, note, setNote)}
      </div>
      <Tick label={w.shown} on={spec.shown} onChange={(shown) => set({ shown })} />
      <ErrorNote error={trial.error ?? save.error} />
      {trial.data && <Trial trial={trial.data} />}
      <div className="ui-row">
        <Button
          icon="search"
          busy={trial.isPending}
          disabled={!ready}
          onClick={() => trial.mutate({ body: { code: code ?? newCode, spec } })}
        >
          {w.try}
        </Button>
        <Button
          type="submit"
          look="main"
          busy={save.isPending}
          disabled={!ready || note.trim() === '' || (code ?? newCode) === ''}
        >
          {w.save}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {w.cancel}
        </Button>
      </div>
    </form>
  )
}

const rateOrCount = (rate: boolean): Partial<FormulaSpec> =>
  rate ? { denominator: ['not_void'] } : { denominator: null, partly: null }

function Tick({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="formula-tick">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  )
}

type Partly = NonNullable<FormulaSpec['partly']>

interface PartlyProps {
  readonly partly: Partly
  readonly conditions: readonly ConditionName[]
  readonly onChange: (partly: Partly) => void
}

function PartlyFields({ partly, conditions, onChange }: PartlyProps) {
  const w = useWords(words)
  return (
    <div className="formula-two">
      <ConditionPicker
        label={w.partlyOf(partly.percent)}
        hint={w.partlyHint}
        chosen={partly.conditions}
        conditions={conditions}
        onChange={(chosen) => onChange({ ...partly, conditions: chosen })}
      />
      <Field label={w.percent}>
        {(control) => (
          <input
            className="ui-input"
            {...control}
            type="number"
            min={1}
            max={99}
            value={partly.percent}
            onChange={(event) =>
              onChange({ ...partly, percent: Math.min(99, Math.max(1, Number(event.target.value))) })
            }
          />
        )}
      </Field>
    </div>
  )
}
