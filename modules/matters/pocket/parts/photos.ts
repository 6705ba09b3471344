import type { FileId } from '../../../../kernel/contract/ids.ts'
import { urlOf } from '../../../../kernel/web/client.ts'
import type { OutboxFile } from '../../../../kernel/web/outbox.ts'
import { upload } from '../../../../kernel/web/upload.ts'
import type { PhotoDraft, SendPhoto } from '../../../../ui/photo-input.tsx'
import type { Photo } from '../../../../ui/photo-strip.tsx'
import { readFile, uploadFile } from '../../../files/contract.ts'

/** Sends a photo as soon as it was chosen; it stays loose until the command that names it. */
const sendPhoto: SendPhoto = ({ id, blob, onProgress, signal }) =>
  upload(uploadFile, blob, { fields: { id }, name: 'photo.jpg', onProgress, signal })

/** Gives a photo input its way to send; without a network photos are kept on the phone and go with the command. */
export const sendWhenOnline = (): { send?: SendPhoto } => (navigator.onLine ? { send: sendPhoto } : {})

/** The ids of photos, made on this phone before they were sent. */
export const idsOf = (photos: readonly PhotoDraft[]): FileId[] =>
  photos.filter((photo) => photo.blob).map((photo) => photo.id as FileId)

/** All photos go with the command: one that has arrived is sent again only if it was thrown away before the command came. */
export const filesOf = (photos: readonly PhotoDraft[]): OutboxFile[] =>
  photos.flatMap(({ id, blob, state }) =>
    blob ? [{ endpoint: uploadFile, file: blob, name: 'photo.jpg', fields: { id }, arrived: state === 'sent' }] : [],
  )

/** Still being made smaller or sent: a moment's patience. */
export const busy = (photos: readonly PhotoDraft[]): boolean =>
  photos.some((photo) => photo.state === 'shrinking' || photo.state === 'sending')

/** Stored photos for the strip; whoever has no account shows the receipt code. */
export function photosOf(fileIds: readonly FileId[], receipt?: string): Photo[] {
  const address = (fileId: FileId, size: 'full' | 'thumb') =>
    urlOf(readFile, { params: { fileId }, query: { size, receipt } })
  return fileIds.map((id) => ({ id, thumb: address(id, 'thumb'), full: address(id, 'full') }))
}
