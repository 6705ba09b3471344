import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { type ProjectView, planStages, type StageView } from '../../contract.ts'
import type { StageCode } from '../../stages.ts'
import { useShown } from '../../web/show.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { type PlannedDays, usualDays } from './usual-days.ts'

type Draft = Readonly<Record<StageCode, PlannedDays>>

const planOf = (stages: readonly StageView[]): Draft =>
  Object.fromEntries(
    stages.map(({ stage, plannedFrom, plannedUntil }) => [
      stage,
      { from: plannedFrom ?? '', until: plannedUntil ?? '' },
    ]),
  ) as unknown as Draft

/** The days of all stages, while the project is a draft. */
export function PlanForm({ of }: { of: ProjectView }) {
  const w = useWords(words).stage
  const { stage: nameOf } = useShown()
  const [first, setFirst] = useState(of.plannedFrom ?? of.today)
  const [draft, setDraft] = useState(() => planOf(of.stages))
  const [tried, setTried] = useState(false)
  const save = useCommand(planStages, { changes })
  const set = (stage: StageCode, patch: Partial<PlannedDays>) =>
    setDraft((now) => ({ ...now, [stage]: { ...now[stage], ...patch } }))
  const wrong = of.stages.some(({ stage }) => {
    const { from, until } = draft[stage]
    return !from || !until || until < from
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const stages = of.stages.map(({ stage }) => ({
      ...{ stage, fromOn: draft[stage].from, untilOn: draft[stage].until },
    }))
    if (!wrong) save.mutate({ params: { projectId: of.id }, body: { stages } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <div className="rn-line">
        <Field label={w.planFirst} hint={w.planHint}>
          {(control) => <Line control={control} type="date" value={first} onChange={setFirst} />}
        </Field>
        <Button icon="calendar" disabled={first === ''} onClick={() => setDraft(usualDays(first))}>
          {w.planFill}
        </Button>
      </div>
      <div className="rn-plan">
        {of.stages.map(({ stage }) => (
          <StageDays key={stage} name={nameOf(stage)} days={draft[stage]} onChange={(patch) => set(stage, patch)} />
        ))}
      </div>
      {tried && wrong && <ErrorNote what={w.planFault} />}
      <ErrorNote error={save.error} />
      <div>
        <Button type="submit" look="main" icon="check" busy={save.isPending}>
          {w.planSave}
        </Button>
      </div>
    </form>
  )
}

interface StageDaysProps {
  readonly name: string
  readonly days: PlannedDays
  readonly onChange: (patch: Partial<PlannedDays>) => void
}

function StageDays({ name, days, onChange }: StageDaysProps) {
  const w = useWords(words).stage
  return (
    <>
      <span>{name}</span>
      <input
        type="date"
        className="ui-input"
        aria-label={w.from(name)}
        value={days.from}
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <input
        type="date"
        className="ui-input"
        aria-label={w.until(name)}
        value={days.until}
        onChange={(event) => onChange({ until: event.target.value })}
      />
    </>
  )
}
