import { dayFromNumber, dayNumberFrom } from '../../../kernel/time/day.ts'
import { Gantt, type GanttRow } from '../../../ui/charts/gantt.tsx'
import { Lamp } from '../../../ui/lamp.tsx'
import type { DelayView, PublicStage } from '../contract.ts'
import { useShown } from './show.ts'

interface StagePictureProps {
  readonly stages: readonly PublicStage[]
  /** The first stage that is not finished. */
  readonly now: PublicStage['stage'] | null
  readonly today: string
}

/** The stages of a project as planned and as done, with their delays. */
export function StagePicture({ stages, now, today }: StagePictureProps) {
  const { book, stage } = useShown()
  return (
    <Gantt
      label={book.picture.label}
      today={today}
      words={book.picture}
      rows={stages.map((one) => ({
        ...rowOf(one, today),
        label: stage(one.stage),
        now: one.state === 'running' || one.stage === now,
        ...(one.daysLate > 0 ? { status: <Lamp tone="red" words={book.late(one.daysLate)} /> } : {}),
      }))}
    />
  )
}

/** Bars of a stage: the plan as it was first, what was done, and what each delay added. */
export function rowOf(of: PublicStage, today: string): Omit<GanttRow, 'label'> {
  const until = of.firstPlannedUntil ?? of.plannedUntil
  return {
    id: of.stage,
    planned: of.plannedFrom && until ? { from: of.plannedFrom, to: until } : null,
    actual: of.beganOn ? { from: of.beganOn, to: of.finishedOn } : null,
    delays: of.delays.flatMap((delay) => spanOf(delay, of.finishedOn ?? today)),
  }
}

/** From the day after the missed one to the new one; one whose new day is not known reaches to today. */
function spanOf({ missedOn, newOn }: DelayView, now: string) {
  const from = dayFromNumber(dayNumberFrom(missedOn) + 1)
  const to = newOn ?? now
  return to < from ? [] : [{ from, to }]
}
