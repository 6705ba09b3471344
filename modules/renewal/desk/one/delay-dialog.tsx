import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { Line, Lines } from '../../../matters/desk/public.ts'
import { giveDelay } from '../../contract.ts'
import { type DelayReason, delayReasonNames, delayReasons } from '../../stages.ts'
import { useShown } from '../../web/show.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import type { StageProps } from './stage-line.tsx'

/** Why a stage is late and when it will be done; everybody reads it. */
export function DelayDialog({ of, stage, onClose }: StageProps & { readonly onClose: () => void }) {
  const w = useWords(words).stage
  const say = useSay()
  const { stage: nameOf } = useShown()
  const [reason, setReason] = useState<DelayReason | null>(null)
  const [said, setSaid] = useState('')
  const [newOn, setNewOn] = useState('')
  const send = useCommand(giveDelay, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.delayTitle(nameOf(stage.stage))}
      confirm={w.delay}
      busy={send.isPending}
      error={send.error}
      notYet={!reason || said.trim() === '' || newOn === ''}
      onClose={onClose}
      onConfirm={() =>
        reason &&
        send.mutate({
          params: { projectId: of.id, stage: stage.stage },
          body: { reason, words: said.trim(), newOn },
        })
      }
    >
      <Field label={w.delayReason} group>
        <Pills
          value={reason}
          onChange={setReason}
          options={delayReasons.map((value) => ({ value, label: say(delayReasonNames[value]) }))}
        />
      </Field>
      <Field label={w.delayWords}>
        {(control) => <Lines control={control} rows={2} value={said} onChange={setSaid} maxLength={500} />}
      </Field>
      <Field label={w.newOn} error={send.error?.field('newOn')}>
        {(control) => <Line control={control} type="date" min={of.today} value={newOn} onChange={setNewOn} />}
      </Field>
    </ConfirmDialog>
  )
}
