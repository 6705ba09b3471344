import { useState } from 'react'
import type { Endpoint } from '../../../../kernel/contract/endpoint.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import {
  addPlace,
  changePlace,
  crsNames,
  getPlace,
  type LevelView,
  type PlaceView,
  placeChildren,
  placeMap,
  placeTree,
  retirePlace,
} from '../../contract.ts'
import { nameOf } from '../names.ts'
import { words } from './words.ts'

/** What is out of date once the register changed. */
export const changed: readonly Endpoint[] = [placeTree, getPlace, placeMap, placeChildren]

const wholeOf = (typed: string): number | null =>
  /^\d{1,6}$/.test(typed.trim()) && Number(typed) <= 100_000 ? Number(typed) : null
const degreesOf = (typed: string): number | null => {
  const n = Number(typed)
  return typed.trim() !== '' && Number.isFinite(n) && Math.abs(n) <= 180 ? n : null
}

export interface AddDialogProps {
  readonly parent: PlaceView
  readonly levels: readonly LevelView[]
  readonly onClose: () => void
}

/** Adds a place below another, with a pin where somebody read its coordinates. */
export function AddDialog({ parent, levels, onClose }: AddDialogProps) {
  const w = useWords(words)
  const say = useSay()
  const rank = levels.find(({ code }) => code === parent.level)?.rank ?? -1
  const lower = levels.filter((level) => level.rank > rank)
  const [level, setLevel] = useState(lower[0]?.code ?? '')
  const [name, setName] = useState('')
  const [nameEn, setNameEn] = useState('')
  const [households, setHouseholds] = useState('')
  const [[lng, lat], setSpot] = useState<readonly [string, string]>(['', ''])
  const [crs, setCrs] = useState<string>('GCJ02')
  const add = useCommand(addPlace, {
    changes: changed,
    onDone: () => {
      toast(w.added)
      onClose()
    },
  })
  const [x, y, count] = [degreesOf(lng), degreesOf(lat), wholeOf(households)]
  const half = (lng.trim() === '') !== (lat.trim() === '') || (lng.trim() !== '' && (x === null || y === null))
  const send = () =>
    add.mutate({
      params: { placeId: parent.id },
      body: {
        ...{ level, name: name.trim() },
        ...(nameEn.trim() ? { nameEn: nameEn.trim() } : {}),
        ...(count === null ? {} : { households: count }),
        ...(x === null || y === null ? {} : { lng: x, lat: y, crs: crs as (typeof crsNames)[number] }),
      },
    })
  return (
    <ConfirmDialog
      open
      wide
      title={w.addTitle(nameOf(parent))}
      confirm={w.add}
      busy={add.isPending}
      notYet={name.trim() === '' || level === '' || half || (households !== '' && count === null)}
      error={add.error}
      onClose={onClose}
      onConfirm={send}
    >
      <div className="places-pair">
        <Field label={w.level}>
          {(control) => (
            <Select
              control={control}
              value={level}
              onChange={setLevel}
              options={lower.map(({ code, zh, en }) => ({ value: code, label: say({ zh, en }) }))}
            />
          )}
        </Field>
        <Field label={w.name} hint={w.nameHint}>
          {(control) => <TextInput control={control} value={name} onChange={setName} maxLength={60} />}
        </Field>
        <Field label={w.nameEn} optional>
          {(control) => <TextInput control={control} value={nameEn} onChange={setNameEn} maxLength={80} />}
        </Field>
        <Field label={w.households} optional>
          {(control) => (
            <TextInput
              control={control}
              inputMode="numeric"
              value={households}
              onChange={setHouseholds}
              maxLength={6}
            />
          )}
        </Field>
        <Field label={w.lng} optional>
          {(control) => (
            <TextInput control={control} inputMode="decimal" value={lng} onChange={(next) => setSpot([next, lat])} />
          )}
        </Field>
        <Field label={w.lat} optional>
          {(control) => (
            <TextInput control={control} inputMode="decimal" value={lat} onChange={(next) => setSpot([lng, next])} />
          )}
        </Field>
      </div>
      {(lng !== '' || lat !== '') && (
        <Field label={w.crs} hint={w.crsHint}>
          {(control) => (
            <Select
              control={control}
              value={crs}
              onChange={setCrs}
              options={crsNames.map((value) => ({ value, label: w.crsNames[value] }))}
            />
          )}
        </Field>
      )}
    </ConfirmDialog>
  )
}

interface OneProps {
  readonly place: PlaceView
  readonly onClose: () => void
}

/** Another name or number of households. */
export function ChangeDialog({ place, onClose }: OneProps) {
  const w = useWords(words)
  const [name, setName] = useState(place.name)
  const [nameEn, setNameEn] = useState(place.nameEn)
  const [households, setHouseholds] = useState(String(place.households))
  const change = useCommand(changePlace, {
    changes: changed,
    onDone: () => {
      toast(w.changed)
      onClose()
    },
  })
  const count = wholeOf(households)
  return (
    <ConfirmDialog
      open
      title={w.changeTitle(nameOf(place))}
      confirm={w.save}
      busy={change.isPending}
      notYet={name.trim() === '' || count === null}
      error={change.error}
      onClose={onClose}
      onConfirm={() =>
        change.mutate({
          params: { placeId: place.id },
          body: { name: name.trim(), nameEn: nameEn.trim(), ...(count === null ? {} : { households: count }) },
        })
      }
    >
      <Field label={w.name} hint={w.nameHint}>
        {(control) => <TextInput control={control} value={name} onChange={setName} maxLength={60} />}
      </Field>
      <Field label={w.nameEn} optional>
        {(control) => <TextInput control={control} value={nameEn} onChange={setNameEn} maxLength={80} />}
      </Field>
      <Field label={w.households}>
        {(control) => (
          <TextInput control={control} inputMode="numeric" value={households} onChange={setHouseholds} maxLength={6} />
        )}
      </Field>
    </ConfirmDialog>
  )
}

/** Retires a place; what still lives in it is said in the refusal. */
export function RetireDialog({ place, onClose, onRetired }: OneProps & { readonly onRetired: () => void }) {
  const w = useWords(words)
  const [why, setWhy] = useState('')
  const retire = useCommand(retirePlace, {
    changes: changed,
    onDone: () => {
      toast(w.retired)
      onRetired()
    },
  })
  return (
    <ConfirmDialog
      open
      title={w.retireTitle(nameOf(place))}
      confirm={w.retire}
      final
      busy={retire.isPending}
      notYet={why.trim().length < 2}
      error={retire.error}
      onClose={onClose}
      onConfirm={() => retire.mutate({ params: { placeId: place.id }, body: { why: why.trim() } })}
    >
      <p>{w.retireText}</p>
      <Field label={w.retireWhy}>
        {(control) => <TextInput control={control} value={why} onChange={setWhy} maxLength={200} />}
      </Field>
    </ConfirmDialog>
  )
}
