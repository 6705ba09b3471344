import { useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line, Lines } from '../../../matters/desk/public.ts'
import { addSuites } from '../../buildings-contract.ts'
import { type SuitePurpose, suitePurposes } from '../../shapes.ts'
import { Choice } from '../parts/choice.tsx'
import { useNames } from '../parts/show.ts'
import { words as shared } from '../words.ts'
import { planChanges } from './plan-changes.ts'
import { readSuites } from './read-suites.ts'
import { words } from './words.ts'

export interface AddSuitesDialogProps {
  readonly plan: {
    readonly today: string
    readonly building: { readonly placeId: PlaceId; readonly openedOn: string | null }
  }
  readonly onClose: () => void
}

/** Suites as lines of text, typed or pasted from a sheet. */
export function AddSuitesDialog({ plan, onClose }: AddSuitesDialogProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const names = useNames()
  const [text, setText] = useState('')
  const [fromOn, setFromOn] = useState(plan.building.openedOn ?? plan.today)
  const [purpose, setPurpose] = useState<SuitePurpose | null>('office')
  const send = useCommand(addSuites, { changes: planChanges, onDone: onClose })
  const { suites, badLine } = readSuites(text)
  return (
    <ConfirmDialog
      open
      wide
      title={w.addSuites}
      confirm={w.addSuites}
      busy={send.isPending}
      error={send.error}
      notYet={suites.length === 0 || badLine !== null || !fromOn || !purpose}
      onClose={onClose}
      onConfirm={() =>
        purpose &&
        send.mutate({
          params: { placeId: plan.building.placeId },
          body: { fromOn, suites: suites.map((suite) => ({ ...suite, purpose })) },
        })
      }
    >
      <Field label={w.suitesText} hint={w.suitesHint} error={badLine === null ? undefined : w.badLine(badLine)}>
        {(control) => <Lines control={control} rows={8} value={text} onChange={setText} placeholder="12 1201 120.5" />}
      </Field>
      <p className="ui-small ui-muted" role="status">
        {suites.length > 0 && w.reading(suites.length)}
      </p>
      <div className="firm-form">
        <Field label={w.fromOn}>
          {(control) => <Line control={control} type="date" value={fromOn} onChange={setFromOn} />}
        </Field>
        <Field label={s.purpose}>
          {(control) => (
            <Choice
              control={control}
              value={purpose}
              onChange={setPurpose}
              options={suitePurposes.map((value) => ({ value, label: names.suitePurpose[value] }))}
            />
          )}
        </Field>
      </div>
    </ConfirmDialog>
  )
}
