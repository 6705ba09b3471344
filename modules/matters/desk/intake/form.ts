import type { BodyOf, ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { type FileId, type MatterId, newId } from '../../../../kernel/contract/ids.ts'
import type { PlaceView } from '../../../places/contract.ts'
import type { draft, KindView, takeDown } from '../../contract.ts'
import { unticked } from '../../form.ts'
import { answersOf, plainAnswers, type Typed, typedFaults } from '../../forms/typed.ts'

/** What is being taken down. */
export interface IntakeForm {
  /** Made here, so that a retry after a dead line never files twice. */
  readonly id: MatterId
  readonly channel: 'phone' | 'counter' | 'wechat'
  readonly body: string
  readonly title: string
  readonly place: PlaceView | null
  readonly placeDetail: string
  readonly category: string
  readonly kind: string
  readonly phone: string
  readonly name: string
  readonly urgent: boolean
  readonly visibility: 'open' | 'public' | 'holder'
  readonly fileIds: readonly FileId[]
  /** The firm that it is taken down for: comes with the address, from a firm's page or a visit. */
  readonly subject: IntakeSubject | null
  /** What was filled in of the kind's form, and the statements that were ticked. */
  readonly answers: Typed
  readonly filed: readonly string[]
}

export interface IntakeSubject {
  readonly kind: string
  readonly id: string
  readonly name: string
}

export type Draft = ResponseOf<typeof draft>
export type Filled = 'place' | 'placeDetail' | 'category' | 'phone' | 'name' | 'urgent'

export const emptyForm = (
  channel: IntakeForm['channel'],
  kind: string,
  subject: IntakeSubject | null = null,
): IntakeForm => ({
  id: newId<'matter'>(),
  channel,
  body: '',
  title: '',
  place: null,
  placeDetail: '',
  category: '',
  kind,
  phone: '',
  name: '',
  urgent: false,
  visibility: 'open',
  fileIds: [],
  subject,
  answers: {},
  filed: [],
})

/**
 * Puts what was read from a message into the form. A field that somebody has filled in by hand is never overwritten;
 * `replaceBody`: the message was pasted whole, so its tidied words take the place of the raw ones.
 */
export function withDraft(
  form: IntakeForm,
  read: Draft,
  byHand: ReadonlySet<string>,
  replaceBody: boolean,
): IntakeForm {
  const free = (field: Filled) => !byHand.has(field)
  return {
    ...form,
    ...(replaceBody && read.body.trim() !== '' ? { body: read.body, title: read.title } : {}),
    ...(free('place') ? { place: plainPlace(read) } : {}),
    ...(free('placeDetail') && read.placeDetail ? { placeDetail: read.placeDetail } : {}),
    // A message is read for residents' categories; those of firms are chosen by hand.
    ...(free('category') && !form.subject && read.categories[0] ? { category: read.categories[0].code } : {}),
    ...(free('phone') && read.phone ? { phone: read.phone } : {}),
    ...(free('name') && read.name ? { name: read.name } : {}),
    ...(free('urgent') && read.urgent ? { urgent: true } : {}),
  }
}

/** The place that a message names, if it names one alone: taken for another, the matter would go to the wrong hands. */
export function plainPlace({ places }: Draft): PlaceView | null {
  const weight = (at: number) => places[at]?.matched.join('').length ?? 0
  return weight(0) > weight(1) ? (places[0]?.place ?? null) : null
}

export type Fault = 'body' | 'place' | 'answers' | 'filed'

/** What the chosen kind asks for. */
export type AskedKind = Pick<KindView, 'form' | 'filing'>

/** What keeps it from being saved, in the order of the fields. */
export function faultsOf(form: IntakeForm, kind: AskedKind = {}): readonly Fault[] {
  return [
    ...(form.body.trim().length < 4 ? ['body' as const] : []),
    ...(form.place ? [] : ['place' as const]),
    ...(typedFaults(kind.form ?? [], form.answers, true).size > 0 ? ['answers' as const] : []),
    ...(unticked(kind.filing ?? [], form.filed).length > 0 ? ['filed' as const] : []),
  ]
}

/** What goes out; null while something is missing. */
export function bodyOf(form: IntakeForm, kind: AskedKind = {}): BodyOf<typeof takeDown> | null {
  if (!form.place || faultsOf(form, kind).length > 0) return null
  const answers = plainAnswers(answersOf(kind.form ?? [], form.answers))
  const text = (value: string) => value.trim()
  const reporter = {
    ...(text(form.name) ? { name: text(form.name) } : {}),
    ...(text(form.phone) ? { phone: text(form.phone) } : {}),
  }
  return {
    id: form.id,
    channel: form.channel,
    kind: form.kind,
    placeId: form.place.id,
    body: text(form.body),
    visibility: form.visibility,
    priority: form.urgent ? 'urgent' : 'normal',
    ...(text(form.title) ? { title: text(form.title) } : {}),
    ...(form.subject ? { subject: { kind: form.subject.kind, id: form.subject.id } } : {}),
    ...(form.category ? { category: form.category } : {}),
    ...(text(form.placeDetail) ? { placeDetail: text(form.placeDetail) } : {}),
    ...(form.fileIds.length > 0 ? { fileIds: [...form.fileIds] } : {}),
    ...(Object.keys(reporter).length > 0 ? { reporter } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...(kind.filing ? { filed: [...form.filed] } : {}),
  }
}
