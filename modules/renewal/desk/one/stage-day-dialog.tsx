import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { beginStage, finishStage } from '../../contract.ts'
import { useShown } from '../../web/show.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import type { StageProps } from './stage-line.tsx'

interface StageDayProps extends StageProps {
  readonly act: 'begin' | 'finish'
  readonly onClose: () => void
}

/** On which day a stage began or was finished: today, unless it is entered later. */
export function StageDayDialog({ of, stage, act, onClose }: StageDayProps) {
  const w = useWords(words).stage
  const { stage: nameOf } = useShown()
  const [onDay, setOnDay] = useState(of.today)
  const begin = useCommand(beginStage, { changes, onDone: onClose })
  const finish = useCommand(finishStage, { changes, onDone: onClose })
  const send = act === 'begin' ? begin : finish
  return (
    <ConfirmDialog
      open
      title={`${nameOf(stage.stage)} · ${w[act]}`}
      confirm={w[act]}
      busy={send.isPending}
      error={send.error}
      notYet={onDay === ''}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { projectId: of.id, stage: stage.stage }, body: { onDay } })}
    >
      <Field label={act === 'begin' ? w.beginOn : w.finishOn} error={send.error?.field('onDay')}>
        {(control) => <Line control={control} type="date" max={of.today} value={onDay} onChange={setOnDay} />}
      </Field>
    </ConfirmDialog>
  )
}
