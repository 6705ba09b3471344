import { useEffect, useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { type PhotoDraft, PhotoInput } from '../../../../ui/photo-input.tsx'
import { words } from '../words.ts'
import type { PartProps } from './door-form.tsx'

interface PhotosPartProps extends PartProps {
  /** Photos are being made smaller: nothing can be saved yet. */
  readonly onBusy: (busy: boolean) => void
}

/** Photos of a door: they stay on the phone with the draft, and go out with it. */
export function PhotosPart({ draft, change, onBusy }: PhotosPartProps) {
  const w = useWords(words)
  const most = draft.stop.photos
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>(() =>
    draft.photos.map(({ id, blob }) => ({
      ...{ id, blob, preview: URL.createObjectURL(blob), share: 0 },
      state: 'kept',
    })),
  )
  useEffect(() => {
    const ready = photos.flatMap(({ id, blob }) => (blob ? [{ id, blob }] : []))
    if (ready.map(({ id }) => id).join() !== draft.photos.map(({ id }) => id).join()) change({ photos: ready })
  }, [photos, draft.photos, change])
  const shrinking = photos.some(({ state }) => state === 'shrinking')
  useEffect(() => onBusy(shrinking), [shrinking, onBusy])
  return (
    <Field label={w.photos} hint={w.photosHint(most)} optional group>
      <PhotoInput photos={photos} onChange={setPhotos} max={most} camera />
    </Field>
  )
}
