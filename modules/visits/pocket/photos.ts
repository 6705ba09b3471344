import type { FileId } from '../../../kernel/contract/ids.ts'
import type { OutboxFile } from '../../../kernel/web/outbox.ts'
import { upload } from '../../../kernel/web/upload.ts'
import type { PhotoDraft, SendPhoto } from '../../../ui/photo-input.tsx'
import { uploadFile } from '../../files/contract.ts'

const sendPhoto: SendPhoto = ({ id, blob, onProgress, signal }) =>
  upload(uploadFile, blob, { fields: { id }, name: 'photo.jpg', onProgress, signal })

/** Sends a photo as soon as it was taken; without a network it stays and goes with the visit. */
export const sendWhenOnline = (): { send?: SendPhoto } => (navigator.onLine ? { send: sendPhoto } : {})

export const idsOf = (photos: readonly PhotoDraft[]): FileId[] =>
  photos.filter(({ blob }) => blob).map(({ id }) => id as FileId)

/** All photos go with the command: one that has arrived is sent again only if it was thrown away before the command came. */
export const filesOf = (photos: readonly PhotoDraft[]): OutboxFile[] =>
  photos.flatMap(({ id, blob, state }) =>
    blob ? [{ endpoint: uploadFile, file: blob, name: 'photo.jpg', fields: { id }, arrived: state === 'sent' }] : [],
  )

export const busy = (photos: readonly PhotoDraft[]): boolean =>
  photos.some(({ state }) => state === 'shrinking' || state === 'sending')
