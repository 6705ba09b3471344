import '../parts/choice.css'
import { useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { Line, PlaceSearch } from '../../../matters/desk/public.ts'
import { type BuildingPurpose, buildingPurposes, listBuildings, recordBuilding } from '../../contract.ts'
import { Choice } from '../parts/choice.tsx'
import { useNames } from '../parts/show.ts'
import { areaTyped, countTyped } from '../parts/typed.ts'
import { words } from './words.ts'

/** A place becomes an office building; its suites come next, on its own page or by a file. */
export function BuildingDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const w = useWords(words)
  const names = useNames()
  const navigation = useNavigation()
  const [place, setPlace] = useState<{ id: PlaceId; name: string; nameEn: string } | null>(null)
  const [above, setAbove] = useState('')
  const [below, setBelow] = useState('0')
  const [gross, setGross] = useState('')
  const [purpose, setPurpose] = useState<BuildingPurpose | null>('office')
  const [opened, setOpened] = useState('')
  const send = useCommand(recordBuilding, {
    changes: [listBuildings],
    onDone: ({ placeId }) => navigation.go(`/buildings/${placeId}`),
  })
  const floorsAbove = countTyped(above)
  const submit = () => {
    if (!place || floorsAbove === null || !purpose) return
    const grossAreaCm2 = areaTyped(gross)
    send.mutate({
      body: {
        placeId: place.id,
        floorsAbove,
        floorsBelow: countTyped(below) ?? 0,
        purpose,
        ...(grossAreaCm2 === null ? {} : { grossAreaCm2 }),
        ...(opened ? { openedOn: opened } : {}),
      },
    })
  }
  return (
    <ConfirmDialog
      open={open}
      wide
      title={w.record}
      confirm={w.record}
      busy={send.isPending}
      error={send.error}
      notYet={!place || floorsAbove === null || floorsAbove < 1 || !purpose}
      onClose={onClose}
      onConfirm={submit}
    >
      <div className="firm-form">
        <div className="firm-wide">
          <Field label={w.place} hint={w.placeHint} error={send.error?.field('placeId')}>
            {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
          </Field>
        </div>
        <Field label={w.above}>{(control) => <Line control={control} value={above} onChange={setAbove} />}</Field>
        <Field label={w.below}>{(control) => <Line control={control} value={below} onChange={setBelow} />}</Field>
        <Field label={w.purpose}>
          {(control) => (
            <Choice
              control={control}
              value={purpose}
              onChange={setPurpose}
              options={buildingPurposes.map((value) => ({ value, label: names.buildingPurpose[value] }))}
            />
          )}
        </Field>
        <Field label={w.gross} optional>
          {(control) => <Line control={control} value={gross} onChange={setGross} />}
        </Field>
        <Field label={w.opened} optional>
          {(control) => <Line control={control} type="date" value={opened} onChange={setOpened} />}
        </Field>
      </div>
    </ConfirmDialog>
  )
}
