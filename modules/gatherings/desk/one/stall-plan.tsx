import { type DragEvent, type KeyboardEvent, useId } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { useNameOf } from '../../../matters/desk/public.ts'
import type { EntryView, GatheringView, StallView } from '../../contract.ts'
import { gatheringWords } from '../../gathering-words.ts'
import { words } from '../words.ts'

interface StallPlanProps {
  readonly of: GatheringView
  readonly chosen: string | null
  readonly onChoose: (stallId: string | null) => void
  readonly onDrop: (stallId: StallView['id'], entryId: EntryView['id']) => void
}

/** Centimetres around the plan. */
const margin = 60

type Look = 'free' | 'given' | 'here'

const lookOf = (entry: EntryView | undefined): Look => (entry ? (entry.checkedInAt ? 'here' : 'given') : 'free')

/** The stalls as they stand, seen from above. Whether one is given is told by pattern and words, not by colour alone. */
export function StallPlan({ of, chosen, onChoose, onDrop }: StallPlanProps) {
  const w = useWords(words).stalls
  const hatch = useId()
  const width = Math.max(...of.stalls.map((stall) => stall.x + stall.width)) + 2 * margin
  const height = Math.max(...of.stalls.map((stall) => stall.y + stall.depth)) + 2 * margin
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldset; each stall in it is a button
    <svg className="stall-plan" viewBox={`${-margin} ${-margin} ${width} ${height}`} role="group" aria-label={w.plan}>
      <Hatch id={hatch} />
      {of.stalls.map((stall) => (
        <Stall
          key={stall.id}
          stall={stall}
          entry={of.entries.find((entry) => entry.id === stall.entryId)}
          hatch={hatch}
          chosen={stall.id === chosen}
          onChoose={() => onChoose(stall.id === chosen ? null : stall.id)}
          onDrop={(entryId) => onDrop(stall.id, entryId)}
        />
      ))}
    </svg>
  )
}

function Hatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="36" height="36" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="36" height="36" fill="var(--sheet)" />
        <rect width="7" height="36" fill="var(--jade-soft)" />
      </pattern>
    </defs>
  )
}

interface StallProps {
  readonly stall: StallView
  readonly entry: EntryView | undefined
  readonly hatch: string
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly onDrop: (entryId: EntryView['id']) => void
}

function Stall({ stall, entry, hatch, chosen, onChoose, onDrop }: StallProps) {
  const w = useWords(words).stalls
  const g = useWords(gatheringWords)
  const nameOf = useNameOf()
  const look = lookOf(entry)
  const who = entry ? nameOf(entry) : ''
  const { x, y, width, depth } = stall
  const byKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onChoose()
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    onDrop(event.dataTransfer.getData('text/plain') as EntryView['id'])
  }
  const letters = Math.max(3, Math.floor(width / 46))
  const notes = [stall.power && g.power, stall.water && g.water].filter(Boolean).join(' ')
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a drawing
    <g
      role="button"
      tabIndex={0}
      aria-pressed={chosen}
      aria-label={w.label(stall.number, who, w[look])}
      className={`stall-${look}${chosen ? ' stall-chosen' : ''}`}
      onClick={onChoose}
      onKeyDown={byKey}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <rect
        className="stall-box"
        x={x}
        y={y}
        width={width}
        height={depth}
        rx={14}
        {...(look === 'given' ? { fill: `url(#${hatch})` } : {})}
      />
      <text className="stall-number" x={x + width / 2} y={y + depth * 0.3}>
        {stall.number}
      </text>
      <text x={x + width / 2} y={y + depth * 0.58}>
        {who.length > letters ? `${who.slice(0, letters - 1)}…` : who}
      </text>
      <text x={x + width / 2} y={y + depth * 0.84}>
        {look === 'here' ? `✓ ${w.here}` : notes}
      </text>
    </g>
  )
}

/** What the patterns mean. */
export function StallKey() {
  const w = useWords(words).stalls
  const hatch = useId()
  return (
    <div className="stall-key">
      {(['free', 'given', 'here'] as const).map((look) => (
        <span key={look}>
          <svg viewBox="0 0 300 200" aria-hidden="true" className={`stall-${look}`}>
            <Hatch id={hatch} />
            <rect
              className="stall-box"
              x="10"
              y="10"
              width="280"
              height="180"
              rx="20"
              {...(look === 'given' ? { fill: `url(#${hatch})` } : {})}
            />
            {look === 'here' && <path d="M80 100l50 50 90-100" fill="none" stroke="var(--ink)" strokeWidth="20" />}
          </svg>
          {w[look]}
        </span>
      ))}
    </div>
  )
}
