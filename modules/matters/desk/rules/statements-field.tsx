import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { mostStatements, type Statement } from '../../form.ts'
import { withStatement } from '../../forms/form-draft.ts'
import { Line } from '../parts/inputs.tsx'
import { formWords } from './form-words.ts'
import { words } from './words.ts'

interface StatementsFieldProps {
  readonly label: string
  readonly hint: string
  readonly statements: readonly Statement[]
  /** Keys that statements have had. */
  readonly earlier: readonly string[]
  readonly onChange: (statements: Statement[]) => void
}

/** Sentences that somebody has to tick. */
export function StatementsField({ label, hint, statements, earlier, onChange }: StatementsFieldProps) {
  const f = useWords(formWords)
  const w = useWords(words)
  return (
    <Field label={label} group hint={hint}>
      <div className="ui-stack">
        {statements.length === 0 && <p className="ui-muted">{f.noStatements}</p>}
        {statements.map((one, n) => (
          <div key={one.key} className="ru-pair">
            {(['zh', 'en'] as const).map((lang) => (
              <Field key={lang} label={f.statement(n + 1, w.lang[lang])}>
                {(control) => (
                  <Line
                    control={control}
                    value={one.words[lang]}
                    maxLength={lang === 'zh' ? 100 : 200}
                    onChange={(text) =>
                      onChange(
                        statements.map((other) =>
                          other === one ? { ...one, words: { ...one.words, [lang]: text } } : other,
                        ),
                      )
                    }
                  />
                )}
              </Field>
            ))}
            <Button
              look="quiet"
              icon="cross"
              label={f.removeStatement(n + 1)}
              onClick={() => onChange(statements.filter((other) => other !== one))}
            />
          </div>
        ))}
        {statements.length < mostStatements && (
          <div>
            <Button icon="plus" onClick={() => onChange(withStatement(statements, earlier))}>
              {f.addStatement}
            </Button>
          </div>
        )}
      </div>
    </Field>
  )
}
