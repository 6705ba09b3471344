import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { Photos, useNameOf } from '../../../matters/desk/public.ts'
import { type EvidenceView, undoEvidence } from '../../contract.ts'
import { partyNames, stageOf, verdictNames } from '../../stages.ts'
import { useShown } from '../../web/show.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import type { StageProps } from './stage-line.tsx'
import { WhyDialog } from './why-dialog.tsx'

/** What was entered for a stage, with its pictures; what was taken back stays, struck through. */
export function EvidenceList({ of, stage }: StageProps) {
  const w = useWords(words)
  const [undoing, setUndoing] = useState<EvidenceView | null>(null)
  const undo = useCommand(undoEvidence, { changes, onDone: () => setUndoing(null) })
  if (stage.evidence.length === 0) return null
  const mayUndo = of.may.includes('stages') && stage.state !== 'finished'
  return (
    <div>
      <h3>{w.stage.entered}</h3>
      <ul className="rn-list">
        {stage.evidence.map((one) => (
          <li key={one.id}>
            <div className="rn-line">
              <EvidenceWords evidence={one} stage={stage.stage} />
              {mayUndo && !one.undone && (
                <Button look="quiet" icon="undo" onClick={() => setUndoing(one)}>
                  {w.undo}
                </Button>
              )}
            </div>
            <Photos label={w.files} fileIds={one.fileIds} />
          </li>
        ))}
      </ul>
      {undoing && (
        <WhyDialog
          title={w.undo}
          confirm={w.undo}
          busy={undo.isPending}
          error={undo.error}
          onClose={() => setUndoing(null)}
          onConfirm={(why) => undo.mutate({ params: { projectId: of.id, evidenceId: undoing.id }, body: { why } })}
        />
      )}
    </div>
  )
}

/** One piece of evidence in words: what it is, what it says, who entered it. */
export function EvidenceWords({ evidence, stage }: { evidence: EvidenceView; stage: StageProps['stage']['stage'] }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { say, day } = useShown()
  const said = useSaid()(evidence)
  const spec = stageOf(stage).evidence.find(({ code }) => code === evidence.code)
  const { question, undone } = evidence
  return (
    <div>
      <span className={undone ? 'rn-undone' : ''}>{[spec ? say(spec.name) : evidence.code, ...said].join(' · ')}</span>
      {question && (
        <>
          {' '}
          <Go to={`/questions/${question.id}`}>{question.title}</Go>
        </>
      )}
      <div className="ui-muted ui-small">{w.by(nameOf(evidence.by), day(evidence.onDay))}</div>
      {undone && <div className="ui-muted ui-small">{w.undone(undone.why)}</div>}
    </div>
  )
}

function useSaid() {
  const e = useWords(words).evidence
  const { say, days } = useShown()
  return (one: EvidenceView): string[] =>
    [
      one.party && say(partyNames[one.party]),
      one.department,
      one.verdict && say(verdictNames[one.verdict]),
      one.fromOn && days(one.fromOn, one.untilOn),
      one.asked !== null &&
        (one.agreed === null ? e.askedOnly(`${one.asked}`) : e.households(`${one.agreed}`, `${one.asked}`)),
      one.keeper,
      one.words,
    ].filter((words): words is string => typeof words === 'string' && words !== '')
}
