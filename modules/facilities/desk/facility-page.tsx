import './facilities.css'
import { lazy, Suspense } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ScanCode } from '../../../ui/desk/scan-code.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useParam } from '../../../ui/navigation.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { MatterRow } from '../../matters/contract.ts'
import { Photos, StateWord, useNameOf } from '../../matters/desk/public.ts'
import { type FacilityView, type FaultView, getFacility } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { codeAddress, noonOf, toneOf } from '../web/show.ts'
import { facilityBook } from '../web/words.ts'
import { GateSheets } from './one/gate-sheets.tsx'
import { NextPanel } from './one/next-panel.tsx'
import { words } from './words.ts'

const FacilityMap = lazy(() => import('../web/facility-map.tsx'))

/** `/facilities/$facilityId`: how it stands, what to do, its story. */
export default function FacilityPage() {
  const w = useWords(words)
  const facilityId = useParam('facilityId') as FacilityView['id']
  const { data, error, refetch } = useEndpoint(getFacility, { params: { facilityId } }, { refetchInterval: 30_000 })
  return (
    <Page title={data?.name ?? w.title}>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Whole of={data} />}
    </Page>
  )
}

function Whole({ of }: { of: FacilityView }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const say = useSay()
  const nameOf = useNameOf()
  const where = of.place.id === of.compound.id ? nameOf(of.compound) : `${nameOf(of.compound)} ${nameOf(of.place)}`
  return (
    <>
      <PageHeader
        title={of.name}
        above={[{ words: w.title, to: '/facilities' }]}
        marks={
          <StatusWord
            words={of.mark === 'fine' && of.gate ? b.gate[of.gate] : b.mark[of.mark]}
            tone={of.mark === 'fine' && (of.gate === 'none' || of.gate === 'waiting') ? 'plain' : toneOf[of.mark]}
          />
        }
        lead={`${say(kinds[of.kind].name)} · ${where}`}
      />
      <Columns
        main={
          <>
            <NextPanel of={of} />
            <FaultSheet faults={of.faults} />
            {of.gateView && <GateSheets of={of} gate={of.gateView} />}
            <InspectionSheet of={of} />
          </>
        }
        side={
          <>
            <FactSheet of={of} />
            <Sheet title={w.code}>
              <div className="ui-stack">
                <ScanCode text={codeAddress(of.code)} label={w.code} code={of.code} />
                <p className="ui-muted ui-small">{w.codeHint}</p>
                <div className="ui-row">
                  <Button icon="file" to={`/facilities/${of.id}/poster`}>
                    {w.poster}
                  </Button>
                </div>
              </div>
            </Sheet>
            <Sheet title={w.form.point} flush>
              <Suspense fallback={null}>
                <FacilityMap placeId={of.compound.id} label={w.form.point} chosen={of.point} height={260} />
              </Suspense>
            </Sheet>
          </>
        }
      />
    </>
  )
}

function FactSheet({ of }: { of: FacilityView }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const format = useFormat()
  const { keeper } = of
  const meanwhile = keeper.holder || !keeper.acting ? null : w.standIn(keeper.acting)
  return (
    <Sheet title={w.facts}>
      <Facts
        rows={[
          { label: w.keeper, value: [nameOf(keeper), keeper.holder ?? meanwhile].filter(Boolean).join(' · ') },
          { label: w.rhythm, value: of.rhythmDays ? w.days(of.rhythmDays) : w.noRhythm },
          { label: w.lastInspected, value: of.lastInspectedAt ? format.moment(of.lastInspectedAt) : w.never },
          { label: w.inService, value: format.day(noonOf(of.fromOn)) },
          ...(of.origin ? [{ label: w.origin, value: of.origin }] : []),
        ]}
      />
      {of.photoId && <Photos label={w.form.photo} fileIds={[of.photoId]} />}
    </Sheet>
  )
}

function FaultSheet({ faults }: { faults: readonly FaultView[] }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const format = useFormat()
  const nameOf = useNameOf()
  return (
    <Sheet title={w.faults}>
      {faults.length === 0 && <p className="ui-muted">{w.noFaults}</p>}
      {faults.map(({ id, source, since, endedAt, matter }) => (
        <div key={id} className="fac-line">
          <div>
            {matter.seen ? <Go to={`/matters/${matter.id}`}>{matter.title}</Go> : matter.title}
            <div className="ui-muted ui-small">
              {w.since(format.moment(since), b.source[source])}
              {matter.holder && ` · ${nameOf(matter.holder)}`}
            </div>
          </div>
          <div className="ui-row">
            {endedAt && <StatusWord words={w.ended} tone="done" />}
            <StateWord state={matter.state as MatterRow['state']} />
          </div>
        </div>
      ))}
    </Sheet>
  )
}

function InspectionSheet({ of }: { of: FacilityView }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const format = useFormat()
  const nameOf = useNameOf()
  return (
    <Sheet title={w.history}>
      {of.inspections.length === 0 && <p className="ui-muted">{w.noHistory}</p>}
      {of.inspections.map(({ at, outcome, words: said, by, late }) => (
        <div key={at} className="fac-line">
          <div>
            {format.moment(at)}
            {by && <span className="ui-muted"> · {nameOf(by)}</span>}
            {said && <div>{said}</div>}
          </div>
          <div className="ui-row">
            {late && <span className="ui-muted ui-small">{w.late}</span>}
            <StatusWord words={b.outcome[outcome]} tone={outcome === 'fine' ? 'done' : 'stopped'} />
          </div>
        </div>
      ))}
    </Sheet>
  )
}
