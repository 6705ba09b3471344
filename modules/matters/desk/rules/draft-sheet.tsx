import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { listKinds } from '../../contract.ts'
import type { KindSpec } from '../../kind.ts'
import { getKindRules, type KindRules, listRuleSets, saveKindRules, tryKindRules } from '../../rules/contract.ts'
import { limitChanges } from '../../rules/limit-grid.ts'
import { hasChanges, specChanges } from '../../rules/spec-changes.ts'
import { DocumentDraft } from './document-draft.tsx'
import { KindChanges } from './kind-changes.tsx'
import { TrialResult, type TrialShown } from './trial-result.tsx'
import type { useRuleDraft } from './use-rule-draft.ts'
import { words } from './words.ts'

interface DraftSheetProps {
  readonly data: KindRules
  readonly draft: ReturnType<typeof useRuleDraft<KindSpec>>
  readonly saves: boolean
}

/** What the draft of a kind changes, its trial, and the saving. */
export function DraftSheet({ data, draft, saves }: DraftSheetProps) {
  const w = useWords(words)
  const format = useFormat()
  const [running, setRunning] = useState<'keep' | 'move'>('keep')
  const [shown, setShown] = useState<TrialShown>({ show: 'changed', offset: 0 })
  const trial = useCommand(tryKindRules)
  const save = useCommand(saveKindRules, {
    changes: [getKindRules, listRuleSets, listKinds],
    onDone: ({ version }) => {
      toast(w.saved(version))
      draft.drop()
    },
  })
  const before = data.spec
  const spec = draft.now
  const params = { code: data.code }
  const changed = limitChanges(before.limits, spec.limits).length > 0 || hasChanges(specChanges(before, spec))
  const isTried = draft.isTried && trial.data !== undefined
  const run = (which: TrialShown) => {
    setShown(which)
    draft.markTried()
    trial.mutate({ params, body: { spec, ...which, limit: 20 } })
  }
  return (
    <DocumentDraft
      key={data.newest}
      changes={changed ? <KindChanges data={data} before={before} after={spec} /> : null}
      nothing={w.noChanges}
      backTo={draft.backTo}
      tryWords={w.try}
      onTry={() => run({ show: 'changed', offset: 0 })}
      trying={trial.isPending && !trial.data}
      trial={trial.data && isTried ? <TrialResult data={data} trial={trial.data} shown={shown} onShow={run} /> : null}
      stale={trial.data !== undefined && !isTried}
      planned={data.planned}
      saves={saves}
      saving={save.isPending}
      error={trial.error ?? save.error}
      fields={
        <Field label={w.running} group hint={w.moveHint}>
          {(['keep', 'move'] as const).map((one) => (
            <label key={one} className="ru-radio">
              <input type="radio" name="running" checked={running === one} onChange={() => setRunning(one)} />
              {one === 'keep' ? w.keep : w.move(format.number(data.open))}
            </label>
          ))}
        </Field>
      }
      onSave={(as) => {
        // What a kind rests on stands in its rules.
        const { source, ...along } = draft.along(as)
        save.mutate({ params, body: { ...along, spec: { ...spec, source }, running } })
      }}
      onDrop={draft.drop}
    />
  )
}
