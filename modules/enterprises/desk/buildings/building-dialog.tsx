import '../parts/choice.css'
import { useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { PlaceSearch } from '../../../matters/desk/public.ts'
import { listBuildings, recordBuilding } from '../../buildings-contract.ts'
import { BuildingFields, buildingOf, emptyBuilding } from './building-fields.tsx'
import { words } from './words.ts'

/** A place becomes an office building; its suites come next, on its own page or by a file. */
export function BuildingDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const w = useWords(words)
  const navigation = useNavigation()
  const [place, setPlace] = useState<{ id: PlaceId; name: string; nameEn: string } | null>(null)
  const [text, setText] = useState(emptyBuilding)
  const send = useCommand(recordBuilding, {
    changes: [listBuildings],
    onDone: ({ placeId }) => navigation.go(`/buildings/${placeId}`),
  })
  const written = buildingOf(text)
  return (
    <ConfirmDialog
      open={open}
      wide
      title={w.record}
      confirm={w.record}
      busy={send.isPending}
      error={send.error}
      notYet={!place || !written}
      onClose={onClose}
      onConfirm={() => place && written && send.mutate({ body: { placeId: place.id, ...written } })}
    >
      <div className="firm-form">
        <div className="firm-wide">
          <Field label={w.place} hint={w.placeHint} error={send.error?.field('placeId')}>
            {(control) => <PlaceSearch control={control} value={place} onChange={setPlace} />}
          </Field>
        </div>
        <BuildingFields value={text} onChange={(patch) => setText({ ...text, ...patch })} />
      </div>
    </ConfirmDialog>
  )
}
