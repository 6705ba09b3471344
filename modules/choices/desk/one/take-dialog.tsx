import { useState } from 'react'
import type { FileId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { Line, PhotosField } from '../../../matters/desk/public.ts'
import { getQuestion, listQuestions, type QuestionView, type RollRow, rollOf, takeVote } from '../../contract.ts'
import { type Choice, choices } from '../../threshold.ts'
import { useCounted } from '../../web/show.ts'
import { choiceBook } from '../../web/words.ts'
import { words } from '../words.ts'

/** A vote from a slip, with its photo, or told in person. */
export function TakeDialog({ of, row, onClose }: { of: QuestionView; row: RollRow; onClose: () => void }) {
  const w = useWords(words).take
  const n = useWords(choiceBook)
  const { rooms } = useCounted()
  const [channel, setChannel] = useState<'paper' | 'door'>('paper')
  const [choice, setChoice] = useState<Choice | null>(null)
  const [slips, setSlips] = useState<{ ids: readonly FileId[]; sending: boolean }>({ ids: [], sending: false })
  const [why, setWhy] = useState('')
  const save = useCommand(takeVote, { changes: [getQuestion, rollOf, listQuestions], onDone: onClose })
  const missing =
    !choice || slips.sending || (channel === 'paper' && slips.ids.length === 0) || (row.vote !== null && !why.trim())
  return (
    <ConfirmDialog
      open
      title={w.title(rooms(row))}
      confirm={w.save}
      busy={save.isPending}
      error={save.error}
      notYet={missing}
      onClose={onClose}
      onConfirm={() =>
        choice &&
        save.mutate({
          params: { questionId: of.id },
          body: {
            ...{ ownerId: row.ownerId, choice, channel, slipIds: [...slips.ids] },
            ...(row.vote ? { why: why.trim() } : {}),
          },
        })
      }
    >
      <Field label={w.channel} group>
        <Pills
          value={channel}
          onChange={setChannel}
          options={(['paper', 'door'] as const).map((value) => ({ value, label: n.channel[value] }))}
        />
      </Field>
      <Field label={w.choice} group>
        <Pills
          value={choice}
          onChange={setChoice}
          options={choices
            .filter((value) => value !== 'follow' || of.followRule)
            .map((value) => ({ value, label: n.choice[value] }))}
        />
      </Field>
      <Field label={w.slip} group optional={channel === 'door'}>
        <PhotosField onChange={(ids, sending) => setSlips({ ids, sending })} />
      </Field>
      {row.vote && (
        <Field label={w.why} hint={w.whyHint}>
          {(control) => <Line control={control} value={why} onChange={setWhy} maxLength={300} />}
        </Field>
      )}
    </ConfirmDialog>
  )
}
