import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Line } from '../../matters/desk/public.ts'
import { getSafety, type SafetyView, saveSafety } from '../../people/contract.ts'
import { getSettings, listAudit, type SettingsView, saveSettings } from '../contract.ts'
import { words } from './words.ts'

/** `/audit/settings`: when administrators are told, and how strictly people prove who they are. */
export default function AuditSettingsPage() {
  const w = useWords(words)
  const alarms = useEndpoint(getSettings)
  const safety = useEndpoint(getSafety)
  return (
    <Page title={w.settings} width="narrow">
      <PageHeader title={w.settings} above={[{ words: w.title, to: '/audit' }]} />
      <ErrorNote error={alarms.error ?? safety.error} onRetry={() => void alarms.refetch()} />
      {safety.data && (
        <Sheet
          title={w.oidc.title}
          tools={
            <Button icon="key" to="/audit/sign-in">
              {w.oidc.open}
            </Button>
          }
        >
          <p className="ui-muted">{w.oidc.short}</p>
        </Sheet>
      )}
      {safety.data && <Safety key={safety.data.savedAt} of={safety.data} />}
      {alarms.data && <Alarms key={alarms.data.savedAt} of={alarms.data} />}
    </Page>
  )
}

const digitsOf = (text: string) => text.replace(/\D/g, '')

function useSavedWords() {
  const w = useWords(words)
  const format = useFormat()
  return (savedAt: string | null) => (savedAt ? w.saved(format.moment(savedAt)) : w.asDefault)
}

function Safety({ of }: { of: SafetyView }) {
  const w = useWords(words)
  const savedWords = useSavedWords()
  const [secondFactor, setSecondFactor] = useState(of.secondFactor)
  const [minutes, setMinutes] = useState(of.proofMinutes === null ? '' : String(of.proofMinutes))
  const save = useCommand(saveSafety, { changes: [getSafety, listAudit] })
  const take = () => save.mutate({ body: { secondFactor, proofMinutes: minutes === '' ? null : Number(minutes) } })
  return (
    <Sheet title={w.safety.title}>
      <div className="ui-stack">
        <p className="ui-muted">
          {w.safety.lead} {savedWords(of.savedAt)}
        </p>
        <Tick label={w.safety.secondFactor} value={secondFactor} onChange={setSecondFactor} />
        <Field label={w.safety.proof} hint={w.safety.proofHint} error={save.error?.field('proofMinutes')}>
          {(control) => (
            <Line control={control} value={minutes} onChange={(text) => setMinutes(digitsOf(text))} maxLength={3} />
          )}
        </Field>
        <ErrorNote error={save.error} />
        <div>
          <Button look="main" busy={save.isPending} onClick={take}>
            {w.save}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

function Alarms({ of }: { of: SettingsView }) {
  const w = useWords(words)
  const savedWords = useSavedWords()
  const [form, setForm] = useState({
    reveals: String(of.reveals),
    exports: String(of.exports),
    accounts: String(of.accounts),
  })
  const [newDevice, setNewDevice] = useState(of.newDevice)
  const save = useCommand(saveSettings, { changes: [getSettings, listAudit] })
  const { reveals, exports, accounts } = form
  const take = () =>
    save.mutate({
      body: { reveals: Number(reveals), exports: Number(exports), accounts: Number(accounts), newDevice },
    })
  return (
    <Sheet title={w.alarm.title}>
      <div className="ui-stack">
        <p className="ui-muted">
          {w.alarm.lead} {savedWords(of.savedAt)}
        </p>
        {(['reveals', 'exports', 'accounts'] as const).map((name) => (
          <Field key={name} label={w.alarm[name]} error={save.error?.field(name)}>
            {(control) => (
              <Line
                control={control}
                value={form[name]}
                onChange={(text) => setForm({ ...form, [name]: digitsOf(text) })}
                maxLength={4}
              />
            )}
          </Field>
        ))}
        <Tick label={w.alarm.newDevice} value={newDevice} onChange={setNewDevice} />
        <ErrorNote error={save.error} />
        <div>
          <Button look="main" busy={save.isPending} onClick={take}>
            {w.save}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

function Tick({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label className="ui-row">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} /> {label}
    </label>
  )
}
