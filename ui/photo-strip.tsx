import './photos.css'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Icon } from './icon.tsx'
import { useUiWords } from './words.ts'

export interface Photo {
  readonly id: string
  readonly thumb: string
  readonly full: string
  /** What it shows, or when it was taken: “处理前”. */
  readonly caption?: string
}

/** Photos as small squares; pressing one shows it large, arrow keys and buttons lead to the others. */
export function PhotoStrip({ label, photos }: { label: string; photos: readonly Photo[] }) {
  const words = useUiWords()
  const [at, setAt] = useState<number | null>(null)
  if (photos.length === 0) return null
  return (
    <>
      <ul className="ui-photos" aria-label={label}>
        {photos.map((photo, i) => (
          <li key={photo.id}>
            <button type="button" className="ui-photo" style={{ width: '100%' }} onClick={() => setAt(i)}>
              <img src={photo.thumb} alt={photo.caption ? '' : words.photo(i + 1, photos.length)} loading="lazy" />
              {photo.caption && <span className="ui-photo-caption">{photo.caption}</span>}
            </button>
          </li>
        ))}
      </ul>
      <Lightbox photos={photos} at={at} onAt={setAt} />
    </>
  )
}

interface LightboxProps {
  readonly photos: readonly Photo[]
  readonly at: number | null
  readonly onAt: (at: number | null) => void
}

function Lightbox({ photos, at, onAt }: LightboxProps) {
  const words = useUiWords()
  const frame = useRef<HTMLDialogElement>(null)
  const open = at !== null
  useEffect(() => {
    const it = frame.current
    if (open && it && !it.open) it.showModal()
    if (!open && it?.open) it.close()
  }, [open])
  const photo = at === null ? undefined : photos[at]
  const go = (by: number) => at !== null && onAt((at + by + photos.length) % photos.length)
  const byKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') go(-1)
    if (event.key === 'ArrowRight') go(1)
  }
  const said = at === null ? '' : words.photo(at + 1, photos.length)
  return (
    <dialog ref={frame} className="ui-lightbox" aria-label={said} onClose={() => onAt(null)} onKeyDown={byKey}>
      {photo && (
        <figure>
          <img src={photo.full} alt={photo.caption ?? said} />
          <figcaption>
            <span>{photo.caption}</span>
            <span aria-live="polite">{said}</span>
          </figcaption>
          <Way name="close" icon="cross" label={words.close} onClick={() => onAt(null)} />
          {photos.length > 1 && <Way name="back" icon="back" label={words.previous} onClick={() => go(-1)} />}
          {photos.length > 1 && <Way name="on" icon="forward" label={words.next} onClick={() => go(1)} />}
        </figure>
      )}
    </dialog>
  )
}

interface WayProps {
  readonly name: 'close' | 'back' | 'on'
  readonly icon: 'cross' | 'back' | 'forward'
  readonly label: string
  readonly onClick: () => void
}

function Way({ name, icon, label, onClick }: WayProps) {
  return (
    <button type="button" className={`ui-lightbox-way ui-lightbox-${name}`} aria-label={label} onClick={onClick}>
      <Icon name={icon} size={26} />
    </button>
  )
}
