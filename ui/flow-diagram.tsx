import './flow.css'
import { Icon } from './icon.tsx'
import { useUiWords } from './words.ts'

export interface FlowStep {
  readonly id: string
  readonly label: string
  /** When it was reached, or how long it takes. */
  readonly note?: string
}

export interface FlowDiagramProps {
  readonly label: string
  /** The usual way from first to last. */
  readonly steps: readonly FlowStep[]
  /** The step where it stands. */
  readonly current: string
  /** It left the usual way at `current`: paused, sent back, merged. Said in the place of the current step's name. */
  readonly detour?: string
  /** All is over: the last step counts as done too. */
  readonly ended?: boolean
}

/** Where we are on the way: a strip of steps; on narrow screens a column. */
export function FlowDiagram({ label, steps, current, detour, ended = false }: FlowDiagramProps) {
  const words = useUiWords()
  const here = steps.findIndex((step) => step.id === current)
  return (
    <div className="ui-flow-frame">
      <ol className="ui-flow" aria-label={label}>
        {steps.map((step, i) => {
          const past = i < here || (ended && i === here)
          const now = i === here && !past
          const look = past ? 'ui-flow-past' : now ? `ui-flow-here${detour ? ' ui-flow-detour' : ''}` : ''
          return (
            <li key={step.id} className={`ui-flow-step ${look}`} aria-current={now ? 'step' : undefined}>
              <span className="ui-flow-dot" aria-hidden="true">
                {past && <Icon name="check" size={9} />}
              </span>
              <span className="ui-flow-name">
                {now && detour ? `${step.label} · ${detour}` : step.label}
                {past && <span className="ui-unseen">{words.done}</span>}
              </span>
              {step.note && <span className="ui-flow-note">{step.note}</span>}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
