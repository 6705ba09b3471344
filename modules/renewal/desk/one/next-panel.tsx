import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { Lines } from '../../../matters/desk/public.ts'
import { type ProjectView, stepProject } from '../../contract.ts'
import { type StopReason, stopReasonNames, stopReasons } from '../../project.ts'
import { words } from '../words.ts'
import { ChangeButton } from './change-button.tsx'
import { changes } from './changes.ts'
import { partOf } from './parts.ts'

type Next = ProjectView['next'][number]

/** What to do next, the most pressing first, each with the way to it; starting and stopping. */
export function NextPanel({ of }: { of: ProjectView }) {
  const w = useWords(words)
  const say = useSay()
  const [stopping, setStopping] = useState(false)
  const step = useCommand(stepProject, { changes, onDone: () => toast(w.started) })
  const start = of.steps.find((one) => one.step === 'start')
  const stop = of.steps.find((one) => one.step === 'stop')
  if (of.next.length === 0 && of.steps.length === 0) return null
  return (
    <Sheet
      title={w.next}
      tools={
        stop && (
          <Button look="quiet" onClick={() => setStopping(true)}>
            {w.step.stop}
          </Button>
        )
      }
    >
      <div className="ui-stack">
        {of.next.length === 0 && <p className="ui-muted">{w.nothing}</p>}
        <ol className="rn-next">
          {of.next
            .filter(({ code }) => code !== 'start')
            .map((one, i) => (
              <li key={`${one.code}${one.stage}`}>
                <span>{say(one.words)}</span>
                <Way next={one} of={of} first={i === 0} />
              </li>
            ))}
        </ol>
        <ErrorNote error={step.error} />
        {start && (
          <div className="ui-row">
            <Button
              look={start.obstacle ? 'plain' : 'main'}
              busy={step.isPending}
              disabled={start.obstacle !== null}
              onClick={() => step.mutate({ params: { projectId: of.id }, body: { step: 'start' } })}
            >
              {w.step.start}
            </Button>
            {start.obstacle && <span className="ui-muted">{say(start.obstacle)}</span>}
          </div>
        )}
      </div>
      {stopping && <StopDialog of={of} onClose={() => setStopping(false)} />}
    </Sheet>
  )
}

/** Leads to where it is done. */
function Way({ next, of, first }: { next: Next; of: ProjectView; first: boolean }) {
  const w = useWords(words)
  const part = partOf[next.code]
  if (next.code === 'enter_households') return of.may.includes('change') ? <ChangeButton of={of} main={first} /> : null
  if (!part) return null
  const query = new URLSearchParams({
    ...(part === 'stages' ? {} : { part }),
    ...(next.stage ? { stage: next.stage } : {}),
  })
  return (
    <Button look={first ? 'main' : 'plain'} icon="forward" to={`/renewals/${of.id}?${query}`}>
      {w.toPart}
    </Button>
  )
}

function StopDialog({ of, onClose }: { of: ProjectView; onClose: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const [reason, setReason] = useState<StopReason | null>(null)
  const [said, setSaid] = useState('')
  const step = useCommand(stepProject, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.step.stop}
      confirm={w.step.stop}
      final
      busy={step.isPending}
      error={step.error}
      notYet={!reason || said.trim() === ''}
      onClose={onClose}
      onConfirm={() =>
        reason && step.mutate({ params: { projectId: of.id }, body: { step: 'stop', reason, words: said.trim() } })
      }
    >
      <Field label={w.stopReason} group>
        <Pills
          value={reason}
          onChange={setReason}
          options={stopReasons.map((value) => ({ value, label: say(stopReasonNames[value]) }))}
        />
      </Field>
      <Field label={w.stopWords}>
        {(control) => <Lines control={control} rows={2} value={said} onChange={setSaid} maxLength={500} />}
      </Field>
    </ConfirmDialog>
  )
}
