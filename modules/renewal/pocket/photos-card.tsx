import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { type PhotoDraft, PhotoInput } from '../../../ui/photo-input.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { busy, idsOf, sendWhenOnline } from '../../matters/pocket/public.ts'
import { addPhoto, atProject, type PublicProject, type SpotView } from '../contract.ts'
import { phaseNow } from '../web/phase-now.ts'
import { SpotPictures } from '../web/spot-pictures.tsx'
import { type Phase, phaseNames, phases } from '../work-kinds.ts'
import { words } from './words.ts'

/** Each spot before and after; staff on the spot add photos. */
export function PhotosCard({ of }: { of: PublicProject }) {
  const w = useWords(words)
  const [at, setAt] = useState<SpotView | null>(null)
  const may = of.reader.mayAddPhotos
  const spots = of.spots.filter(({ photos }) => may || photos.length > 0)
  if (spots.length === 0) return null
  return (
    <Card title={w.photos}>
      {spots.map((spot) => (
        <section key={spot.id} className="rp-spot">
          <h3>{spot.name}</h3>
          <SpotPictures spot={spot} />
          {may && (
            <Button icon="camera" label={w.addPhotoAt(spot.name)} onClick={() => setAt(spot)}>
              {w.addPhoto}
            </Button>
          )}
        </section>
      ))}
      <Sheet open={at !== null} title={at ? w.addPhotoAt(at.name) : w.addPhoto} onClose={() => setAt(null)}>
        {at && <PhotoForm of={of} spot={at} onDone={() => setAt(null)} />}
      </Sheet>
    </Card>
  )
}

interface PhotoFormProps {
  readonly of: PublicProject
  readonly spot: SpotView
  readonly onDone: () => void
}

function PhotoForm({ of, spot, onDone }: PhotoFormProps) {
  const w = useWords(words)
  const say = useSay()
  const [phase, setPhase] = useState<Phase>(phaseNow(of))
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const [fileId] = idsOf(photos)
  const send = useCommand(addPhoto, {
    changes: [atProject],
    onDone: () => {
      toast(w.photoSent)
      onDone()
    },
  })
  return (
    <div className="ui-stack">
      <Field label={w.phase} group>
        <Pills
          value={phase}
          onChange={setPhase}
          options={phases.map((value) => ({ value, label: say(phaseNames[value]) }))}
        />
      </Field>
      <Field label={w.photo} group>
        <PhotoInput photos={photos} onChange={setPhotos} {...sendWhenOnline()} max={1} camera />
      </Field>
      <ErrorNote error={send.error} kept={w.kept} />
      <BigButton
        icon="send"
        busy={send.isPending}
        disabled={!fileId || busy(photos)}
        onClick={() =>
          fileId &&
          send.mutate({ params: { projectId: of.id, spotId: spot.id }, body: { phase, fileId, onDay: of.today } })
        }
      >
        {w.send}
      </BigButton>
    </div>
  )
}
