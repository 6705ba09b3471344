import '../parts/choice.css'
import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { type BuildingView, changeBuilding, getPlan, listBuildings } from '../../buildings-contract.ts'
import { BuildingFields, buildingOf, type NamedPost, PostField, textOf } from './building-fields.tsx'
import { words } from './words.ts'

/** Puts right what is known of a building, and who looks after it. */
export function CorrectBuildingDialog({ building, onClose }: { building: BuildingView; onClose: () => void }) {
  const w = useWords(words)
  const [text, setText] = useState(textOf(building))
  const [property, setProperty] = useState<NamedPost | null>(building.propertyPost)
  const [steward, setSteward] = useState<NamedPost | null>(building.stewardPost)
  const send = useCommand(changeBuilding, { changes: [getPlan, listBuildings], onDone: onClose })
  const written = buildingOf(text)
  return (
    <ConfirmDialog
      open
      wide
      title={w.correct}
      confirm={w.correct}
      busy={send.isPending}
      error={send.error}
      notYet={!written}
      onClose={onClose}
      onConfirm={() =>
        written &&
        send.mutate({
          params: { placeId: building.placeId },
          body: { ...written, propertyPostId: property?.id ?? null, stewardPostId: steward?.id ?? null },
        })
      }
    >
      <div className="firm-form">
        <BuildingFields value={text} onChange={(patch) => setText({ ...text, ...patch })} />
        <PostField label={w.property} value={property} onChange={setProperty} />
        <PostField label={w.steward} value={steward} onChange={setSteward} />
      </div>
    </ConfirmDialog>
  )
}
