import type { MatterId, PostId } from '../../kernel/contract/ids.ts'
import type { DropReason, DueState } from './coverage.ts'
import * as events from './events.ts'
import type { Method } from './rule.ts'
import type { DueId, VisitId } from './tables.ts'

// What the ledger says of dues and visits: the events of a subject folded in their order.

export interface ToldDue {
  readonly state: DueState
  readonly rule_code: string
  readonly rule_version: number
  readonly origin: string
  readonly method: Method
  readonly from_at: string
  /** null: put off by a try, of which the ledger kept no deadline. */
  readonly deadline_at: string | null
  readonly holder_post_id: PostId
  readonly tries: number
  readonly visit_id: VisitId | null
  readonly merged_into_id: DueId | null
  readonly drop_reason: DropReason | null
  readonly ended_at: string | null
}

export interface ToldVisit {
  readonly due_id: DueId
  readonly method: Method
  readonly supplement: boolean
  /** null: a try, which the ledger dates by itself. */
  readonly held_at: string | null
  readonly matter_id: MatterId | null
  /** null: nothing was said in free words. */
  readonly words_hash: string | null
}

export interface ToldSubject {
  endedAt: string | null
  readonly dues: Map<DueId, ToldDue>
  readonly visits: Map<VisitId, ToldVisit>
}

export interface Told {
  readonly type: string
  readonly at: Date
  readonly payload: object
}

export const nothingTold = (): ToldSubject => ({ endedAt: null, dues: new Map(), visits: new Map() })

/** Takes one event of a subject in. */
export function foldSubject(subject: ToldSubject, event: Told): void {
  if (event.type === events.subjectEnded) subject.endedAt = event.at.toISOString()
  if (event.type === events.subjectReturned) subject.endedAt = null
  foldDue(subject.dues, event)
  foldVisit(subject.visits, event)
}

type Of<Payload> = Payload & { readonly dueId: DueId; readonly visitId: VisitId }

function foldDue(dues: Map<DueId, ToldDue>, event: Told): void {
  if (event.type === events.dueMade) {
    const made = event.payload as Of<events.DueMade>
    dues.set(made.dueId, dueMade(made))
    return
  }
  if (event.type === events.pastKept) {
    const { dueId, due } = event.payload as Of<events.PastKept>
    dues.set(dueId, due as ToldDue)
    return
  }
  const { dueId } = event.payload as { readonly dueId?: DueId }
  const due = dueId && dues.get(dueId)
  if (!due) return
  if (event.type === events.dueMerged)
    // What it answered for itself goes along.
    for (const [id, other] of dues)
      if (other.merged_into_id === dueId)
        dues.set(id, { ...other, merged_into_id: (event.payload as Of<events.DueEnded>).intoId as DueId })
  dues.set(dueId, { ...due, ...changeOf(due, event) })
}

function changeOf(due: ToldDue, { type, at, payload }: Told): Partial<ToldDue> {
  const ended = { ended_at: at.toISOString() }
  switch (type) {
    case events.dueWidened: {
      const { fromAt, deadlineAt, method } = payload as Of<events.DueMade>
      return { from_at: fromAt, deadline_at: deadlineAt, method }
    }
    case events.dueMerged:
      return { state: 'merged', merged_into_id: (payload as Of<events.DueEnded>).intoId as DueId, ...ended }
    case events.dueCapped:
      return { state: 'capped', ...ended }
    case events.dueDropped:
      return { state: 'dropped', drop_reason: (payload as Of<events.DueEnded>).reason ?? null, ...ended }
    case events.dueReopened: {
      const { deadlineAt, holderPostId } = payload as Of<events.DueReopened>
      const again = { state: 'open' as const, merged_into_id: null, drop_reason: null, ended_at: null }
      return { ...again, deadline_at: deadlineAt, holder_post_id: holderPostId }
    }
    case events.dueHanded:
      return { holder_post_id: (payload as Of<events.DueHanded>).toPostId }
    case events.visitRecorded: {
      const { visitId, supplement } = payload as Of<events.VisitRecorded>
      return supplement ? {} : { state: 'done', visit_id: visitId, tries: due.tries + 1, ...ended }
    }
    case events.visitAttempted: {
      const { tries, againFromAt, againByAt = null } = payload as Of<events.VisitAttempted>
      return { tries, ...(againFromAt === null ? {} : { from_at: againFromAt, deadline_at: againByAt }) }
    }
    default:
      return {}
  }
}

function foldVisit(visits: Map<VisitId, ToldVisit>, { type, payload }: Told): void {
  if (type === events.visitRecorded) {
    const { dueId, visitId, method, supplement, heldAt, remarkHash } = payload as Of<events.VisitRecorded>
    visits.set(visitId, visit(dueId, method, { supplement, held_at: heldAt, words_hash: remarkHash }))
  }
  if (type === events.visitAttempted) {
    const { dueId, visitId, method } = payload as Of<events.VisitAttempted>
    visits.set(visitId, visit(dueId, method, { supplement: false, held_at: null, words_hash: null }))
  }
  if (type === events.pastKept) {
    const { dueId, visits: told } = payload as Of<events.PastKept>
    for (const { visitId, method, reached, supplement, heldAt, remarkHash } of told) {
      const more = { supplement, held_at: reached ? heldAt : null, words_hash: remarkHash }
      visits.set(visitId as VisitId, visit(dueId, method, more))
    }
  }
  if (type === events.difficultyRaised) {
    const { visitId, matterId } = payload as Of<events.DifficultyRaised>
    const known = visits.get(visitId)
    if (known) visits.set(visitId, { ...known, matter_id: matterId })
  }
}

const dueMade = (made: events.DueMade): ToldDue => ({
  ...{ state: 'open', rule_code: made.rule, rule_version: made.version, origin: made.origin, method: made.method },
  ...{ from_at: made.fromAt, deadline_at: made.deadlineAt, holder_post_id: made.holderPostId, tries: 0 },
  ...{ visit_id: null, merged_into_id: null, drop_reason: null, ended_at: null },
})

const visit = (
  due_id: DueId,
  method: Method,
  more: Pick<ToldVisit, 'supplement' | 'held_at' | 'words_hash'>,
): ToldVisit => ({ due_id, method, matter_id: null, ...more })
