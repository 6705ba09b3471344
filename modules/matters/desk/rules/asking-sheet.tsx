import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import type { KindSpec } from '../../kind.ts'
import type { KindRules } from '../../rules/contract.ts'
import { editableDoors, isOn, withDoor, withRole, withSwitch } from '../../rules/spec-changes.ts'
import { formWords } from './form-words.ts'
import { StatementsField } from './statements-field.tsx'
import { words } from './words.ts'

interface AskingProps {
  readonly data: KindRules
  readonly draft: KindSpec
  readonly onChange: (spec: KindSpec) => void
}

/** Workers who stand at a desk or go on patrol. */
const workers = [
  'grid_worker',
  'compound_secretary',
  'community',
  'street',
  'department',
  'property_firm',
  'center_household',
  'building_lead',
] as const

/** Who may report a kind: residents, workers by their posts, systems of others. */
export function WhoReports({ draft, onChange }: AskingProps) {
  const f = useWords(formWords)
  const w = useWords(words)
  const byWorkers = draft.doors.includes('staff') || draft.doors.includes('patrol')
  const may = (role: (typeof workers)[number]) => !draft.reportRoles || draft.reportRoles.includes(role)
  return (
    <>
      <Field label={w.doors} group hint={w.doorsHint}>
        <div className="ui-row">
          {editableDoors.map((door) => (
            <TickPill
              key={door}
              checked={draft.doors.includes(door)}
              onChange={(open) => onChange(withDoor(draft, door, open))}
            >
              {w.door[door]}
            </TickPill>
          ))}
          <TickPill checked={isOn(draft, 'systems')} onChange={(on) => onChange(withSwitch(draft, 'systems', on))}>
            {f.systems}
          </TickPill>
        </div>
      </Field>
      {byWorkers && (
        <Field label={f.workers} group hint={f.workersHint}>
          <div className="ui-row">
            {workers.map((role) => (
              <TickPill key={role} checked={may(role)} onChange={(on) => onChange(withRole(draft, role, on, workers))}>
                {f.role[role]}
              </TickPill>
            ))}
          </div>
        </Field>
      )}
    </>
  )
}

/** What whoever files and whoever closes has to tick, and what is needed besides. */
export function Ticks({ data, draft, onChange }: AskingProps) {
  const f = useWords(formWords)
  const earlier = [...data.statementKeys, ...(draft.filing ?? []), ...(draft.closing ?? [])].map((one) =>
    typeof one === 'string' ? one : one.key,
  )
  return (
    <>
      <StatementsField
        label={f.filing}
        hint={f.filingHint}
        statements={draft.filing ?? []}
        earlier={earlier}
        onChange={(filing) => onChange({ ...draft, filing })}
      />
      <StatementsField
        label={f.closing}
        hint={f.closingHint}
        statements={draft.closing ?? []}
        earlier={earlier}
        onChange={(closing) => onChange({ ...draft, closing })}
      />
      <Field label={f.hard} group hint={f.hardHint}>
        <div className="ui-stack">
          <div className="ui-row">
            <TickPill
              checked={isOn(draft, 'confirmed')}
              onChange={(on) => onChange(withSwitch(draft, 'confirmed', on))}
            >
              {f.confirmed}
            </TickPill>
          </div>
          <p className="ui-muted ui-small">{f.confirmedHint}</p>
        </div>
      </Field>
    </>
  )
}

/** The end of a kind, which is a change like any other: tried, dated, saved. */
export function EndSheet({ data, draft, onChange }: AskingProps) {
  const f = useWords(formWords)
  const ended = isOn(draft, 'ended')
  return (
    <Sheet title={f.life}>
      <div className="ui-stack">
        <p className="ui-muted">{data.kept ? f.cannotEnd : f.lifeHint}</p>
        {!data.kept && (
          <div>
            <Button onClick={() => onChange(withSwitch(draft, 'ended', !ended))}>{ended ? f.revive : f.end}</Button>
          </div>
        )}
      </div>
    </Sheet>
  )
}
