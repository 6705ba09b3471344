import { lazy, Suspense, useState } from 'react'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { type PhotoDraft, PhotoInput } from '../../../ui/photo-input.tsx'
import { PhotoStrip } from '../../../ui/photo-strip.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { filesOf, idsOf, photosOf, sendWhenOnline, busy as stillBusy } from '../../matters/pocket/public.ts'
import type { DoorView } from '../contract.ts'
import { type AttendanceView, addPhotos, closeAttendance } from '../leader/contract.ts'
import { attendanceWords as words } from './attendance-words.ts'
import { useSending } from './use-attendance.ts'

const QrCode = lazy(() => import('../../../ui/qr-code.tsx'))

function Code({ path, label }: { path: string; label: string }) {
  return (
    <Suspense fallback={<span className="ga-code" />}>
      <QrCode className="ga-code" text={`${location.origin}${path}`} label={label} />
    </Suspense>
  )
}

/** For everybody else who comes: they check in on their own phones. */
export function DoorCode({ code }: { code: string }) {
  const w = useWords(words)
  return (
    <Card title={w.code}>
      <Code path={`/g/${code}`} label={w.code} />
    </Card>
  )
}

/** On the page of the activity: the leader's way to the list, or one's own code for the leader to scan. */
export function LeaderCard({ of }: { of: DoorView }) {
  const w = useWords(words)
  const own = of.mine.find(({ kind, checkedInAt }) => kind === 'person' && checkedInAt === null)
  if (of.led === 'by_me')
    return (
      <Card>
        <p className="ga-lead">{w.openText}</p>
        <Button look="main" tall wide to={`/gatherings/${of.id}/attendance`}>
          {w.open}
        </Button>
      </Card>
    )
  if (of.led === null || !own || of.noCheckIn) return null
  return (
    <Card title={w.mine}>
      <p className="ui-muted">{w.mineText}</p>
      <Code path={`/gatherings/${of.id}/attendance?entry=${own.id}`} label={w.mine} />
    </Card>
  )
}

export function PhotosCard({ of }: { of: AttendanceView }) {
  const w = useWords(words)
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const { send, busy, error } = useSending(of.id)
  const upload = async () => {
    const args = { params: { gatheringId: of.id }, body: { fileIds: idsOf(photos) } }
    const done = await send({ endpoint: addPhotos, args, label: w.labelPhotos(of.title), files: filesOf(photos) })
    if (!done) return
    setPhotos([])
    toast(done === 'sent' ? w.sent : w.queued)
  }
  if (of.state === 'cancelled') return null
  return (
    <Card title={w.photos}>
      <div className="ui-stack">
        {of.materialIds.length > 0 && <PhotoStrip label={w.photos} photos={photosOf(of.materialIds)} />}
        <p className="ui-muted ui-small">{w.photosText}</p>
        <PhotoInput photos={photos} onChange={setPhotos} {...sendWhenOnline()} label={w.photos} />
        <ErrorNote error={error} />
        {photos.length > 0 && (
          <BigButton icon="up" busy={busy || stillBusy(photos)} onClick={() => void upload()}>
            {w.send}
          </BigButton>
        )}
      </div>
    </Card>
  )
}

export function CloseCard({ of, there }: { of: AttendanceView; there: number }) {
  const w = useWords(words)
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const { send, busy, error } = useSending(of.id)
  // Nobody is there by the server's list, but taps wait on this phone: they are sent first.
  const blocked = of.noClose && there > 0 && new Date().toISOString() >= of.startsAt ? null : of.noClose
  const close = async () => {
    const args = { params: { gatheringId: of.id }, body: {} }
    const done = await send({ endpoint: closeAttendance, args, label: w.labelClose(of.title) })
    if (!done) return
    setAsking(false)
    toast(done === 'sent' ? w.closed : w.queued)
  }
  if (of.state === 'cancelled') return null
  return (
    <Card>
      <BigButton look={there > 0 ? 'main' : 'plain'} disabled={blocked !== null} onClick={() => setAsking(true)}>
        {w.close}
      </BigButton>
      {blocked && <p className="ui-muted ui-small">{say(blocked)}</p>}
      <ConfirmDialog
        open={asking}
        title={w.closeTitle}
        confirm={w.close}
        busy={busy}
        error={error}
        onClose={() => setAsking(false)}
        onConfirm={() => void close()}
      >
        <p>{w.closeText(there)}</p>
      </ConfirmDialog>
    </Card>
  )
}

/** Stars and words of those who came, without names. */
export function FeedbackCard({ of }: { of: AttendanceView }) {
  const w = useWords(words)
  return (
    <Card title={w.feedback}>
      {of.rating ? (
        <p>
          <strong>{w.stars(of.rating.average.toFixed(1), of.rating.count)}</strong>
        </p>
      ) : (
        <p className="ui-muted">{w.noFeedback}</p>
      )}
      {of.said.map(({ rating, words: said }, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: words without names have no other key
        <p key={n} className="ga-said">
          <span aria-hidden="true">{'★'.repeat(rating)}</span> {said}
        </p>
      ))}
    </Card>
  )
}
