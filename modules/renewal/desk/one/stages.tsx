import { useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useUrlState } from '../../../../ui/navigation.tsx'
import type { ProjectView } from '../../contract.ts'
import { StagePicture } from '../../web/stage-picture.tsx'
import { words } from '../words.ts'
import { PlanForm } from './plan-form.tsx'
import { StageLine } from './stage-line.tsx'

/** How far it is: the picture, and each stage with what it still needs. */
export function Stages({ of }: { of: ProjectView }) {
  const w = useWords(words).stage
  const [{ stage: asked }] = useUrlState(['stage'])
  const [planning, setPlanning] = useState(of.plannedFrom === null)
  const mayPlan = of.may.includes('plan_stages')
  const form = mayPlan && planning
  return (
    <>
      {form && (
        <Sheet title={w.plan}>
          <PlanForm of={of} />
        </Sheet>
      )}
      {of.plannedFrom && (
        <Sheet
          title={w.title}
          tools={
            mayPlan && (
              <Button look="quiet" icon="calendar" onClick={() => setPlanning(!planning)}>
                {w.plan}
              </Button>
            )
          }
        >
          <StagePicture stages={of.stages} now={of.state === 'running' ? of.stage : null} today={of.today} />
        </Sheet>
      )}
      {of.state !== 'draft' && (
        <Sheet>
          {of.stages.map((stage) => (
            <StageLine
              key={`${stage.stage}${stage.stage === asked}`}
              of={of}
              stage={stage}
              open={asked ? stage.stage === asked : stage.state === 'running' || stage.daysLate > 0}
            />
          ))}
        </Sheet>
      )}
    </>
  )
}
