import '../parts/choice.css'
import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { changeSuite } from '../../buildings-contract.ts'
import { type SuitePurpose, suitePurposes } from '../../shapes.ts'
import { Choice } from '../parts/choice.tsx'
import { useNames } from '../parts/show.ts'
import { areaText, areaTyped, fenTyped } from '../parts/typed.ts'
import { words as shared } from '../words.ts'
import { planChanges } from './plan-changes.ts'
import type { SuiteDialogProps } from './suite-dialogs.tsx'
import { words } from './words.ts'

/** What is known of a suite is put right, for its whole history. */
export function CorrectSuiteDialog({ suite, onClose }: SuiteDialogProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const names = useNames()
  const [number, setNumber] = useState(suite.number)
  const [area, setArea] = useState(areaText(suite.areaCm2))
  const [purpose, setPurpose] = useState<SuitePurpose | null>(suite.purpose)
  const [lettable, setLettable] = useState(suite.lettable)
  const [rent, setRent] = useState(suite.rentFenMonthM2 === null ? '' : String(suite.rentFenMonthM2 / 100))
  const send = useCommand(changeSuite, { changes: planChanges, onDone: onClose })
  const areaCm2 = areaTyped(area)
  const rentFenMonthM2 = rent.trim() === '' ? null : fenTyped(rent)
  const badRent = rent.trim() !== '' && rentFenMonthM2 === null
  return (
    <ConfirmDialog
      open
      title={`${w.correct} · ${w.suiteTitle(suite.number)}`}
      confirm={s.save}
      busy={send.isPending}
      error={send.error}
      notYet={!number.trim() || !areaCm2 || !purpose || badRent}
      onClose={onClose}
      onConfirm={() =>
        areaCm2 &&
        purpose &&
        send.mutate({
          params: { suiteId: suite.id },
          body: { number: number.trim(), areaCm2, purpose, lettable, rentFenMonthM2 },
        })
      }
    >
      <p className="ui-small ui-muted">{w.correctHint}</p>
      <div className="firm-form">
        <Field label={w.number}>
          {(control) => <Line control={control} value={number} maxLength={20} onChange={setNumber} />}
        </Field>
        <Field label={`${s.area} (${s.m2})`} error={areaCm2 ? undefined : s.badNumber}>
          {(control) => <Line control={control} value={area} onChange={setArea} />}
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
        <Field label={s.askedRent} optional error={badRent ? s.badNumber : undefined}>
          {(control) => <Line control={control} value={rent} onChange={setRent} />}
        </Field>
        <div className="firm-wide">
          <TickPill checked={lettable} onChange={setLettable}>
            {w.lettable}
          </TickPill>
        </div>
      </div>
    </ConfirmDialog>
  )
}
