import './plan/plan.css'
import { useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam, useUrlState } from '../../../ui/navigation.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import { getPlan, type SuiteView } from '../buildings-contract.ts'
import { CorrectBuildingDialog } from './buildings/correct-building-dialog.tsx'
import { useBuildingName } from './parts/building-name.ts'
import { useNames } from './parts/show.ts'
import { AddSuitesDialog } from './plan/add-suites-dialog.tsx'
import { Counted } from './plan/counted.tsx'
import { DayControl } from './plan/day-control.tsx'
import { Legend } from './plan/legend.tsx'
import { isMarked, type Looking, type Mark, type Paint } from './plan/looking.ts'
import { PlanFigures } from './plan/plan-figures.tsx'
import { StackingPlan } from './plan/stacking-plan.tsx'
import { SuitePanel } from './plan/suite-panel.tsx'
import { useNarrow } from './plan/use-narrow.ts'
import { words as planWords } from './plan/words.ts'
import { words } from './words.ts'

type Plan = ResponseOf<typeof getPlan>

/** `/buildings/$placeId`: the stacking plan of a building on any day. */
export default function BuildingPage() {
  const w = useWords(words)
  const p = useWords(planWords)
  const names = useNames()
  const nameOf = useNameOf()
  const placeId = useParam('placeId') as PlaceId
  const [values, set] = useUrlState(['on', 'suite', 'mark', 'paint'])
  const [adding, setAdding] = useState(false)
  const [correcting, setCorrecting] = useState(false)
  const query = values.on ? { on: values.on } : {}
  const { data, error, isPlaceholderData, refetch } = useEndpoint(getPlan, { params: { placeId }, query })
  const looking: Looking = {
    suite: values.suite,
    mark: values.mark as Mark | undefined,
    paint: (values.paint as Paint | undefined) ?? 'state',
  }
  const buildingOf = useBuildingName()
  const title = data ? buildingOf(data.building) : w.buildings
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        above={[{ words: w.buildings, to: '/buildings' }]}
        lead={
          data &&
          [
            names.buildingPurpose[data.building.purpose],
            data.building.stewardPost && p.steward(nameOf(data.building.stewardPost)),
            data.building.propertyPost && p.property(nameOf(data.building.propertyPost)),
          ]
            .filter(Boolean)
            .join(' · ')
        }
        actions={
          <span className="ui-row ui-noprint">
            <Button icon="file" onClick={() => window.print()}>
              {p.print}
            </Button>
            {data?.mayWrite && (
              <>
                <Button icon="edit" onClick={() => setCorrecting(true)}>
                  {p.correctBuilding}
                </Button>
                <Button icon="plus" onClick={() => setAdding(true)}>
                  {p.addSuites}
                </Button>
              </>
            )}
          </span>
        }
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <>
          <PlanFigures plan={data} mark={looking.mark} onMark={(mark) => set({ mark })} />
          <DayControl plan={data} onDay={(on) => set({ on: on === data.today ? undefined : on, suite: undefined })} />
          <Picture plan={data} looking={looking} onLook={set} old={isPlaceholderData} />
        </>
      )}
      {data && correcting && <CorrectBuildingDialog building={data.building} onClose={() => setCorrecting(false)} />}
      {data && adding && <AddSuitesDialog plan={data} onClose={() => setAdding(false)} />}
    </Page>
  )
}

interface PictureProps {
  readonly plan: Plan
  readonly looking: Looking
  readonly onLook: (patch: {
    suite?: string | undefined
    mark?: string | undefined
    paint?: string | undefined
  }) => void
  /** Another day is on its way. */
  readonly old: boolean
}

/** The picture with what is pressed beside it; on a small screen it opens above. */
function Picture({ plan, looking, onLook, old }: PictureProps) {
  const p = useWords(planWords)
  const format = useFormat()
  const narrow = useNarrow()
  const [pointed, setPointed] = useState<SuiteView | null>(null)
  const chosen = plan.suites.find((suite) => suite.id === looking.suite)
  const close = () => onLook({ suite: undefined })
  if (plan.suites.length === 0)
    return (
      <EmptyState icon="building" title={p.nothing}>
        {plan.since && plan.on < plan.since ? p.before(format.date(plan.since)) : p.nothingText}
      </EmptyState>
    )
  const panel = (suite: SuiteView) => <SuitePanel key={suite.id} plan={plan} suite={suite} onClose={close} />
  return (
    <div className="plan-columns">
      <Sheet flush>
        <Legend
          looking={looking}
          plan={plan}
          onPaint={(paint) => onLook({ paint: paint === 'state' ? undefined : paint })}
        />
        <StackingPlan
          plan={plan}
          looking={looking}
          old={old}
          onPick={(suite) => onLook({ suite: suite.id === looking.suite ? undefined : suite.id })}
          onPoint={setPointed}
        />
        {looking.mark && (
          <Counted
            mark={looking.mark}
            on={plan.on}
            suites={plan.suites.filter((suite) => isMarked(suite, looking.mark))}
            onPick={(suite) => onLook({ suite: suite.id })}
            onClose={() => onLook({ mark: undefined })}
          />
        )}
      </Sheet>
      {!narrow && (
        <aside className="plan-side ui-noprint" aria-label={p.side}>
          {chosen ? panel(chosen) : <Pointed plan={plan} suite={pointed} />}
        </aside>
      )}
      {narrow && chosen && (
        <Dialog open title={p.suiteTitle(chosen.number)} onClose={close}>
          {panel(chosen)}
        </Dialog>
      )}
    </div>
  )
}

function Pointed({ plan, suite }: { plan: Plan; suite: SuiteView | null }) {
  const p = useWords(planWords)
  if (suite) return <SuitePanel plan={plan} suite={suite} glance />
  return <p className="plan-hint">{p.hint}</p>
}
