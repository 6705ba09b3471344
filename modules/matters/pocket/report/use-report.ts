import { useState } from 'react'
import { type MatterId, newId, type PlaceId } from '../../../../kernel/contract/ids.ts'
import type { ApiError } from '../../../../kernel/web/client.ts'
import { sendOrQueue } from '../../../../kernel/web/outbox.ts'
import type { PhotoDraft } from '../../../../ui/photo-input.tsx'
import { type KindView, patrolReport, report } from '../../contract.ts'
import { answersOf, plainAnswers, type Typed } from '../../forms/typed.ts'
import { filesOf, idsOf } from '../parts/photos.ts'
import { keepReceipt } from '../parts/receipts.ts'
import { lastPlaceName, remember, useRemembered } from '../parts/remembered.ts'
import type { ChosenPlace } from './place-list.tsx'

/** What was typed so far; kept on the phone until it is sent. */
export interface ReportDraft {
  /** The matter's id, made here, so that a retry names the same matter. */
  readonly id: MatterId
  readonly place: ChosenPlace | null
  readonly placeDetail: string
  readonly kind: string
  /** Null while untouched: a likely suggestion is taken. */
  readonly category: string | null
  readonly body: string
  readonly urgent: boolean
  readonly visibility: 'open' | 'public' | 'holder'
  readonly name: string
  readonly phone: string
  /** What was filled in of the kind's form; drafts that were kept before there were forms have none. */
  readonly answers?: Typed
  /** Statements that a worker on patrol ticked. */
  readonly filed?: readonly string[]
}

export interface Sent {
  readonly number: string
  readonly receiptCode: string
  readonly holder: { readonly name: string; readonly nameEn: string; readonly officePhone: string | null }
  readonly dueAt: string
}

const fresh = (): ReportDraft => ({
  id: newId<'matter'>(),
  place: null,
  placeDetail: '',
  kind: '',
  category: null,
  body: '',
  urgent: false,
  visibility: 'open',
  name: '',
  phone: '',
})

export const worthKeeping = (draft: ReportDraft): boolean => draft.body.trim().length > 0

/** What the form has settled when it is sent. */
interface Choices {
  readonly place: ChosenPlace
  readonly kind: KindView
  readonly category: string
  /** What it is called in the list of what waits. */
  readonly label: string
}

/** Sends what was written now, or keeps it until the network is back. */
type Deliver<Choice> = (
  draft: ReportDraft,
  photos: readonly PhotoDraft[],
  choice: Choice,
) => Promise<{ readonly sent: true; readonly answer: Sent } | { readonly sent: false }>

/**
 * Something that is being reported, kept on this phone until it is sent.
 * @param keptAs the draft's name on this phone
 */
export function useReporting<Choice extends { readonly label: string }>(keptAs: string, deliver: Deliver<Choice>) {
  const [draft, setDraft] = useRemembered(keptAs, fresh())
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const [outcome, setOutcome] = useState<Sent | 'queued' | null>(null)

  const send = async (choice: Choice) => {
    setSending(true)
    setError(null)
    try {
      const done = await deliver(draft, photos, choice)
      if (done.sent) keepReceipt({ code: done.answer.receiptCode, title: choice.label, at: new Date().toISOString() })
      setOutcome(done.sent ? done.answer : 'queued')
      setDraft(fresh)
      setPhotos([])
    } catch (refusal) {
      setError(refusal as ApiError)
    } finally {
      setSending(false)
    }
  }
  const change = (part: Partial<ReportDraft>) => setDraft((now) => ({ ...now, ...part }))
  const startAnew = () => {
    setDraft((now) => ({ ...fresh(), place: now.place }))
    setPhotos([])
    setError(null)
    setOutcome(null)
  }
  return { draft, change, photos, setPhotos, send, sending, error, outcome, startAnew }
}

/** The report that is being written: by a neighbour, or a find on patrol. */
export function useReport(patrol: boolean) {
  const keptAs = patrol ? 'liren.draft.patrol' : 'liren.draft.report'
  return useReporting<Choices>(keptAs, async (draft, photos, { place, kind, category, label }) => {
    const body = bodyOf(draft, { placeId: place.id, kind, category }, photos)
    const endpoint = patrol ? patrolReport : report
    const done = await sendOrQueue({ endpoint, args: { body }, label, files: filesOf(photos) })
    remember(lastPlaceName, place)
    return done
  })
}

function bodyOf(
  draft: ReportDraft,
  { placeId, kind, category }: { placeId: PlaceId; kind: KindView; category: string },
  photos: readonly PhotoDraft[],
) {
  const { id, placeDetail, body, urgent, visibility, name, phone } = draft
  const reporter = { ...(name.trim() && { name: name.trim() }), ...(phone.trim() && { phone: phone.trim() }) }
  const fileIds = idsOf(photos)
  const answers = answersOf(kind.form ?? [], draft.answers ?? {})
  return {
    id,
    kind: kind.code,
    placeId,
    body: body.trim(),
    visibility,
    ...(category && { category }),
    ...(placeDetail.trim() && { placeDetail: placeDetail.trim() }),
    ...(urgent && { priority: 'urgent' as const }),
    ...(fileIds.length > 0 && { fileIds }),
    ...(Object.keys(answers).length > 0 && { answers: plainAnswers(answers) }),
    ...(draft.filed && draft.filed.length > 0 && kind.filing && { filed: [...draft.filed] }),
    ...(Object.keys(reporter).length > 0 && { reporter }),
  }
}
