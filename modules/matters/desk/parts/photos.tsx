import { useState } from 'react'
import type { FileId } from '../../../../kernel/contract/ids.ts'
import { urlOf } from '../../../../kernel/web/client.ts'
import { upload } from '../../../../kernel/web/upload.ts'
import { type PhotoDraft, PhotoInput, type SendPhoto } from '../../../../ui/photo-input.tsx'
import { PhotoStrip } from '../../../../ui/photo-strip.tsx'
import { readFile, uploadFile } from '../../../files/contract.ts'

const send: SendPhoto = ({ id, blob, onProgress, signal }) =>
  upload(uploadFile, blob, { fields: { id }, onProgress, signal, idempotencyKey: id })

/** Photos that are chosen now and sent at once; tells the ids of those that arrived and whether others are under way. */
export function PhotosField({ onChange }: { onChange: (fileIds: readonly FileId[], sending: boolean) => void }) {
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const change = (next: (photos: readonly PhotoDraft[]) => readonly PhotoDraft[]) =>
    setPhotos((now) => {
      const after = next(now)
      // Outside of this update: a parent must not be told while a child renders.
      queueMicrotask(() => tell(after))
      return after
    })
  const tell = (now: readonly PhotoDraft[]) =>
    onChange(
      now.filter((photo) => photo.state === 'sent').map((photo) => photo.id as FileId),
      now.some((photo) => photo.state === 'sending' || photo.state === 'shrinking'),
    )
  return <PhotoInput photos={photos} onChange={change} send={send} />
}

/** Photos of a matter or of one step. */
export function Photos({ label, fileIds }: { label: string; fileIds: readonly FileId[] }) {
  const address = (fileId: FileId, size: 'thumb' | 'full') => urlOf(readFile, { params: { fileId }, query: { size } })
  return (
    <PhotoStrip
      label={label}
      photos={fileIds.map((id) => ({ id, thumb: address(id, 'thumb'), full: address(id, 'full') }))}
    />
  )
}
