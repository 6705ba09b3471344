import './photos.css'
import { useEffect, useId, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Icon } from './icon.tsx'
import { shrinkPhoto } from './shrink-photo.ts'
import { useUiWords } from './words.ts'

/** A photo that is being added. The id is made here, so a command can name the photo before it was sent. */
export interface PhotoDraft {
  readonly id: string
  /** Made smaller; undefined until that is done. */
  readonly blob: Blob | undefined
  /** An object URL to look at. */
  readonly preview: string
  /** `kept`: no network, or nothing to send it with yet; goes out with the command (see the outbox). */
  readonly state: 'shrinking' | 'sending' | 'sent' | 'failed' | 'kept'
  /** 0 to 1 while sending. */
  readonly share: number
}

/** Sends one photo; rejects when it did not arrive. */
export type SendPhoto = (photo: {
  id: string
  blob: Blob
  onProgress: (share: number) => void
  signal: AbortSignal
}) => Promise<unknown>

export interface PhotoInputProps {
  readonly photos: readonly PhotoDraft[]
  readonly onChange: (change: (photos: readonly PhotoDraft[]) => readonly PhotoDraft[]) => void
  /** Sends each photo as soon as it is chosen; without it photos are kept and go with the command. */
  readonly send?: SendPhoto
  readonly max?: number
  /** Opens the camera at once, where a photo of the spot is meant. */
  readonly camera?: boolean
  readonly label?: string
}

/**
 * Choose or take photos: each is made smaller on the phone, shown, sent with progress, can be retried or removed.
 * `const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])`, then `onChange={setPhotos}`.
 */
export function PhotoInput({ photos, onChange, send, max = 9, camera = false, label }: PhotoInputProps) {
  const words = useUiWords()
  const id = useId()
  const { add, retry, remove, unreadable } = usePhotos(onChange, send)
  return (
    <div>
      <div className="ui-photos">
        {photos.map((photo, i) => (
          <Draft
            key={photo.id}
            photo={photo}
            alt={words.photo(i + 1, photos.length)}
            onRemove={() => remove(photo)}
            onRetry={() => retry(photo)}
          />
        ))}
        {photos.length < max && (
          <label className="ui-photo-add" htmlFor={id}>
            <Icon name="camera" size={26} />
            {label ?? (camera ? words.takePhoto : words.addPhoto)}
            <input
              id={id}
              className="ui-unseen"
              type="file"
              accept="image/*"
              multiple={!camera}
              {...(camera ? { capture: 'environment' as const } : {})}
              onChange={(event) => {
                void add([...(event.target.files ?? [])].slice(0, max - photos.length))
                event.target.value = ''
              }}
            />
          </label>
        )}
      </div>
      <div className="ui-photo-note" role="status">
        {unreadable ? words.photoUnreadable : words.photoLimit(max)}
      </div>
    </div>
  )
}

/** The life of drafts: made smaller, sent, tried again, taken off. What is being sent stops when the form goes away. */
function usePhotos(onChange: PhotoInputProps['onChange'], send: SendPhoto | undefined) {
  const sending = useRef(new Map<string, AbortController>())
  const [unreadable, setUnreadable] = useState(false)
  useEffect(() => {
    const all = sending.current
    return () => {
      for (const one of all.values()) one.abort()
    }
  }, [])

  const patch = (id: string, change: Partial<PhotoDraft>) =>
    onChange((now) => now.map((photo) => (photo.id === id ? { ...photo, ...change } : photo)))
  const drop = (id: string) => onChange((now) => now.filter((photo) => photo.id !== id))

  const sendOne = async (id: string, blob: Blob) => {
    if (!send) return patch(id, { state: 'kept' })
    const stop = new AbortController()
    sending.current.set(id, stop)
    patch(id, { state: 'sending', share: 0 })
    const arrived = await send({ id, blob, onProgress: (share) => patch(id, { share }), signal: stop.signal }).then(
      () => true,
      () => false,
    )
    sending.current.delete(id)
    if (!stop.signal.aborted) patch(id, arrived ? { state: 'sent', share: 1 } : { state: 'failed' })
  }

  const addOne = async (file: File) => {
    const id = uuidv7()
    const preview = URL.createObjectURL(file)
    onChange((now) => [...now, { id, blob: undefined, preview, state: 'shrinking', share: 0 }])
    const blob = await shrinkPhoto(file).catch(() => null)
    if (blob) {
      patch(id, { blob })
      return sendOne(id, blob)
    }
    setUnreadable(true)
    drop(id)
  }

  return {
    unreadable,
    async add(files: readonly File[]) {
      setUnreadable(false)
      // One after the other: several 12-megapixel photos at once are too much for an old phone.
      for (const file of files) await addOne(file)
    },
    retry(photo: PhotoDraft) {
      if (photo.blob) void sendOne(photo.id, photo.blob)
    },
    remove(photo: PhotoDraft) {
      sending.current.get(photo.id)?.abort()
      URL.revokeObjectURL(photo.preview)
      drop(photo.id)
    },
  }
}

interface DraftProps {
  readonly photo: PhotoDraft
  readonly alt: string
  readonly onRemove: () => void
  readonly onRetry: () => void
}

function Draft({ photo, alt, onRemove, onRetry }: DraftProps) {
  const words = useUiWords()
  return (
    <div className="ui-photo">
      <img src={photo.preview} alt={alt} />
      {photo.state === 'shrinking' && <span className="ui-photo-state">{words.photoShrinking}</span>}
      {photo.state === 'kept' && <span className="ui-photo-state">{words.photoKept}</span>}
      {photo.state === 'sending' && (
        <>
          <span className="ui-photo-state">{words.photoSending(Math.round(photo.share * 100))}</span>
          <span className="ui-photo-progress" style={{ width: `${photo.share * 100}%` }} />
        </>
      )}
      {photo.state === 'failed' && (
        <button type="button" className="ui-photo-state" onClick={onRetry}>
          {words.photoFailed}
        </button>
      )}
      <button type="button" className="ui-photo-remove" aria-label={`${words.removePhoto} ${alt}`} onClick={onRemove}>
        <Icon name="cross" size={22} />
      </button>
    </div>
  )
}
