import { useMemo } from 'react'
import type { Dictionary } from '../../fact.ts'
import { ConditionEditor, GroupEditor } from './condition-editor.tsx'
import type { Group } from './form.ts'
import { conditionFaults } from './form-faults.ts'
import { RuleFormContext } from './rule-form.tsx'

interface ConditionFormProps {
  readonly group: Group
  readonly dictionary: Dictionary
  readonly onChange: (next: Group) => void
}

/** Conditions alone, for whoever writes rules that are no policy: what is wrong stands at its field. */
export function ConditionForm({ group, dictionary, onChange }: ConditionFormProps) {
  const form = useMemo(
    () => ({
      dictionary,
      faults: conditionFaults(group, '/conditions', dictionary),
      tried: false,
      Condition: ConditionEditor,
    }),
    [group, dictionary],
  )
  return (
    <RuleFormContext value={form}>
      <GroupEditor group={group} at="/conditions" onChange={onChange} />
    </RuleFormContext>
  )
}
