import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { listRules, type Settings, saveVisitSettings } from '../../contract.ts'
import { words } from './words.ts'

const names = ['mergeDays', 'perQuarter', 'callsADay', 'visitsADay'] as const

/** What is set beside the rules: merging, quota, what a day holds. */
export function SettingsForm({ settings, edits }: { settings: Settings; edits: boolean }) {
  const w = useWords(words)
  const [typed, setTyped] = useState(
    () => Object.fromEntries(names.map((name) => [name, String(settings[name])])) as Record<keyof Settings, string>,
  )
  const send = useCommand(saveVisitSettings, { changes: [listRules], onDone: () => toast(w.settingsSaved) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({
      body: {
        mergeDays: Number(typed.mergeDays),
        perQuarter: Number(typed.perQuarter),
        callsADay: Number(typed.callsADay),
        visitsADay: Number(typed.visitsADay),
      },
    })
  }
  return (
    <Sheet title={w.settings}>
      <div className="ui-stack">
        <p className="ui-muted">{w.settingsText}</p>
        {edits ? (
          <form className="ui-stack" onSubmit={submit}>
            <div className="vi-rule-form">
              {names.map((name) => (
                <Field key={name} label={w.setting[name]}>
                  {(control) => (
                    <input
                      className="ui-input"
                      {...control}
                      inputMode="numeric"
                      maxLength={2}
                      value={typed[name]}
                      onChange={(event) => setTyped({ ...typed, [name]: event.target.value.replace(/\D/g, '') })}
                    />
                  )}
                </Field>
              ))}
            </div>
            <ErrorNote error={send.error} />
            <div className="ui-row">
              <Button type="submit" busy={send.isPending}>
                {w.saveSettings}
              </Button>
            </div>
          </form>
        ) : (
          <Facts rows={names.map((name) => ({ label: w.setting[name], value: settings[name] }))} />
        )}
      </div>
    </Sheet>
  )
}
