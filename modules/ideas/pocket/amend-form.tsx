import { useState } from 'react'
import type { FileId } from '../../../kernel/contract/ids.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { type PhotoDraft, PhotoInput } from '../../../ui/photo-input.tsx'
import { TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { busy, photosOf, sendWhenOnline } from '../../matters/pocket/public.ts'
import { amendIdea, atCall } from '../contract.ts'
import type { OwnProps } from './idea-whole.tsx'
import { changes } from './parts.tsx'
import { words } from './words.ts'

const mostPhotos = 6

/** Photos that are with the idea already, as the input shows those that it sent. */
const storedDrafts = (fileIds: readonly FileId[], receipt: string | undefined): PhotoDraft[] =>
  photosOf(fileIds, receipt).map(({ id, thumb }) => ({ id, blob: undefined, preview: thumb, state: 'sent', share: 1 }))

/** The author's new words and photos; the old ones stay as a version. */
export function AmendForm({ of, receipt, onDone }: OwnProps & { readonly onDone: () => void }) {
  const w = useWords(words)
  const ui = useUiWords()
  const [title, setTitle] = useState(of.title)
  const [body, setBody] = useState(of.body)
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>(() => storedDrafts(of.fileIds, receipt))
  const { data: call } = useEndpoint(atCall, { params: { code: of.call.code } })
  const send = useCommand(amendIdea, {
    changes,
    onDone: () => {
      toast(w.saved)
      onDone()
    },
  })
  const fileIds = photos.filter(({ state }) => state === 'sent').map(({ id }) => id as FileId)
  const unchanged = title.trim() === of.title && body.trim() === of.body && fileIds.join() === of.fileIds.join()
  const save = () =>
    send.mutate({
      params: { ideaId: of.id },
      body: { title: title.trim(), body: body.trim(), fileIds, ...(receipt ? { receipt } : {}) },
    })
  return (
    <Card title={w.edit}>
      <Field label={w.what} error={title.trim() === '' ? w.fault.title : send.error?.field('title')}>
        {(control) => <TextInput control={control} value={title} onChange={setTitle} maxLength={60} />}
      </Field>
      <Field label={w.body} error={body.trim() === '' ? w.fault.body : send.error?.field('body')}>
        {(control) => <TextArea control={control} rows={6} value={body} onChange={setBody} maxLength={2000} />}
      </Field>
      <Field label={w.photos} hint={w.photosHint} optional group error={send.error?.field('fileIds')}>
        <PhotoInput photos={photos} onChange={setPhotos} {...sendWhenOnline()} max={mostPhotos} />
      </Field>
      {call?.moderation === 'before' && <Remark icon="info">{w.saveAgain}</Remark>}
      <ErrorNote error={send.error} kept={w.kept} />
      <BigButton
        look="main"
        icon="check"
        busy={send.isPending}
        disabled={unchanged || busy(photos) || title.trim() === '' || body.trim() === ''}
        onClick={save}
      >
        {w.save}
      </BigButton>
      <Button tall wide look="quiet" onClick={onDone}>
        {ui.cancel}
      </Button>
    </Card>
  )
}
