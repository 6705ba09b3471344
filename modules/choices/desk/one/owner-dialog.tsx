import { useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { addOwner, listCompounds, listOwners, type OwnerRow, type OwnerView } from '../../owners/contract.ts'
import { ownerKinds } from '../../owners/kinds.ts'
import { choiceBook } from '../../web/words.ts'
import { words } from '../words.ts'
import { emptyRoom, RoomFields, roomOf } from './room-fields.tsx'

interface OwnerDialogProps {
  readonly open: boolean
  readonly compoundId: PlaceId
  readonly buildings: readonly OwnerView['compound'][]
  readonly onClose: () => void
}

/** Registers an owner with the rooms that they hold. */
export function OwnerDialog({ open, compoundId, buildings, onClose }: OwnerDialogProps) {
  const r = useWords(words).register
  const first = buildings.length === 1 ? buildings[0]?.id : ''
  const [person, setPerson] = useState({ kind: 'person' as OwnerRow['kind'], name: '', phone: '' })
  const [rooms, setRooms] = useState([emptyRoom(0, first)])
  const save = useCommand(addOwner, {
    changes: [listOwners, listCompounds],
    onDone: () => {
      setPerson({ kind: 'person', name: '', phone: '' })
      setRooms([emptyRoom(0, first)])
      onClose()
    },
  })
  const made = rooms.flatMap((room) => roomOf(room) ?? [])
  const ready = person.name.trim() !== '' && made.length === rooms.length
  return (
    <ConfirmDialog
      open={open}
      wide
      title={r.add}
      confirm={r.save}
      busy={save.isPending}
      error={save.error}
      notYet={!ready}
      onClose={onClose}
      onConfirm={() =>
        save.mutate({
          params: { compoundId },
          body: { ...person, name: person.name.trim(), phone: person.phone.trim() || null, rooms: made },
        })
      }
    >
      <PersonFields person={person} onChange={setPerson} />
      {rooms.map((room) => (
        <RoomFields
          key={room.key}
          buildings={buildings}
          draft={room}
          onChange={(next) => setRooms((all) => all.map((one) => (one.key === next.key ? next : one)))}
        />
      ))}
      <div>
        <Button
          look="quiet"
          icon="plus"
          onClick={() => setRooms((all) => [...all, emptyRoom(all.length, all.at(-1)?.buildingId)])}
        >
          {r.more}
        </Button>
      </div>
    </ConfirmDialog>
  )
}

interface Person {
  readonly kind: OwnerRow['kind']
  readonly name: string
  readonly phone: string
}

export function PersonFields({ person, onChange }: { person: Person; onChange: (person: Person) => void }) {
  const r = useWords(words).register
  const n = useWords(choiceBook)
  return (
    <>
      <Field label={r.kind} group>
        <Pills
          value={person.kind}
          onChange={(kind) => onChange({ ...person, kind })}
          options={ownerKinds.map((value) => ({ value, label: n.kind[value] }))}
        />
      </Field>
      <Field label={r.name} hint={r.nameHint}>
        {(control) => (
          <Line
            control={control}
            value={person.name}
            onChange={(name) => onChange({ ...person, name })}
            maxLength={100}
          />
        )}
      </Field>
      <Field label={r.phone} hint={r.phoneHint} optional>
        {(control) => (
          <Line
            control={control}
            type="tel"
            value={person.phone}
            onChange={(phone) => onChange({ ...person, phone })}
            maxLength={30}
          />
        )}
      </Field>
    </>
  )
}
