import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { today } from '../../../../kernel/web/today.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { addRoom, correctOwner, correctRoom, getOwner, listOwners, type OwnerView } from '../../owners/contract.ts'
import { words } from '../words.ts'
import { PersonFields } from './owner-dialog.tsx'
import { cm2Of, emptyRoom, RoomFields, roomOf, SourceSelect } from './room-fields.tsx'

interface DialogProps {
  readonly open: boolean
  readonly of: OwnerView
  readonly onClose: () => void
}

const changes = [getOwner, listOwners]

function Why({ value, onChange }: { value: string; onChange: (why: string) => void }) {
  const r = useWords(words).register
  return (
    <Field label={r.why}>
      {(control) => <Line control={control} value={value} onChange={onChange} maxLength={300} />}
    </Field>
  )
}

/** What is left empty stays as it is: names and phones are not shown to be corrected. */
export function CorrectOwnerDialog({ open, of, onClose }: DialogProps) {
  const r = useWords(words).register
  const [person, setPerson] = useState({ kind: of.kind, name: '', phone: '' })
  const [why, setWhy] = useState('')
  const save = useCommand(correctOwner, { changes, onDone: onClose })
  const { kind, name, phone } = person
  const body = { kind, why: why.trim(), ...(name.trim() ? { name } : {}), ...(phone.trim() ? { phone } : {}) }
  return (
    <ConfirmDialog
      open={open}
      title={r.correct}
      confirm={r.save}
      busy={save.isPending}
      error={save.error}
      notYet={why.trim() === ''}
      onClose={onClose}
      onConfirm={() => save.mutate({ params: { ownerId: of.id }, body })}
    >
      <PersonFields person={person} onChange={setPerson} />
      <Why value={why} onChange={setWhy} />
    </ConfirmDialog>
  )
}

export function AddRoomDialog({ open, of, onClose }: DialogProps) {
  const r = useWords(words).register
  const [draft, setDraft] = useState(emptyRoom(0))
  const [why, setWhy] = useState('')
  const { data } = useEndpoint(
    listOwners,
    { params: { compoundId: of.compound.id }, query: { limit: 1 } },
    { enabled: open },
  )
  const save = useCommand(addRoom, { changes, onDone: onClose })
  const room = roomOf(draft)
  return (
    <ConfirmDialog
      open={open}
      wide
      title={r.addRoom}
      confirm={r.save}
      busy={save.isPending}
      error={save.error}
      notYet={why.trim() === '' || room === null}
      onClose={onClose}
      onConfirm={() => room && save.mutate({ params: { ownerId: of.id }, body: { ...room, why: why.trim() } })}
    >
      <RoomFields buildings={data?.buildings ?? []} draft={draft} onChange={setDraft} />
      <Why value={why} onChange={setWhy} />
    </ConfirmDialog>
  )
}

interface RoomDialogProps extends DialogProps {
  readonly held: OwnerView['holdings'][number]
  readonly name: string
}

export function CorrectRoomDialog({ open, of, held, name, onClose }: RoomDialogProps) {
  const r = useWords(words).register
  const [area, setArea] = useState(String(held.areaCm2 / 10_000))
  const [source, setSource] = useState(held.areaSource)
  const [toOn, setToOn] = useState('')
  const [why, setWhy] = useState('')
  const save = useCommand(correctRoom, { changes, onDone: onClose })
  const areaCm2 = cm2Of(area)
  return (
    <ConfirmDialog
      open={open}
      title={r.correctRoom(name)}
      confirm={r.save}
      busy={save.isPending}
      error={save.error}
      notYet={why.trim() === '' || areaCm2 === null}
      onClose={onClose}
      onConfirm={() =>
        areaCm2 &&
        save.mutate({
          params: { ownerId: of.id, holdingId: held.id },
          body: { areaCm2, areaSource: source, why: why.trim(), ...(toOn ? { toOn } : {}) },
        })
      }
    >
      <Field label={r.area}>
        {(control) => <Line control={control} value={area} onChange={(next) => setArea(next.replace(/[^\d.]/g, ''))} />}
      </Field>
      <Field label={r.source}>
        {(control) => <SourceSelect control={control} value={source} onChange={setSource} />}
      </Field>
      <Field label={r.end} optional>
        {(control) => <Line control={control} type="date" max={today()} value={toOn} onChange={setToOn} />}
      </Field>
      <Why value={why} onChange={setWhy} />
    </ConfirmDialog>
  )
}
