import type { CSSProperties, KeyboardEvent } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import type { SuiteView } from '../../buildings-contract.ts'
import { type Floor, floorName, numberParts, stack } from '../../stacking.ts'
import { useFirmName } from '../parts/firm-name.ts'
import { useNames, useShow } from '../parts/show.ts'
import { words as shared } from '../words.ts'
import { isMarked, type Looking } from './looking.ts'
import { words } from './words.ts'

export interface StackingPlanProps {
  readonly plan: {
    readonly suites: readonly SuiteView[]
    readonly building: { readonly floorsAbove: number; readonly floorsBelow: number; readonly name: string }
    readonly on: string
  }
  readonly looking: Looking
  readonly old: boolean
  readonly onPick: (suite: SuiteView) => void
  readonly onPoint: (suite: SuiteView | null) => void
}

/**
 * The building floor by floor, from the top down; a suite is as wide as its area. Suites are buttons in reading order;
 * arrow keys go left and right, up and down.
 */
export function StackingPlan({ plan, looking, old, onPick, onPoint }: StackingPlanProps) {
  const w = useWords(words)
  const format = useFormat()
  const { floorsAbove, floorsBelow } = plan.building
  const floors = stack(plan.suites, { above: floorsAbove, below: floorsBelow })
  return (
    <section aria-label={w.planLabel(format.date(plan.on))}>
      <ol
        className={`plan${old ? ' ui-refreshing' : ''}${looking.mark ? ' plan-marking' : ''}`}
        onMouseLeave={() => onPoint(null)}
      >
        {floors.map((floor) => (
          <FloorRow key={floor.floor} floor={floor} looking={looking} onPick={onPick} onPoint={onPoint} />
        ))}
      </ol>
    </section>
  )
}

interface FloorRowProps extends Pick<StackingPlanProps, 'looking' | 'onPick' | 'onPoint'> {
  readonly floor: Floor<SuiteView>
}

function FloorRow({ floor, looking, onPick, onPoint }: FloorRowProps) {
  const show = useShow()
  const name = floorName(floor.floor)
  const used = floor.suites.reduce((sum, { width }) => sum + width, 0)
  return (
    <li className={`plan-floor${floor.floor === -1 ? ' plan-ground' : ''}`}>
      <span className="plan-floor-name" title={show.area(floor.areaCm2)}>
        {name}
      </span>
      <div className="plan-suites">
        {floor.suites.map(({ suite, width }) => (
          <Suite
            key={suite.id}
            suite={suite}
            width={width}
            looking={looking}
            onPick={() => onPick(suite)}
            onPoint={() => onPoint(suite)}
          />
        ))}
        {used < 0.999 && <span className="plan-rest" style={{ flexGrow: 1 - used }} />}
      </div>
    </li>
  )
}

interface SuiteProps {
  readonly suite: SuiteView
  readonly width: number
  readonly looking: Looking
  readonly onPick: () => void
  readonly onPoint: () => void
}

function Suite({ suite, width, looking, onPick, onPoint }: SuiteProps) {
  const w = useWords(words)
  const say = useSuiteWords()
  const firmName = useFirmName()
  const { stay, next } = suite
  const label = say(suite)
  const [ofFloor, onFloor] = numberParts(suite)
  const look = [
    'plan-suite',
    looking.paint === 'state' ? `plan-${suite.state}` : `plan-use-${suite.purpose}`,
    looking.paint === 'purpose' && suite.state === 'vacant' && 'plan-empty',
    looking.suite === suite.id && 'plan-chosen',
    isMarked(suite, looking.mark) && 'plan-marked',
  ]
  return (
    <button
      type="button"
      className={look.filter(Boolean).join(' ')}
      style={{ flexGrow: width } as CSSProperties}
      aria-pressed={looking.suite === suite.id}
      title={label}
      onClick={onPick}
      onMouseEnter={onPoint}
      onFocus={onPoint}
      onKeyDown={moveFocus}
    >
      <span className="plan-number" aria-hidden="true">
        <span className="plan-number-floor">{ofFloor}</span>
        {onFloor}
      </span>
      <span className="plan-who" aria-hidden="true">
        {stay
          ? shortName(firmName({ name: stay.firmName, nameEn: stay.firmNameEn }))
          : suite.state === 'vacant'
            ? w.empty
            : ''}
      </span>
      <span className="ui-unseen">{label}</span>
      {!stay && next && <span className="plan-next" aria-hidden="true" />}
    </button>
  )
}

/** What a suite is called aloud: number, area, how it stands, who is in it. */
export function useSuiteWords(): (suite: SuiteView) => string {
  const w = useWords(words)
  const s = useWords(shared)
  const names = useNames()
  const show = useShow()
  const format = useFormat()
  const firmName = useFirmName()
  return (suite) => {
    const { stay, next } = suite
    const lease = stay && (stay.toOn ?? stay.leaseUntil)
    return [
      suite.number,
      show.area(suite.areaCm2),
      names.suitePurpose[suite.purpose],
      names.suiteState[suite.state],
      stay && firmName({ name: stay.firmName, nameEn: stay.firmNameEn }),
      lease && s.until(format.date(lease)),
      next && w.nextIn(firmName({ name: next.firmName, nameEn: next.firmNameEn }), format.date(next.fromOn)),
    ]
      .filter(Boolean)
      .join(w.comma)
  }
}

/** Without the region before and the form behind, so that what tells firms apart is seen. */
export const shortName = (name: string): string =>
  name.replace(/^(?:云南省?|昆明市?)(?=.{4})/, '').replace(/(?:股份|有限责任|有限)?公司$/, '') || name

/** Left and right on a floor, up and down to the suite that is nearest above or below. */
function moveFocus(event: KeyboardEvent<HTMLButtonElement>) {
  const here = event.currentTarget
  const floor = here.closest('.plan-floor')
  const to =
    event.key === 'ArrowRight'
      ? nextSuite(here, 'nextElementSibling')
      : event.key === 'ArrowLeft'
        ? nextSuite(here, 'previousElementSibling')
        : event.key === 'ArrowUp'
          ? nearest(here, floor, 'previousElementSibling')
          : event.key === 'ArrowDown'
            ? nearest(here, floor, 'nextElementSibling')
            : null
  if (!to) return
  event.preventDefault()
  to.focus()
}

type Way = 'nextElementSibling' | 'previousElementSibling'

function nextSuite(from: Element, way: Way): HTMLElement | null {
  const found = from[way]
  return found instanceof HTMLButtonElement ? found : null
}

function nearest(here: Element, floor: Element | null, way: Way): HTMLElement | null {
  const middle = (element: Element) => element.getBoundingClientRect().left + element.getBoundingClientRect().width / 2
  for (let other = floor?.[way]; other; other = other[way]) {
    const suites = [...other.querySelectorAll<HTMLElement>('.plan-suite')]
    const [first] = suites.sort((a, b) => Math.abs(middle(a) - middle(here)) - Math.abs(middle(b) - middle(here)))
    if (first) return first
  }
  return null
}
