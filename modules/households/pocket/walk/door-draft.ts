import { type FileId, newId } from '../../../../kernel/contract/ids.ts'
import { type Day, dayOf } from '../../../../kernel/time/day.ts'
import type { VisitId } from '../../../visits/contract.ts'
import type { Change, DoorBody, Stop } from '../../contract.ts'
import { factOf } from '../../facts.ts'
import type {
  ContactValue,
  EntryId,
  FactValue,
  Item,
  MemberId,
  MemberValue,
  Sensitivity,
  WishKind,
} from '../../shapes.ts'

/** Whom one met: somebody, nobody, or a home in which nobody lives any more. */
export const meetings = ['met', 'not_in', 'nobody_lives'] as const
export type Meeting = (typeof meetings)[number]

/** What is filled in at one door; kept on the phone until it has arrived. */
export interface DoorDraft {
  /** The door as it was seen when one began: what is changed names what was seen. */
  readonly stop: Stop
  readonly startedAt: string
  /** Under which it waits in the outbox; stays the same however often it is changed. */
  readonly itemId: string
  /** It was handed to the outbox. */
  readonly saved: boolean
  readonly visitId: VisitId
  readonly meeting: Meeting | null
  /** As typed, by the code of the question. */
  readonly answers: Readonly<Record<string, string>>
  /** Facts that were known and are said to be otherwise now, by key. */
  readonly corrections: Readonly<Record<string, string>>
  readonly contact: { readonly name: string; readonly phone: string } | null
  readonly arrived: readonly Arrival[]
  /** Members who no longer live here. */
  readonly left: readonly MemberId[]
  /** Circumstances that were seen here, of the household or of a member. */
  readonly given: readonly { readonly code: string; readonly memberId: MemberId | null }[]
  /** Entries of circumstances that are over. */
  readonly over: readonly EntryId[]
  readonly words: string
  readonly sensitivity: Sensitivity
  readonly matter: { readonly category: string | null } | null
  readonly wish: WishKind | null
  readonly volunteer: boolean
  readonly followUp: boolean
  readonly photos: readonly { readonly id: string; readonly blob: Blob }[]
}

export interface Arrival {
  readonly name: string
  readonly relation: MemberValue['relation']
  /** `1941-03`, or empty. */
  readonly birth: string
}

export const freshDraft = (stop: Stop, at: Date): DoorDraft => ({
  stop,
  startedAt: at.toISOString(),
  itemId: newId(),
  saved: false,
  visitId: newId<'visit'>(),
  meeting: null,
  answers: {},
  corrections: {},
  contact: null,
  arrived: [],
  left: [],
  given: [],
  over: [],
  words: '',
  sensitivity: 'open_to_community',
  matter: null,
  wish: null,
  volunteer: false,
  followUp: false,
  photos: [],
})

/**
 * A draft that was handed over and is opened again: under new ids, for the older one may have arrived without our hearing of
 * it, and what arrives under ids that are known is taken for a repetition and not read.
 */
export const renewed = (draft: DoorDraft): DoorDraft => ({
  ...draft,
  visitId: newId<'visit'>(),
  photos: draft.photos.map((photo) => ({ ...photo, id: newId() })),
})

export type DoorFault = 'meeting' | 'words' | 'contact' | 'arrived'

/** What is missing before it can be saved. */
export function faultOf(draft: DoorDraft): DoorFault | null {
  if (draft.meeting === null) return 'meeting'
  if (draft.meeting !== 'met') return null
  if (draft.contact && draft.contact.name.trim() === '') return 'contact'
  if (draft.arrived.some(({ name, birth }) => name.trim() === '' || !/^$|^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(birth)))
    return 'arrived'
  const said = draft.words.trim().length
  if ((draft.matter !== null && said < 4) || ((draft.wish !== null || draft.volunteer) && said < 1)) return 'words'
  return null
}

/** What is sent. Where nobody was met there is nothing to tell but words. */
export function bodyOf(draft: DoorDraft, category: string, heldAt: Date): DoorBody {
  const { stop } = draft
  const met = draft.meeting === 'met'
  const note = noteOf(draft, met, category)
  const shared = {
    visitId: draft.visitId,
    dueId: stop.due.id,
    method: stop.due.method,
    reached: met,
    heldAt: heldAt.toISOString(),
    ...(draft.meeting === 'nobody_lives' ? { nobodyLives: true } : {}),
    ...(note ? { note } : {}),
    ...(draft.photos.length > 0 ? { fileIds: draft.photos.map(({ id }) => id as FileId) } : {}),
  }
  if (!met) return shared
  const answers = answersOf(draft)
  const bases = basesOf(stop, Object.keys(answers))
  const changes = changesOf(draft, stop, dayOf(heldAt))
  return {
    ...shared,
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...(Object.keys(bases).length > 0 ? { bases } : {}),
    ...(changes.length > 0 ? { changes } : {}),
    ...(draft.followUp ? { followUp: true } : {}),
  }
}

/** What was answered; numbers as such, for they are kept as facts. */
function answersOf({ answers, stop }: DoorDraft): Record<string, string | number> {
  const isNumber = (code: string) => stop.questions.some((one) => one.code === code && one.answer === 'number')
  return Object.fromEntries(
    Object.entries(answers)
      .map(([code, typed]) => [code, typed.trim()] as const)
      .filter(([, typed]) => typed !== '')
      .map(([code, typed]) => [code, isNumber(code) && Number.isFinite(Number(typed)) ? Number(typed) : typed]),
  )
}

function noteOf(draft: DoorDraft, met: boolean, category: string): DoorBody['note'] {
  const words = draft.words.trim()
  if (words === '') return undefined
  return {
    id: newId<'note'>(),
    words,
    sensitivity: draft.sensitivity,
    ...(met && draft.matter ? { matter: { category, words } } : {}),
    ...(met && draft.wish ? { wish: { id: newId<'wish'>(), kind: draft.wish } } : {}),
    ...(met && draft.volunteer ? { volunteer: true } : {}),
  }
}

/** What the phone had as current of the facts that were asked. */
function basesOf(stop: Stop, asked: readonly string[]): Record<string, EntryId> {
  const keys = stop.questions.flatMap(({ code, fact }) => (fact && asked.includes(code) ? [fact] : []))
  return Object.fromEntries(
    stop.facts.filter(({ key }) => keys.includes(key)).map(({ key, entryId }) => [key, entryId]),
  )
}

function changesOf(draft: DoorDraft, stop: Stop, today: Day): Change[] {
  const change = (item: Item, value: Change['value'], basisId: EntryId | null): Change => ({
    ...{ id: newId<'entry'>(), item, value, basisId },
    source: 'visit',
  })
  const contact = draft.contact
    ? [change({ kind: 'contact' }, contactOf(draft.contact), stop.contact?.entryId ?? null)]
    : []
  const corrected = stop.facts.flatMap(({ key, value, entryId }) => {
    const next = factFrom(key, draft.corrections[key] ?? '')
    return next === null || String(next) === String(value) ? [] : [change({ kind: 'fact', key }, next, entryId)]
  })
  const arrived = draft.arrived.map((one) =>
    change({ kind: 'member', memberId: newId<'member'>() }, memberOf(one), null),
  )
  const left = stop.members
    .filter(({ memberId }) => draft.left.includes(memberId))
    .map(({ memberId, entryId }) => change({ kind: 'member', memberId }, null, entryId))
  const given = draft.given.map((one) => change({ kind: 'circumstance', ...one }, { fromOn: today }, null))
  const over = stop.circumstances.flatMap(({ code, memberId, entryId }) =>
    entryId && draft.over.includes(entryId) ? [change({ kind: 'circumstance', code, memberId }, null, entryId)] : [],
  )
  return [...contact, ...corrected, ...arrived, ...left, ...given, ...over]
}

const contactOf = ({ name, phone }: { name: string; phone: string }): ContactValue => ({
  name: name.trim(),
  phone: phone.trim() || null,
})

const memberOf = ({ name, relation, birth }: Arrival): MemberValue => ({
  name: name.trim(),
  ...{ phone: null, birth: birth || null, sex: null, relation },
})

/** A fact as it is kept, of what was typed; null: nothing was. */
export function factFrom(key: string, typed: string): FactValue | null {
  const text = typed.trim()
  if (text === '') return null
  const kind = factOf(key)
  if (kind?.answer === 'number') return Number.isFinite(Number(text)) ? Number(text) : null
  return kind?.list ? [text] : text
}
