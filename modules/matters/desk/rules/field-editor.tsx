import { useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills, TickPill } from '../../../../ui/pills.tsx'
import { askedWhen, type FormField, mostChoices, shownTo } from '../../form.ts'
import { withChoice } from '../../forms/form-draft.ts'
import { Line } from '../parts/inputs.tsx'
import { formWords } from './form-words.ts'
import { words } from './words.ts'

interface FieldEditorProps {
  readonly field: FormField
  readonly onChange: (field: FormField) => void
}

const langs = ['zh', 'en'] as const

/** Everything about one field of a form. */
export function FieldEditor({ field, onChange }: FieldEditorProps) {
  const f = useWords(formWords)
  const help = field.help ?? { zh: '', en: '' }
  return (
    <div className="ru-panel">
      <div className="ru-two">
        {langs.map((lang) => (
          <Field key={lang} label={f.label[lang]} required>
            {(control) => (
              <Line
                control={control}
                value={field.label[lang]}
                maxLength={lang === 'zh' ? 40 : 80}
                onChange={(text) => onChange({ ...field, label: { ...field.label, [lang]: text } })}
              />
            )}
          </Field>
        ))}
        {langs.map((lang) => (
          <Field key={lang} label={f.help[lang]} optional>
            {(control) => (
              <Line
                control={control}
                value={help[lang]}
                maxLength={lang === 'zh' ? 120 : 240}
                onChange={(text) => onChange({ ...field, help: { ...help, [lang]: text } })}
              />
            )}
          </Field>
        ))}
      </div>
      {field.kind === 'number' && (
        <div className="ru-draft">
          <Bounds field={field} onChange={onChange} />
        </div>
      )}
      {field.choices && <Choices field={field} onChange={onChange} />}
      <div className="ru-draft">
        <Field label={f.askedLabel} group>
          <Pills
            value={field.asked}
            onChange={(asked) =>
              onChange({
                ...field,
                asked,
                shown: asked === 'finish' && field.shown === 'sealed' ? 'workers' : field.shown,
              })
            }
            options={askedWhen.map((value) => ({ value, label: f.asked[value] }))}
          />
        </Field>
        <Field label={f.shownLabel} group hint={f.shownHint}>
          <Pills
            value={field.shown}
            onChange={(shown) => onChange({ ...field, shown })}
            options={shownTo
              .filter((value) => value !== 'sealed' || field.asked === 'report')
              .map((value) => ({ value, label: f.shown[value] }))}
          />
        </Field>
      </div>
      <div className="ui-row">
        <TickPill checked={field.required} onChange={(required) => onChange({ ...field, required })}>
          {f.required}
        </TickPill>
      </div>
    </div>
  )
}

function Bounds({ field, onChange }: FieldEditorProps) {
  const f = useWords(formWords)
  const { unit: _unit, ...unitless } = field
  return (
    <>
      <Field label={f.unit} hint={f.unitHint} optional>
        {(control) => (
          <Line
            control={control}
            value={field.unit ?? ''}
            maxLength={12}
            onChange={(unit) => onChange(unit.trim() === '' ? unitless : { ...field, unit })}
          />
        )}
      </Field>
      {(['min', 'max'] as const).map((end) => (
        <Bound key={end} field={field} end={end} onChange={onChange} />
      ))}
    </>
  )
}

/** What is typed stays as it is until it is a number. */
function Bound({ field, end, onChange }: FieldEditorProps & { end: 'min' | 'max' }) {
  const f = useWords(formWords)
  const w = useWords(words)
  const [typed, setTyped] = useState(field[end] === undefined ? '' : String(field[end]))
  const wrong = typed.trim() !== '' && !isBound(typed)
  const change = (text: string) => {
    setTyped(text)
    const { [end]: _was, ...others } = field
    if (text.trim() === '') onChange(others)
    else if (isBound(text)) onChange({ ...field, [end]: Number(text) })
  }
  return (
    <Field label={f[end]} optional error={wrong ? w.notANumber : undefined}>
      {(control) => <Line control={control} value={typed} maxLength={12} onChange={change} />}
    </Field>
  )
}

const isBound = (text: string): boolean => text.trim() !== '' && Math.abs(Number(text)) <= 1_000_000_000

function Choices({ field, onChange }: FieldEditorProps) {
  const f = useWords(formWords)
  const w = useWords(words)
  const choices = field.choices ?? []
  return (
    <Field label={f.choices} group>
      <div className="ui-stack">
        {choices.map((choice, n) => (
          <div key={choice.key} className="ru-pair">
            {langs.map((lang) => (
              <Field key={lang} label={f.choice(n + 1, w.lang[lang])}>
                {(control) => (
                  <Line
                    control={control}
                    value={choice.label[lang]}
                    maxLength={lang === 'zh' ? 40 : 80}
                    onChange={(text) =>
                      onChange({
                        ...field,
                        choices: choices.map((one) =>
                          one === choice ? { ...one, label: { ...one.label, [lang]: text } } : one,
                        ),
                      })
                    }
                  />
                )}
              </Field>
            ))}
            <Button
              look="quiet"
              icon="cross"
              label={f.removeChoice(n + 1)}
              disabled={choices.length <= 2}
              onClick={() => onChange({ ...field, choices: choices.filter((one) => one !== choice) })}
            />
          </div>
        ))}
        {choices.length < mostChoices && (
          <div>
            <Button icon="plus" onClick={() => onChange(withChoice(field))}>
              {f.addChoice}
            </Button>
          </div>
        )}
      </div>
    </Field>
  )
}
