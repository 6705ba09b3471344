import type { MatterId, PostId } from '../../../../kernel/contract/ids.ts'
import type { PhotoDraft } from '../../../../ui/photo-input.tsx'
import type { ActBody, NextStep } from '../../contract.ts'
import { unticked } from '../../form.ts'
import { answersOf, plainAnswers, type Typed, typedFaults } from '../../forms/typed.ts'
import type { Need } from '../../matter.ts'
import { idsOf } from '../parts/photos.ts'

/** What is being filled in for a step; times as the phone's own inputs give them. */
export interface ActInput {
  readonly words: string
  readonly photos: readonly PhotoDraft[]
  readonly postId: PostId | null
  /** `2026-12-03T18:00`, on a Chinese clock. */
  readonly due: string
  /** `2026-12-03` */
  readonly reviewOn: string
  readonly outcome: NonNullable<ActBody['outcome']> | null
  readonly rating: number | null
  readonly reason: string
  readonly approve: boolean | null
  readonly method: NonNullable<ActBody['followUp']>['method'] | null
  readonly reached: boolean | null
  readonly solved: boolean | null
  readonly departments: readonly PostId[]
  readonly leadId: PostId | null
  readonly intoId: MatterId | null
  /** Against the duty list, and meant. */
  readonly beyondDuty: boolean
  /** Statements that were ticked, and what was filled in on finish. */
  readonly ticked: readonly string[]
  readonly answers: Typed
}

export const emptyInput: ActInput = {
  words: '',
  photos: [],
  postId: null,
  due: '',
  reviewOn: '',
  outcome: null,
  rating: null,
  reason: '',
  approve: null,
  method: null,
  reached: null,
  solved: null,
  departments: [],
  leadId: null,
  intoId: null,
  beyondDuty: false,
  ticked: [],
  answers: {},
}

/** A return that is upheld goes to another post: the decision brings its own need. */
export const needsPost = (step: NextStep, input: ActInput): boolean =>
  step.needs.includes('post') || (step.action === 'review_return' && input.approve === true)

/** Pictures that must be there: resolving as solved asks for what the kind wants, other outcomes for none. */
export const picturesWanted = (step: NextStep, input: ActInput): number =>
  step.needs.includes('files') && (step.action !== 'resolve' || input.outcome === 'solved') ? step.pictures : 0

/** Whether it is said to be done, so that conditions and findings are asked for: an outcome other than solved needs none. */
export const isSaidDone = (step: NextStep, input: ActInput): boolean =>
  step.action !== 'resolve' || input.outcome === null || input.outcome === 'solved'

/** Whether a condition is not ticked, or a finding not filled in. */
export const hasOpenConditions = (step: NextStep, input: ActInput): boolean => {
  const done = isSaidDone(step, input)
  const open = done && unticked(step.statements ?? [], input.ticked).length > 0
  return open || typedFaults(step.fields ?? [], input.answers, done).size > 0
}

/** Whether somebody was asked or looked, so that “solved or not” has an answer. */
export const hasAnswer = (input: ActInput): boolean => input.reached === true || input.method === 'verify'

const filled: Record<Exclude<Need, 'words?' | 'files?'>, (step: NextStep, input: ActInput) => boolean> = {
  words: (_, input) => input.words.trim() !== '',
  files: (step, input) => idsOf(input.photos).length >= picturesWanted(step, input),
  post: (_, input) => input.postId !== null,
  due: (_, input) => input.due !== '',
  review_on: (_, input) => input.reviewOn !== '',
  outcome: (_, input) => input.outcome !== null,
  rating: (_, input) => input.rating !== null,
  follow_up: (_, input) =>
    input.method !== null &&
    (input.reached !== null || input.method === 'verify') &&
    (!hasAnswer(input) || input.solved !== null),
  decision: (_, input) => input.approve !== null,
  departments: (_, input) => input.departments.length > 0,
  into: (_, input) => input.intoId !== null,
  reason: (_, input) => input.reason !== '',
}

/** What is still missing, in the order of the form. */
export function missingIn(step: NextStep, input: ActInput): Need[] {
  const missing = step.needs.filter((need) => need in filled && !filled[need as keyof typeof filled](step, input))
  if (needsPost(step, input) && !step.needs.includes('post') && input.postId === null) missing.push('post')
  if (input.beyondDuty && input.words.trim().length < 4 && !missing.includes('words')) missing.push('words')
  return missing
}

/** Who leads a rally: whom the form shows as chosen, and that is the holder as long as none of those that are called is. */
export const leadOf = ({ leadId, departments }: ActInput, holder: PostId | null): PostId | null =>
  leadId && departments.includes(leadId) ? leadId : holder

/** The step as it is sent: only what it asks for. */
export function bodyOf(step: NextStep, input: ActInput, holder: PostId | null): ActBody {
  const asks = (need: Need) => step.needs.includes(need)
  const words = input.words.trim()
  const fileIds = idsOf(input.photos)
  const lead = leadOf(input, holder)
  const answers = isSaidDone(step, input) ? plainAnswers(answersOf(step.fields ?? [], input.answers)) : {}
  return {
    action: step.action,
    ...((asks('words') || asks('words?')) && words && { words }),
    ...((asks('files') || asks('files?')) && fileIds.length > 0 && { fileIds }),
    ...(needsPost(step, input) && input.postId && { postId: input.postId }),
    ...(input.beyondDuty && { beyondDuty: true }),
    ...(asks('due') && input.due && { dueAt: `${input.due}:00+08:00` }),
    ...(asks('review_on') && input.reviewOn && { reviewOn: input.reviewOn }),
    ...(asks('outcome') && input.outcome && { outcome: input.outcome }),
    ...(asks('rating') && input.rating && { rating: input.rating }),
    ...(asks('reason') && input.reason && { reason: input.reason }),
    ...(asks('decision') && input.approve !== null && { approve: input.approve }),
    ...(asks('follow_up') && followUpOf(input)),
    ...(asks('departments') && {
      departments: [...input.departments],
      ...(lead && { leadPostId: lead }),
    }),
    ...(step.statements && isSaidDone(step, input) && input.ticked.length > 0 && { ticked: [...input.ticked] }),
    ...(Object.keys(answers).length > 0 && { answers }),
    ...(asks('into') && input.intoId && { intoId: input.intoId }),
  }
}

function followUpOf(input: ActInput): Pick<ActBody, 'followUp'> {
  if (!input.method) return {}
  const reached = input.reached === true
  return {
    followUp: {
      method: input.method,
      reached,
      ...(hasAnswer(input) && input.solved !== null && { solved: input.solved }),
      ...(reached && input.rating && { satisfaction: input.rating }),
    },
  }
}
