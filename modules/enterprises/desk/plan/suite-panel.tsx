import { useState } from 'react'
import { listed } from '../../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Facts } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { getSuite, type StayView, type SuiteView } from '../../buildings-contract.ts'
import { floorName } from '../../stacking.ts'
import { useFirmName } from '../parts/firm-name.ts'
import { useNames, useShow } from '../parts/show.ts'
import { words as shared } from '../words.ts'
import { type SuiteAsk, SuiteDialogs } from './suite-dialogs.tsx'
import { words } from './words.ts'

export interface PlanLike {
  readonly suites: readonly SuiteView[]
  readonly on: string
  readonly today: string
  readonly mayWrite: boolean
  readonly building: { readonly placeId: string; readonly name: string; readonly nameEn: string }
}

export interface SuitePanelProps {
  readonly plan: PlanLike
  readonly suite: SuiteView
  readonly onClose?: () => void
  /** Only what it is: the mouse is over it. */
  readonly glance?: boolean
}

/** One suite on the day that is shown: what it is, who is in it, what can be done, and who was there before. */
export function SuitePanel({ plan, suite, onClose, glance = false }: SuitePanelProps) {
  const w = useWords(words)
  const names = useNames()
  const [asking, setAsking] = useState<SuiteAsk | null>(null)
  return (
    <div className="plan-panel">
      <header>
        <h2>{w.suiteTitle(suite.number)}</h2>
        <StatusWord words={names.suiteState[suite.state]} tone={suite.state === 'occupied' ? 'done' : 'plain'} />
        {onClose && <Button look="quiet" icon="cross" label={w.close} onClick={onClose} />}
      </header>
      {suite.stay && <Tenant stay={suite.stay} />}
      <SuiteFacts suite={suite} />
      {suite.next && <Next stay={suite.next} />}
      {!glance && plan.mayWrite && <Ways plan={plan} suite={suite} onAsk={setAsking} />}
      {!glance && <History suite={suite} />}
      {asking && <SuiteDialogs plan={plan} suite={suite} ask={asking} onClose={() => setAsking(null)} />}
    </div>
  )
}

function Tenant({ stay }: { stay: StayView }) {
  const s = useWords(shared)
  const show = useShow()
  const firmName = useFirmName()
  return (
    <p className="plan-tenant">
      <Icon name="building" size={18} />
      <span>
        <Go to={`/firms/${stay.firmId}`}>{firmName({ name: stay.firmName, nameEn: stay.firmNameEn })}</Go>
        {stay.keyFirm && <span className="plan-key">{s.key}</span>}
        {stay.industry && <span className="ui-small ui-muted plan-line">{show.industry(stay.industry)}</span>}
      </span>
    </p>
  )
}

function SuiteFacts({ suite }: { suite: SuiteView }) {
  const w = useWords(words)
  const s = useWords(shared)
  const names = useNames()
  const show = useShow()
  const format = useFormat()
  const { stay } = suite
  const rows = [
    { label: s.floor, value: floorName(suite.floor) },
    { label: s.area, value: show.area(suite.areaCm2) },
    {
      label: s.purpose,
      value: `${names.suitePurpose[suite.purpose]}${suite.lettable ? '' : ` · ${names.suiteState.closed}`}`,
    },
    ...(suite.rentFenMonthM2 === null ? [] : [{ label: s.askedRent, value: show.yuan(suite.rentFenMonthM2) }]),
    ...(stay
      ? [
          { label: w.inSince, value: `${format.date(stay.fromOn)} · ${names.basis[stay.basis]}` },
          { label: s.leaseUntil, value: stay.leaseUntil ? format.date(stay.leaseUntil) : s.noLease },
          ...(stay.toOn ? [{ label: w.outOn, value: format.date(stay.toOn) }] : []),
          ...(stay.rentFenMonth === null ? [] : [{ label: s.rent, value: show.yuan(stay.rentFenMonth) }]),
        ]
      : []),
  ]
  return <Facts rows={rows} />
}

function Next({ stay }: { stay: StayView }) {
  const w = useWords(words)
  const format = useFormat()
  const firmName = useFirmName()
  return (
    <p className="plan-coming">
      <Icon name="calendar" size={16} /> {w.coming(format.date(stay.fromOn))}{' '}
      <Go to={`/firms/${stay.firmId}`}>{firmName({ name: stay.firmName, nameEn: stay.firmNameEn })}</Go>
    </p>
  )
}

interface WaysProps {
  readonly plan: PlanLike
  readonly suite: SuiteView
  readonly onAsk: (ask: SuiteAsk) => void
}

/** What can be done with a suite, the next thing first. */
function Ways({ suite, onAsk }: WaysProps) {
  const w = useWords(words)
  const format = useFormat()
  if (suite.toOn !== null) return <p className="ui-small ui-muted">{w.ended(format.date(suite.toOn))}</p>
  return (
    <div className="ui-row">
      {!suite.stay && (
        <Button look="main" icon="forward" onClick={() => onAsk('in')}>
          {w.moveIn}
        </Button>
      )}
      {suite.stay && (
        <>
          <Button look="main" icon="leave" onClick={() => onAsk('out')}>
            {w.moveOut}
          </Button>
          <Button icon="refresh" onClick={() => onAsk('lease')}>
            {w.renew}
          </Button>
          <Button icon="out" onClick={() => onAsk('within')}>
            {w.moveWithin}
          </Button>
        </>
      )}
      {suite.next && (
        <Button icon="undo" onClick={() => onAsk('callOff')}>
          {w.callOff}
        </Button>
      )}
      <Button look="quiet" icon="columns" onClick={() => onAsk('divide')}>
        {w.divide}
      </Button>
      <Button look="quiet" icon="merge" onClick={() => onAsk('join')}>
        {w.join}
      </Button>
      <Button look="quiet" icon="edit" onClick={() => onAsk('correct')}>
        {w.correct}
      </Button>
    </div>
  )
}

function History({ suite }: { suite: SuiteView }) {
  const w = useWords(words)
  const lang = useLang()
  const format = useFormat()
  const names = useNames()
  const firmName = useFirmName()
  const { data } = useEndpoint(getSuite, { params: { suiteId: suite.id } })
  if (!data) return null
  const numbers = (list: readonly { readonly number: string }[]) =>
    listed(
      lang,
      list.map(({ number }) => number),
    )
  return (
    <section className="plan-history">
      <h3>{w.history}</h3>
      {data.became.length > 0 && <p className="ui-small">{w.became(numbers(data.became))}</p>}
      {data.stays.length === 0 && <p className="ui-small ui-muted">{w.neverUsed}</p>}
      <ol>
        {data.stays.map((stay) => (
          <li key={stay.tenancyId}>
            <span className="ui-small ui-muted">
              {format.date(stay.fromOn)} – {stay.toOn ? format.date(stay.toOn) : w.now}
            </span>
            <Go to={`/firms/${stay.firmId}`}>{firmName({ name: stay.firmName, nameEn: stay.firmNameEn })}</Go>
            {stay.leftReason && <span className="ui-small ui-muted">{names.leftReason[stay.leftReason]}</span>}
          </li>
        ))}
      </ol>
      {data.madeOf.length > 0 && (
        <p className="ui-small">{w.madeOf(numbers(data.madeOf), format.date(data.suite.fromOn))}</p>
      )}
    </section>
  )
}
