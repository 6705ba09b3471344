import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useNameOf } from '../../matters/desk/public.ts'
import type { IdeaOrigin, ItemBody, MatterOrigin } from '../contract.ts'
import { useShown } from '../web/show.ts'
import { words } from './words.ts'
import { WorkSelect } from './work-select.tsx'

/** What was ticked: the standard item that it becomes, by its id; empty while none is chosen. */
export type Picked = Readonly<Record<string, string>>

export interface Origins {
  readonly ideas: readonly IdeaOrigin[]
  readonly hazards: readonly MatterOrigin[]
}

/** An item for each that was picked: its words, place and cost come along. */
export function itemsFrom(picked: Picked, origins: Origins | undefined, placeId: PlaceId): ItemBody[] {
  const { ideas = [], hazards = [] } = origins ?? {}
  return [
    ...ideas.flatMap((idea) => {
      const code = picked[idea.id]
      return code ? [{ code, placeId, words: idea.title, plannedFen: idea.costFen, ideaIds: [idea.id] }] : []
    }),
    ...hazards.flatMap((matter) => {
      const code = picked[matter.id]
      return code ? [{ code, placeId: matter.place.id, words: matter.title, hazardIds: [matter.id] }] : []
    }),
  ]
}

interface OriginPickerProps {
  readonly origins: Origins | undefined
  readonly picked: Picked
  readonly onChange: (picked: Picked) => void
  readonly fault: string | undefined
}

/** Adopted ideas and open hazards of a place, each to be ticked and said what kind of work it is. */
export function OriginPicker({ origins, picked, onChange, fault }: OriginPickerProps) {
  const w = useWords(words)
  const { money } = useShown()
  const say = useSay()
  const nameOf = useNameOf()
  if (!origins) return null
  const { ideas, hazards } = origins
  if (ideas.length + hazards.length === 0) return <p className="ui-muted">{w.form.originsNone}</p>
  const ideaNote = ({ author, endorsements, costFen }: IdeaOrigin) =>
    [w.origin.idea(author ?? '—', endorsements), costFen !== null && money(costFen)].filter(Boolean).join(' · ')
  return (
    <div className="ui-stack">
      <p className="ui-muted">{w.form.originsHint}</p>
      {ideas.length > 0 && (
        <Ticks
          title={w.origin.ideas}
          rows={ideas.map((idea) => ({ id: idea.id, title: idea.title, note: ideaNote(idea) }))}
          picked={picked}
          onChange={onChange}
        />
      )}
      {hazards.length > 0 && (
        <Ticks
          title={w.origin.hazards}
          rows={hazards.map((one) => ({
            ...{ id: one.id, title: one.title },
            note: [one.number, say(one.category), nameOf(one.place)].join(' · '),
          }))}
          picked={picked}
          onChange={onChange}
        />
      )}
      {fault && <ErrorNote what={fault} />}
    </div>
  )
}

interface TicksProps {
  readonly title: string
  readonly rows: readonly { readonly id: string; readonly title: string; readonly note: string }[]
  readonly picked: Picked
  readonly onChange: (picked: Picked) => void
}

function Ticks({ title, rows, picked, onChange }: TicksProps) {
  const w = useWords(words).origin
  const without = (id: string) => Object.fromEntries(Object.entries(picked).filter(([key]) => key !== id))
  return (
    <fieldset className="rn-ticks">
      <legend>{title}</legend>
      {rows.map(({ id, title: name, note }) => (
        <div key={id} className="rn-tick">
          <label>
            <input
              type="checkbox"
              checked={id in picked}
              onChange={(event) => onChange(event.target.checked ? { ...picked, [id]: '' } : without(id))}
            />
            <span>
              {name}
              <span className="ui-muted ui-small rn-tick-note">{note}</span>
            </span>
          </label>
          {id in picked && (
            <WorkSelect
              label={w.itemOf(name)}
              placeholder={w.choose}
              value={picked[id] ?? ''}
              onChange={(code) => onChange({ ...picked, [id]: code })}
            />
          )}
        </div>
      ))}
    </fieldset>
  )
}
