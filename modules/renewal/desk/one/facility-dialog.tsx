import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line, PlaceSearch, useNameOf } from '../../../matters/desk/public.ts'
import { addFacility, type FacilityView, type ItemView, keepersAt, type ProjectView } from '../../contract.ts'
import { type FacilityKind, facilityKindNames, facilityKinds } from '../../work-kinds.ts'
import { Choose } from '../choose.tsx'
import type { Place } from '../project-form.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { ItemField } from './moved-dialog.tsx'
import { type Spot, SpotField } from './spot-field.tsx'

/** One facility for the handover list: its place is that of the item which built it, unless another is chosen. */
export function FacilityDialog({ of, onClose }: { of: ProjectView; onClose: () => void }) {
  const w = useWords(words).facility
  const say = useSay()
  const nameOf = useNameOf()
  const [itemId, setItemId] = useState<ItemView['id'] | ''>('')
  const [kind, setKind] = useState<FacilityKind | ''>('')
  const [name, setName] = useState('')
  const [place, setPlace] = useState<Place | null>(null)
  const [keeper, setKeeper] = useState<FacilityView['keeper']['postId'] | ''>('')
  const [rhythm, setRhythm] = useState('30')
  const [point, setPoint] = useState<Spot | null>(null)
  const keepers = useEndpoint(keepersAt, { params: { projectId: of.id } })
  const send = useCommand(addFacility, { changes, onDone: onClose })
  const rhythmDays = Number(rhythm)
  const ready = itemId && kind && name.trim() && place && point && keeper && rhythmDays >= 1 && rhythmDays <= 366
  return (
    <ConfirmDialog
      open
      title={w.add}
      confirm={w.add}
      busy={send.isPending}
      error={send.error}
      notYet={!ready}
      onClose={onClose}
      onConfirm={() =>
        ready &&
        send.mutate({
          params: { projectId: of.id },
          body: { itemId, kind, name: name.trim(), placeId: place.id, point, keeperPostId: keeper, rhythmDays },
        })
      }
    >
      <ItemField
        of={of}
        value={itemId}
        label={w.item}
        onChange={(id) => {
          setItemId(id)
          setPlace(of.items.find((item) => item.id === id)?.place ?? place)
        }}
      />
      <div className="rn-pair">
        <Field label={w.kind}>
          {(control) => (
            <Choose
              control={control}
              none={w.choose}
              value={kind}
              onChange={setKind}
              options={facilityKinds.map((value) => ({ value, label: say(facilityKindNames[value]) }))}
            />
          )}
        </Field>
        <Field label={w.name}>
          {(control) => (
            <Line control={control} value={name} onChange={setName} maxLength={60} placeholder={w.nameExample} />
          )}
        </Field>
      </div>
      <Field label={w.place} hint={w.placeHint} error={send.error?.field('placeId')}>
        {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
      </Field>
      {place && <SpotField label={w.spot} hint={w.spotHint} placeId={place.id} value={point} onChange={setPoint} />}
      <div className="rn-pair">
        <Field label={w.keeper}>
          {(control) => (
            <Choose
              control={control}
              none={w.choose}
              value={keeper}
              onChange={setKeeper}
              options={(keepers.data?.keepers ?? []).map((post) => ({ value: post.id, label: nameOf(post) }))}
            />
          )}
        </Field>
        <Field label={w.rhythm}>
          {(control) => (
            <Line
              control={control}
              value={rhythm}
              onChange={(typed) => setRhythm(typed.replace(/\D/g, '').slice(0, 3))}
            />
          )}
        </Field>
      </div>
    </ConfirmDialog>
  )
}
