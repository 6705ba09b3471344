import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { listTerms, type RulesView, saveRules } from '../../contract.ts'
import { words } from '../words.ts'

/** What is expected of observers, as data that the street changes. */
export function RulesSheet({ rules }: { rules: RulesView }) {
  const w = useWords(words).terms
  const [form, setForm] = useState({ leads: String(rules.leadsPerQuarter), days: String(rules.warnDays) })
  const send = useCommand(saveRules, { changes: [listTerms], onDone: () => toast(w.saved) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ body: { leadsPerQuarter: Number(form.leads), warnDays: Number(form.days) } })
  }
  const same = form.leads === String(rules.leadsPerQuarter) && form.days === String(rules.warnDays)
  return (
    <Sheet title={w.rules}>
      <form className="ui-stack" onSubmit={submit}>
        <p className="ui-muted">{w.rulesLead}</p>
        <div className="observers-rules">
          <Field label={w.perQuarter} error={send.error?.field('leadsPerQuarter')}>
            {(control) => (
              <TextInput
                control={control}
                type="number"
                value={form.leads}
                onChange={(leads) => setForm({ ...form, leads })}
              />
            )}
          </Field>
          <Field label={w.warnDays} error={send.error?.field('warnDays')}>
            {(control) => (
              <TextInput
                control={control}
                type="number"
                value={form.days}
                onChange={(days) => setForm({ ...form, days })}
              />
            )}
          </Field>
          <Button type="submit" busy={send.isPending} disabled={same || !form.leads || !form.days}>
            {w.save}
          </Button>
        </div>
        <ErrorNote error={send.error} />
      </form>
    </Sheet>
  )
}
