import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { useNameOf } from '../../../matters/desk/public.ts'
import type { IdeaOrigin, MatterOrigin } from '../../contract.ts'
import { useShown } from '../../web/show.ts'
import type { Origins } from '../origin-picker.tsx'
import { words } from '../words.ts'

export interface Ticked {
  readonly ideaIds: readonly IdeaOrigin['id'][]
  readonly hazardIds: readonly MatterOrigin['id'][]
}

interface OriginTicksProps {
  readonly origins: Origins
  readonly ticked: Ticked
  /** With what was just ticked: its title and cost need not be typed. */
  readonly onChange: (ticked: Ticked, from: { title: string; costFen: number | null } | null) => void
}

/** Which ideas and hazards an item takes up. */
export function OriginTicks({ origins: { ideas, hazards }, ticked, onChange }: OriginTicksProps) {
  const w = useWords(words)
  const say = useSay()
  const nameOf = useNameOf()
  const { money } = useShown()
  if (ideas.length + hazards.length === 0) return null
  const { ideaIds, hazardIds } = ticked
  return (
    <Field label={w.work.origins} group optional>
      {ideas.map((idea) => (
        <Tick
          key={idea.id}
          checked={ideaIds.includes(idea.id)}
          title={idea.title}
          note={[w.origin.idea(idea.author ?? '—', idea.endorsements), idea.costFen !== null && money(idea.costFen)]
            .filter(Boolean)
            .join(' · ')}
          onChange={(on) => onChange({ hazardIds, ideaIds: toggled(ideaIds, idea.id, on) }, on ? idea : null)}
        />
      ))}
      {hazards.map((one) => (
        <Tick
          key={one.id}
          checked={hazardIds.includes(one.id)}
          title={one.title}
          note={[one.number, say(one.category), nameOf(one.place)].join(' · ')}
          onChange={(on) =>
            onChange(
              { ideaIds, hazardIds: toggled(hazardIds, one.id, on) },
              on ? { title: one.title, costFen: null } : null,
            )
          }
        />
      ))}
    </Field>
  )
}

const toggled = <T,>(all: readonly T[], one: T, on: boolean): readonly T[] =>
  on ? [...all, one] : all.filter((other) => other !== one)

interface TickProps {
  readonly checked: boolean
  readonly title: string
  readonly note: string
  readonly onChange: (checked: boolean) => void
}

function Tick({ checked, title, note, onChange }: TickProps) {
  return (
    <div className="rn-tick">
      <label>
        <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
        <span>
          {title}
          <span className="ui-muted ui-small rn-tick-note">{note}</span>
        </span>
      </label>
    </div>
  )
}
