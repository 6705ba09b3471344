import '../../../ui/input.css'
import './households-desk.css'
import { type FormEvent, useState } from 'react'
import { newId, type PlaceId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useNavigation, useUrlState } from '../../../ui/navigation.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { Line, PlaceFilter } from '../../matters/desk/public.ts'
import { addHousehold, type Change, householdFigures, listHouseholds, readStairs } from '../contract.ts'
import type { MemberValue, RoomId } from '../shapes.ts'
import { useShow } from '../web/show.ts'
import { Choose } from './one/choose.tsx'
import { emptyPerson, isPerson, type PersonDraft, PersonFields, personOf } from './one/person-fields.tsx'
import { words } from './words.ts'

/** `/households/new`: who moved into an empty room. */
export default function NewHouseholdPage() {
  const w = useWords(words)
  const f = w.fresh
  const { go } = useNavigation()
  const [id] = useState(() => newId<'household'>())
  const [{ placeId, roomId }, set] = useUrlState(['placeId', 'roomId'])
  const [fromOn, setFromOn] = useState<string>(today())
  const [people, setPeople] = useState<readonly PersonDraft[]>([emptyPerson])
  const [tried, setTried] = useState(false)
  const add = useCommand(addHousehold, {
    changes: [listHouseholds, householdFigures, readStairs],
    onDone: () => {
      toast(f.saved, 'check')
      go(`/households/${id}`)
    },
  })
  const ready = roomId && people.every((person) => isPerson(person))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!ready) return
    const changes = changesOf(people.map(personOf))
    add.mutate({ body: { id, roomId: roomId as RoomId, ...(fromOn ? { fromOn } : {}), changes } })
  }
  return (
    <Page title={f.title} width="narrow">
      <PageHeader title={f.title} above={[{ words: w.title, to: '/households' }]} />
      <form className="ui-stack" onSubmit={submit}>
        <Sheet>
          <div className="ui-stack">
            <PlaceFilter
              label={f.building}
              placeholder={w.building.pick}
              placeId={placeId}
              onChange={(next) => set({ placeId: next, roomId: undefined })}
            />
            {placeId && (
              <Rooms
                placeId={placeId as PlaceId}
                roomId={roomId}
                onChange={(next) => set({ roomId: next })}
                fault={tried && !roomId ? f.missing : undefined}
              />
            )}
            <Field label={f.fromOn}>
              {(control) => <Line control={control} type="date" value={fromOn} onChange={setFromOn} />}
            </Field>
          </div>
        </Sheet>
        {people.map((person, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are typed into and have no id before they are saved
          <Sheet key={i} title={i === 0 ? f.contact : w.one.member}>
            <div className="ui-stack">
              <PersonFields
                person={person}
                tried={tried}
                onChange={(next) => setPeople(people.map((one, at) => (at === i ? next : one)))}
              />
            </div>
          </Sheet>
        ))}
        <div>
          <Button icon="plus" onClick={() => setPeople([...people, { ...emptyPerson, relation: 'spouse' }])}>
            {w.one.addMember}
          </Button>
        </div>
        {tried && !roomId && !placeId && <ErrorNote what={f.missing} />}
        <ErrorNote error={add.error} />
        <div>
          <Button type="submit" look="main" icon="check" busy={add.isPending}>
            {f.save}
          </Button>
        </div>
      </form>
    </Page>
  )
}

/** The first one is the contact as well. */
function changesOf(people: readonly MemberValue[]): Change[] {
  const [first] = people
  const shared = { basisId: null }
  const members = people.map((value) => ({
    ...{ ...shared, id: newId<'entry'>(), value },
    item: { kind: 'member' as const, memberId: newId<'member'>() },
  }))
  if (!first) return members
  const value = { name: first.name, phone: first.phone }
  return [{ ...shared, id: newId<'entry'>(), item: { kind: 'contact' }, value }, ...members]
}

interface RoomsProps {
  readonly placeId: PlaceId
  readonly roomId: string | undefined
  readonly onChange: (roomId: string | undefined) => void
  readonly fault: string | undefined
}

function Rooms({ placeId, roomId, onChange, fault }: RoomsProps) {
  const f = useWords(words).fresh
  const show = useShow()
  const { data, error } = useEndpoint(readStairs, { params: { placeId } })
  const empty = (data?.doors ?? []).filter(({ householdId }) => householdId === null)
  return (
    <>
      <ErrorNote error={error} />
      {data && empty.length === 0 && <p className="ui-muted">{f.noRoom}</p>}
      {empty.length > 0 && (
        <Field label={f.room} error={fault}>
          {(control) => (
            <Choose
              control={control}
              value={roomId ?? ''}
              empty="—"
              onChange={(next) => onChange(next || undefined)}
              options={empty.map((door) => ({ value: door.roomId, label: show.door(door) }))}
            />
          )}
        </Field>
      )}
    </>
  )
}
