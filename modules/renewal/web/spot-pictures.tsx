import './renewal.css'
import { useSay } from '../../../kernel/web/words.ts'
import { BeforeAfter } from '../../../ui/before-after.tsx'
import { PhotoStrip } from '../../../ui/photo-strip.tsx'
import type { PhotoView, SpotView } from '../contract.ts'
import { phaseNames } from '../work-kinds.ts'
import { pictureOf, useShown } from './show.ts'

/** One spot: before and after one over the other where both are there, every photo below. */
export function SpotPictures({ spot }: { spot: SpotView }) {
  const { book, day } = useShown()
  const say = useSay()
  const said = (photo: PhotoView) => `${say(phaseNames[photo.phase])} · ${day(photo.onDay)}`
  const picture = (photo: PhotoView) => ({
    src: pictureOf(photo.fileId, 'full'),
    alt: [spot.name, said(photo), photo.words].filter(Boolean).join(', '),
    label: said(photo),
  })
  const before = spot.photos.find(({ phase }) => phase === 'before')
  const after = spot.photos.findLast(({ phase }) => phase === 'after')
  const compared = before && after
  const others = compared ? spot.photos.filter((photo) => photo !== before && photo !== after) : spot.photos
  return (
    <div className="rn-spot">
      {compared && <BeforeAfter label={book.compare(spot.name)} before={picture(before)} after={picture(after)} />}
      <PhotoStrip
        label={book.photosOf(spot.name)}
        photos={others.map((photo) => ({
          ...{ id: photo.id, thumb: pictureOf(photo.fileId, 'thumb'), full: pictureOf(photo.fileId, 'full') },
          caption: said(photo),
        }))}
      />
      {spot.photos.length === 0 && <p className="ui-muted">{book.noPhotos}</p>}
    </div>
  )
}
