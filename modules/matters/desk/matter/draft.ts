import type { FileId, MatterId, PostId } from '../../../../kernel/contract/ids.ts'
import type { ActBody, NextStep } from '../../contract.ts'
import { unticked } from '../../form.ts'
import { answersOf, plainAnswers, type Typed, typedFaults } from '../../forms/typed.ts'
import type { Need } from '../../matter.ts'

/** What a follow-up found, as far as it is filled in. */
export interface FollowUpDraft {
  readonly method: 'phone' | 'in_person' | 'verify'
  readonly reached: boolean | null
  readonly solved: boolean | null
  readonly satisfaction: number | null
  /** Answers to the office's script: the place of each among its question's answers. */
  readonly script?: { readonly version: number; readonly given: readonly (number | null)[] }
}

/** A step as far as it is filled in. */
export interface ActDraft {
  readonly words: string
  readonly fileIds: readonly FileId[]
  /** Pictures that are still on their way. */
  readonly sending: boolean
  readonly postId?: PostId | undefined
  /** `2026-11-03T17:30` on the wall clock. */
  readonly due: string
  readonly reviewOn: string
  readonly outcome: NonNullable<ActBody['outcome']> | null
  readonly rating: number | null
  readonly reason: string
  readonly approve: boolean | null
  readonly followUp: FollowUpDraft
  readonly departments: readonly PostId[]
  readonly lead?: PostId | undefined
  /** Against the duty list, and meant. */
  readonly beyondDuty: boolean
  /** Statements that were ticked, and what was filled in on finish. */
  readonly ticked: readonly string[]
  readonly answers: Typed
  readonly into?: { readonly id: MatterId; readonly number: string; readonly title: string } | undefined
}

export const noFollowUp: FollowUpDraft = { method: 'phone', reached: null, solved: null, satisfaction: null }

export const emptyDraft: ActDraft = {
  words: '',
  fileIds: [],
  sending: false,
  due: '',
  reviewOn: '',
  outcome: null,
  rating: null,
  reason: '',
  approve: null,
  followUp: noFollowUp,
  departments: [],
  beyondDuty: false,
  ticked: [],
  answers: {},
}

type Step = Pick<NextStep, 'action' | 'needs' | 'pictures' | 'statements' | 'fields'>
type Field = Exclude<Need, 'words?' | 'files?'> | 'sending' | 'ticked' | 'answers'

/** A post is needed as well when a return is accepted: the matter must go to somebody else. */
export const asksForPost = (step: Step, draft: ActDraft): boolean =>
  step.needs.includes('post') || (step.action === 'review_return' && draft.approve === true)

/** How many pictures this step must bring: proof is only asked of what is said to be solved. */
export const picturesAsked = (step: Step, draft: ActDraft): number =>
  step.needs.includes('files') && (draft.outcome === null || draft.outcome === 'solved') ? step.pictures : 0

/** Whether it is said to be done, so that conditions and findings are asked for: an outcome other than solved needs none. */
export const isSaidDone = (step: Step, outcome: ActDraft['outcome']): boolean =>
  step.action !== 'resolve' || outcome === null || outcome === 'solved'

/** The fields in which something is still missing; the server asks for the same and decides. */
export function faultsOf(step: Step, draft: ActDraft): ReadonlySet<Field> {
  const missing: Partial<Record<Field, boolean>> = {
    words: draft.words.trim() === '',
    files: draft.fileIds.length < picturesAsked(step, draft),
    due: draft.due === '',
    review_on: draft.reviewOn === '',
    outcome: draft.outcome === null,
    rating: draft.rating === null,
    reason: draft.reason === '',
    decision: draft.approve === null,
    follow_up: !isAnswered(draft.followUp),
    departments: draft.departments.length === 0,
    into: draft.into === undefined,
  }
  const found = new Set<Field>(step.needs.filter((need) => missing[need as Field]) as Field[])
  if (asksForPost(step, draft) && !draft.postId) found.add('post')
  if (draft.beyondDuty && draft.words.trim().length < 4) found.add('words')
  if (draft.sending) found.add('sending')
  const done = isSaidDone(step, draft.outcome)
  if (done && unticked(step.statements ?? [], draft.ticked).length > 0) found.add('ticked')
  if (typedFaults(step.fields ?? [], draft.answers, done).size > 0) found.add('answers')
  return found
}

/** Whether a follow-up says enough: whom it reached, and then whether it is solved. */
export function isAnswered({ method, reached, solved }: FollowUpDraft): boolean {
  if (method === 'verify') return solved !== null
  return reached === false || (reached === true && solved !== null)
}

/** The body of the step: only what it asks for goes out, whatever else was tried in the form. */
export function bodyOf(step: Step, draft: ActDraft): ActBody {
  const asks = (...needs: readonly Need[]) => needs.some((need) => step.needs.includes(need))
  const words = draft.words.trim()
  const done = isSaidDone(step, draft.outcome)
  const answers = done ? plainAnswers(answersOf(step.fields ?? [], draft.answers)) : {}
  return {
    action: step.action,
    ...(asks('words', 'words?') && words ? { words } : {}),
    ...(asks('files', 'files?') && draft.fileIds.length > 0 ? { fileIds: [...draft.fileIds] } : {}),
    ...(asksForPost(step, draft) && draft.postId ? { postId: draft.postId } : {}),
    ...(draft.beyondDuty ? { beyondDuty: true } : {}),
    ...(asks('due') && draft.due ? { dueAt: instantOfWall(draft.due) } : {}),
    ...(asks('review_on') && draft.reviewOn ? { reviewOn: draft.reviewOn } : {}),
    ...(asks('outcome') && draft.outcome ? { outcome: draft.outcome } : {}),
    ...(asks('rating') && draft.rating ? { rating: draft.rating } : {}),
    ...(asks('reason') && draft.reason ? { reason: draft.reason } : {}),
    ...(asks('decision') && draft.approve !== null ? { approve: draft.approve } : {}),
    ...(asks('follow_up') ? { followUp: followUpOf(draft.followUp) } : {}),
    ...(asks('departments') ? { departments: [...draft.departments] } : {}),
    ...(asks('departments') && draft.lead ? { leadPostId: draft.lead } : {}),
    ...(asks('into') && draft.into ? { intoId: draft.into.id } : {}),
    ...(step.statements && done && draft.ticked.length > 0 ? { ticked: [...draft.ticked] } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
  }
}

/** What was found, without answers that belong to a call that reached nobody. */
export function followUpOf(draft: FollowUpDraft): NonNullable<ActBody['followUp']> {
  const { method, solved, satisfaction } = draft
  const onSpot = method === 'verify'
  const reached = !onSpot && draft.reached === true
  return {
    method,
    reached,
    ...((reached || onSpot) && solved !== null ? { solved } : {}),
    ...(reached && satisfaction !== null ? { satisfaction } : {}),
    ...(reached && draft.script?.given.some((one) => one !== null)
      ? { script: { version: draft.script.version, given: [...draft.script.given] } }
      : {}),
  }
}

const wall = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** `2026-11-03T17:30` on the wall in China, for `<input type="datetime-local">`, wherever the reader is. */
export const wallOf = (instant: string | Date): string => wall.format(new Date(instant)).replace(' ', 'T')

/** The instant of a wall time in China, which keeps one zone without summer time. */
export const instantOfWall = (text: string): string => new Date(`${text}:00+08:00`).toISOString()
