import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TickPill } from '../../../ui/pills.tsx'
import { Line, Lines, PlaceSearch, useNameOf } from '../../matters/desk/public.ts'
import { type PlaceView, placeChildren } from '../../places/contract.ts'
import { changeTeam, formTeam, getTeam, listTeams, listVolunteers, type TeamView } from '../contract.ts'
import { words } from './words.ts'

type Compound = { readonly id: PlaceView['id']; readonly name: string; readonly nameEn: string }

/** A new team, or one that is changed. */
export function TeamForm({ of, onDone }: { of: TeamView | null; onDone: () => void }) {
  const w = useWords(words)
  const [place, setPlace] = useState<Compound | null>(of?.team.place ?? null)
  const [said, setSaid] = useState({ name: of?.team.name ?? '', purpose: of?.team.purpose ?? '' })
  const [compounds, setCompounds] = useState<readonly PlaceView['id'][]>(of?.team.compounds.map(({ id }) => id) ?? [])
  const [leaderId, setLeaderId] = useState<string>(of?.leaderId ?? '')
  const changes = [listTeams, getTeam]
  const form = useCommand(formTeam, { changes, onDone })
  const change = useCommand(changeTeam, { changes, onDone })
  const submit = () => {
    if (!place) return
    const leader = (leaderId || null) as NonNullable<TeamView['leaderId']> | null
    const body = { ...said, compoundIds: [...compounds], leaderId: leader }
    if (of) change.mutate({ params: { teamId: of.team.id }, body })
    else form.mutate({ body: { ...body, placeId: place.id } })
  }
  const whole = place && said.name.trim() && said.purpose.trim() && compounds.length > 0
  return (
    <div className="ui-stack">
      <Field label={w.name}>
        {(control) => (
          <Line control={control} value={said.name} maxLength={40} onChange={(name) => setSaid({ ...said, name })} />
        )}
      </Field>
      <Field label={w.purpose}>
        {(control) => (
          <Lines
            control={control}
            rows={2}
            maxLength={300}
            value={said.purpose}
            onChange={(purpose) => setSaid({ ...said, purpose })}
          />
        )}
      </Field>
      {!of && (
        <Field label={w.place}>
          {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
        </Field>
      )}
      {place && <Compounds place={place} chosen={compounds} onChange={setCompounds} />}
      {place && <Leader place={place} value={leaderId} onChange={setLeaderId} />}
      <ErrorNote error={form.error ?? change.error} />
      <div className="ui-row">
        <Button look="main" busy={form.isPending || change.isPending} disabled={!whole} onClick={submit}>
          {w.save}
        </Button>
      </div>
    </div>
  )
}

interface CompoundsProps {
  readonly place: Compound
  readonly chosen: readonly PlaceView['id'][]
  readonly onChange: (ids: readonly PlaceView['id'][]) => void
}

function Compounds({ place, chosen, onChange }: CompoundsProps) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { data } = useEndpoint(placeChildren, { query: { parentId: place.id } })
  return (
    <Field label={w.compounds} group>
      <div className="ui-pills">
        {data?.places.map((one) => (
          <TickPill
            key={one.id}
            checked={chosen.includes(one.id)}
            onChange={(on) => onChange(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
          >
            {nameOf(one)}
          </TickPill>
        ))}
      </div>
    </Field>
  )
}

/** Volunteers of the community, by their masked names and where they live. */
function Leader({ place, value, onChange }: { place: Compound; value: string; onChange: (id: string) => void }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { data } = useEndpoint(listVolunteers, { query: { placeId: place.id, limit: 200 } })
  return (
    <Field label={w.leader}>
      {(control) => (
        <select className="ui-input" {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{w.noLeader}</option>
          {data?.rows.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name} · {nameOf(one.place)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
