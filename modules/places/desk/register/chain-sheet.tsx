import { useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { type ChainLevel, ChainOfResponsibility } from '../../../../ui/chain.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { chainOf, type PostView } from '../../../people/contract.ts'
import { nameOf } from '../names.ts'
import { words } from './words.ts'

/** The middle of a day in Beijing, where a day’s change of office lies behind it; of today the moment itself. */
export const instantOf = (day: string): { at?: string } =>
  day === today() || !/^\d{4}-\d\d-\d\d$/.test(day) ? {} : { at: new Date(`${day}T12:00:00+08:00`).toISOString() }

export interface ChainSheetProps {
  readonly placeId: PlaceId
  readonly name: string
  readonly day: string
  readonly onDay: (day: string) => void
}

/** Who answers for a place on a day, level by level. */
export function ChainSheet({ placeId, name, day, onDay }: ChainSheetProps) {
  const w = useWords(words)
  const format = useFormat()
  const [typed, setTyped] = useState(day)
  const { data, error } = useEndpoint(chainOf, { params: { placeId }, query: instantOf(day) })
  const level = (post: PostView): ChainLevel => {
    const { id, holder, acting, absentUntil, officePhone } = post
    const standsIn = acting && acting.personId !== holder?.personId ? acting.name : null
    const notes = [
      ...(holder ? [w.since(format.day(holder.since))] : standsIn ? [w.acts(standsIn)] : []),
      ...(officePhone ? [w.phone(officePhone)] : []),
    ]
    return {
      ...{
        id,
        level: nameOf(post),
        place: nameOf({ name: post.placeName, nameEn: post.placeNameEn }),
        name: holder?.name ?? null,
        absent: absentUntil !== null,
      },
      // A vacant post stays drawn as vacant: the line below says who acts.
      ...(holder && standsIn ? { standIn: standsIn } : {}),
      ...(notes.length > 0 ? { note: notes.join(' · ') } : {}),
    }
  }
  return (
    <Sheet title={w.chain}>
      <div className="ui-stack">
        <p className="ui-muted">{w.chainText}</p>
        <div className="places-day">
          <Field label={w.chainOn}>
            {(control) => (
              <TextInput
                control={control}
                type="date"
                value={typed}
                onChange={(next) => {
                  setTyped(next)
                  if (next) onDay(next)
                }}
              />
            )}
          </Field>
        </div>
        <ErrorNote error={error} />
        {data?.posts.length === 0 && <p>{w.chainNone}</p>}
        {data && data.posts.length > 0 && (
          <ChainOfResponsibility label={w.chainLabel(name, format.date(day))} levels={data.posts.map(level)} />
        )}
      </div>
    </Sheet>
  )
}
