import './import.css'
import { useWords } from '../../../../kernel/web/words.ts'
import { words } from './words.ts'

const steps = ['match', 'check', 'accept', 'done'] as const

export interface ImportWayProps {
  /** Which of the four steps it is at, from 0. */
  readonly at: number
  readonly done: boolean
}

/** The way of an import, from its columns to its end. */
export function ImportWay({ at, done }: ImportWayProps) {
  const w = useWords(words)
  return (
    <ol className="import-steps" aria-label={w.stepsLabel}>
      {steps.map((step, i) => (
        <li key={step} data-past={i < at || done} {...(i === at ? { 'aria-current': 'step' } : {})}>
          {w.step[step]}
        </li>
      ))}
    </ol>
  )
}
