import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { listRules, saveRuleVersion } from '../../contract.ts'
import { isTriggered, type RuleSpec } from '../../rule.ts'
import { words } from './words.ts'

const numbers = ['within', 'again', 'retryAfter', 'tries', 'priority', 'photos'] as const
type Numbers = Record<(typeof numbers)[number], string>

/** Changes the numbers, the name and the source of a rule; what it asks and of whom stays with the proposal's shape. */
export function RuleForm({ code, spec, onDone }: { code: string; spec: RuleSpec; onDone: () => void }) {
  const w = useWords(words)
  const triggered = isTriggered(spec.when) ? spec.when : null
  const [name, setName] = useState(spec.name)
  const [source, setSource] = useState(spec.proposal ? '' : spec.source)
  const [paused, setPaused] = useState(spec.paused)
  const [from, setFrom] = useState('')
  const [typed, setTyped] = useState<Numbers>({
    within: String(triggered?.within ?? ''),
    again: String(triggered?.again ?? ''),
    retryAfter: String(spec.retryAfter),
    tries: String(spec.tries),
    priority: String(spec.priority),
    photos: String(spec.form.photos),
  })
  const send = useCommand(saveRuleVersion, {
    changes: [listRules],
    onDone: ({ version }) => {
      toast(w.saved(version))
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const when = triggered
      ? { ...triggered, within: Number(typed.within), again: typed.again === '' ? null : Number(typed.again) }
      : spec.when
    const next: RuleSpec = {
      ...spec,
      name,
      when,
      paused,
      source,
      proposal: false,
      retryAfter: Number(typed.retryAfter),
      tries: Number(typed.tries),
      priority: Number(typed.priority),
      form: { ...spec.form, photos: Number(typed.photos) },
    }
    const validFrom = from ? { validFrom: new Date(`${from}T00:00:00+08:00`).toISOString() } : {}
    send.mutate({ params: { code }, body: { spec: next, ...validFrom } })
  }
  const shown = numbers.filter((one) => triggered || (one !== 'within' && one !== 'again'))
  return (
    <form className="ui-stack" onSubmit={submit}>
      <div className="vi-rule-form">
        {(['zh', 'en'] as const).map((lang) => (
          <Field key={lang} label={lang === 'zh' ? w.fields.nameZh : w.fields.nameEn}>
            {(control) => (
              <input
                className="ui-input"
                {...control}
                value={name[lang]}
                maxLength={60}
                onChange={(event) => setName({ ...name, [lang]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {shown.map((one) => (
          <Field key={one} label={w.fields[one]}>
            {(control) => (
              <input
                className="ui-input"
                {...control}
                inputMode="numeric"
                value={typed[one]}
                maxLength={3}
                onChange={(event) => setTyped({ ...typed, [one]: event.target.value.replace(/\D/g, '') })}
              />
            )}
          </Field>
        ))}
        <Field label={w.fields.source} required>
          {(control) => (
            <input
              className="ui-input"
              {...control}
              value={source}
              maxLength={200}
              onChange={(event) => setSource(event.target.value)}
            />
          )}
        </Field>
        <Field label={w.fields.validFrom} optional>
          {(control) => (
            <input
              className="ui-input"
              type="date"
              {...control}
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
          )}
        </Field>
      </div>
      <TickPill checked={paused} onChange={setPaused}>
        {w.fields.paused}
      </TickPill>
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button type="submit" look="main" busy={send.isPending} disabled={source.trim().length < 2}>
          {w.save}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {w.cancel}
        </Button>
      </div>
    </form>
  )
}
