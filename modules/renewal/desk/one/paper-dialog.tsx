import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { type ProjectView, typeInAnswers } from '../../contract.ts'
import { type Survey, surveys } from '../../neighbour-kinds.ts'
import { renewalBook } from '../../web/words.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

const scores = [5, 4, 3, 2, 1] as const
/** So many answers go in at a time. */
const most = 50

/** Answers on paper: how many gave each score. */
export function PaperDialog({ of, onClose }: { of: ProjectView; onClose: () => void }) {
  const w = useWords(words).survey
  const book = useWords(renewalBook)
  const [survey, setSurvey] = useState<Survey>(of.state === 'draft' || of.state === 'running' ? 'before' : 'after')
  const [counts, setCounts] = useState<Readonly<Record<number, string>>>({})
  const send = useCommand(typeInAnswers, { changes, onDone: onClose })
  const answers = scores.flatMap((score) => Array.from({ length: Number(counts[score] ?? 0) }, () => ({ score })))
  return (
    <ConfirmDialog
      open
      title={w.add}
      confirm={w.add}
      busy={send.isPending}
      error={send.error}
      notYet={answers.length === 0 || answers.length > most}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { projectId: of.id }, body: { survey, answers } })}
    >
      <Field label={w.which} group>
        <Pills
          value={survey}
          onChange={setSurvey}
          options={surveys.map((value) => ({ value, label: book.survey[value] }))}
        />
      </Field>
      <div className="rn-pair">
        {scores.map((score) => (
          <Field key={score} label={w.count(score)}>
            {(control) => (
              <Line
                control={control}
                value={counts[score] ?? ''}
                onChange={(typed) => setCounts({ ...counts, [score]: typed.replace(/\D/g, '').slice(0, 2) })}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="ui-muted">
        {[w.total(answers.length), answers.length > most && w.most].filter(Boolean).join(' · ')}
      </p>
    </ConfirmDialog>
  )
}
