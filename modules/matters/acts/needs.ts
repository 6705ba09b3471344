import { fail } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { ActBody } from '../contract.ts'
import type { Need, Transition } from '../matter.ts'

const asked: Record<Exclude<Need, 'words?' | 'files?' | 'files'>, { path: string; words: Words }> = {
  words: { path: 'words', words: { zh: '请写几句话', en: 'Please say something' } },
  post: { path: 'postId', words: { zh: '请选择岗位', en: 'Choose a post' } },
  due: { path: 'dueAt', words: { zh: '请选择时限', en: 'Choose until when' } },
  review_on: { path: 'reviewOn', words: { zh: '请选择复核日期', en: 'Choose a review date' } },
  outcome: { path: 'outcome', words: { zh: '请选择办理结果', en: 'Choose an outcome' } },
  rating: { path: 'rating', words: { zh: '请打分（1—5）', en: 'Give a rating from 1 to 5' } },
  follow_up: { path: 'followUp', words: { zh: '请填写回访情况', en: 'Fill in the follow-up' } },
  decision: { path: 'approve', words: { zh: '请选择同意或不同意', en: 'Choose yes or no' } },
  departments: { path: 'departments', words: { zh: '请选择部门', en: 'Choose departments' } },
  into: { path: 'intoId', words: { zh: '请选择并入哪一件', en: 'Choose the matter to merge into' } },
  reason: { path: 'reason', words: { zh: '请选择原因', en: 'Choose a reason' } },
}

const present: Record<keyof typeof asked, (input: ActBody) => boolean> = {
  words: (input) => (input.words?.trim().length ?? 0) > 0,
  post: (input) => input.postId !== undefined,
  due: (input) => input.dueAt !== undefined,
  review_on: (input) => input.reviewOn !== undefined,
  outcome: (input) => input.outcome !== undefined,
  rating: (input) => input.rating !== undefined,
  follow_up: (input) => input.followUp !== undefined,
  decision: (input) => input.approve !== undefined,
  departments: (input) => (input.departments?.length ?? 0) > 0,
  into: (input) => input.intoId !== undefined,
  reason: (input) => input.reason !== undefined,
}

const isAsked = (need: Need): need is keyof typeof asked => need in asked

/** Refuses a step whose fields are not all there, naming each beside its field. How many pictures is for the kind to say. */
export function checkNeeds(transition: Transition, input: ActBody): void {
  const faults = transition.needs
    .filter(isAsked)
    .filter((need) => !present[need](input))
    .map((need) => asked[need])
  if (faults.length > 0)
    fail('invalid', 'matters.field_missing', { zh: '还有内容没有填', en: 'Something is still missing' }, faults)
}

/** For a field whose presence `checkNeeds` has already made sure of. */
export function missing(need: keyof typeof asked): never {
  return fail('invalid', 'matters.field_missing', asked[need].words, [asked[need]])
}

export const pictureWords = (count: number): Words => ({
  zh: `办结需要至少 ${count} 张现场照片`,
  en: `Resolving needs at least ${count} picture${count === 1 ? '' : 's'} from the spot`,
})
