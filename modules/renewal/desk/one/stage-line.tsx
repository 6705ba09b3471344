import { useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { Lamp } from '../../../../ui/lamp.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import type { ProjectView, StageView } from '../../contract.ts'
import { type EnteredCode, type EvidenceSpec, stageOf } from '../../stages.ts'
import { Delays } from '../../web/delays.tsx'
import { stageTones, useShown } from '../../web/show.ts'
import { words } from '../words.ts'
import { DelayDialog } from './delay-dialog.tsx'
import { EvidenceDialog } from './evidence-dialog.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { StageDayDialog } from './stage-day-dialog.tsx'

export interface StageProps {
  readonly of: ProjectView
  readonly stage: StageView
}

/** One stage: how it stands in a line, and what it needs once it is opened. */
export function StageLine({ of, stage, open }: StageProps & { readonly open: boolean }) {
  const w = useWords(words).stage
  const { book, stage: nameOf, day, days } = useShown()
  return (
    <details className="rn-stage" open={open}>
      <summary>
        <strong>{nameOf(stage.stage)}</strong>
        <StatusWord words={book.stageState[stage.state]} tone={stageTones[stage.state]} />
        {stage.daysLate > 0 && <Lamp tone="red" words={book.late(stage.daysLate)} />}
        <span className="rn-stage-days">
          {stage.beganOn
            ? w.done(
                stage.finishedOn
                  ? days(stage.beganOn, stage.finishedOn)
                  : `${day(stage.beganOn)} ${book.picture.goesOn}`,
              )
            : w.planned(days(stage.plannedFrom, stage.plannedUntil))}
        </span>
      </summary>
      <div className="rn-stage-body">
        <WantedList of={of} stage={stage} />
        <EvidenceList of={of} stage={stage} />
        {stage.delays.length > 0 && (
          <div>
            <h3>{w.delays}</h3>
            <Delays delays={stage.delays} />
          </div>
        )}
        <Ways of={of} stage={stage} />
      </div>
    </details>
  )
}

const enteredSpec = (spec: EvidenceSpec | undefined): (EvidenceSpec & { readonly code: EnteredCode }) | null =>
  spec && !spec.live ? (spec as EvidenceSpec & { readonly code: EnteredCode }) : null

/** What has to be there before the stage is finished: what is, and what is missing. */
function WantedList({ of, stage }: StageProps) {
  const w = useWords(words).stage
  const say = useSay()
  const [adding, setAdding] = useState<(EvidenceSpec & { readonly code: EnteredCode }) | null>(null)
  const specs = stageOf(stage.stage).evidence
  const mayAdd = of.may.includes('stages') && (stage.state === 'running' || stage.state === 'ready')
  return (
    <div>
      <h3>{w.wanted}</h3>
      <ul className="rn-wanted">
        {stage.wanted.map(({ code, met, missing }) => {
          const spec = specs.find((one) => one.code === code)
          const entered = enteredSpec(spec)
          const name = spec ? say(spec.name) : code
          return (
            <li key={code}>
              <Icon name={met ? 'check' : 'clock'} size={18} label={met ? w.met : w.missing} />
              <span>{name}</span>
              {missing && <span className="ui-muted ui-small">{say(missing)}</span>}
              {mayAdd && entered && (
                <Button look={met ? 'quiet' : 'plain'} label={w.addOf(name)} onClick={() => setAdding(entered)}>
                  {w.add}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {adding && <EvidenceDialog of={of} stage={stage} spec={adding} onClose={() => setAdding(null)} />}
    </div>
  )
}

/** Beginning, finishing, explaining a delay; what stands in the way is said beside the button. */
function Ways({ of, stage }: StageProps) {
  const w = useWords(words).stage
  const say = useSay()
  const [open, setOpen] = useState<'begin' | 'finish' | 'delay' | null>(null)
  if (!of.may.includes('stages')) return null
  const mayDelay = stage.state !== 'finished' && stage.plannedUntil !== null && of.state !== 'draft'
  return (
    <div className="ui-row">
      {(['begin', 'finish'] as const).map((act) => {
        const way = stage[act]
        if (!way) return null
        return (
          <span key={act} className="ui-row">
            <Button
              look={way.obstacle || stage.unreasoned ? 'plain' : 'main'}
              disabled={way.obstacle !== null}
              onClick={() => setOpen(act)}
            >
              {w[act]}
            </Button>
            {way.obstacle && <span className="ui-muted">{say(way.obstacle)}</span>}
          </span>
        )
      })}
      {mayDelay && (
        <Button
          look={stage.unreasoned ? 'main' : 'quiet'}
          icon={stage.unreasoned ? 'warning' : 'clock'}
          onClick={() => setOpen('delay')}
        >
          {w.delay}
        </Button>
      )}
      {(open === 'begin' || open === 'finish') && (
        <StageDayDialog of={of} stage={stage} act={open} onClose={() => setOpen(null)} />
      )}
      {open === 'delay' && <DelayDialog of={of} stage={stage} onClose={() => setOpen(null)} />}
    </div>
  )
}
