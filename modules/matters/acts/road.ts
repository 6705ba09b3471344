import { fail } from '../../../kernel/contract/errors.ts'
import { clockFor, type Effect, handlingSince, type Step } from '../effect.ts'
import { keepAsked } from '../forms/finish.ts'
import { picturesNeeded } from '../kind.ts'
import { firstManned, placesOf, type RoutePost, whyOf } from '../routing.ts'
import { checkDuty } from './duty.ts'
import { missing, pictureWords } from './needs.ts'
import { givenPost } from './posts.ts'

/** 受理: somebody answers for sorting it out; assigning comes next. */
export async function accept(step: Step): Promise<Effect> {
  const facts = await keepAsked(step)
  const effect: Effect = { to: 'accepted', clock: clockFor(step, 'assign'), set: { accepted_at: step.at } }
  return facts.answersHash ? { ...effect, facts } : effect
}

/** 派单: to a post of the dispatcher's choice. */
export async function assign(step: Step): Promise<Effect> {
  const effect = await assignTo(step, givenPost(step), 'assigned')
  return { ...effect, facts: { ...effect.facts, ...(await keepAsked(step)) } }
}

/** The columns and clock of a matter that goes to a post; the duty list is asked first. */
export async function assignTo(step: Step, post: RoutePost, rule: 'assigned' | 'returned'): Promise<Effect> {
  const duty = await checkDuty(step, post)
  const why = whyOf(rule, post, step.around)
  const clock = clockFor(step, 'contact')
  const { matter, at } = step
  return {
    to: 'assigned',
    holder: { postId: post.postId, why: duty ? { ...why, duty } : why },
    clock,
    set: {
      ...(matter.accepted_at ? {} : { accepted_at: at }),
      ...(matter.assigned_at ? {} : { assigned_at: at }),
      ...(matter.contacted_at ? {} : { contact_due_at: clock.dueAt }),
    },
    facts: { post: { zh: post.name, en: post.nameEn }, ...(duty ? { duty } : {}) },
  }
}

/** 首次联系: the reporter has been spoken to; handling begins. */
export function contact(step: Step): Effect {
  const clock = clockFor(step, 'handle')
  const first = step.matter.contacted_at ? {} : { contacted_at: step.at }
  return { to: 'handling', clock, set: { ...first, ...handlingSince(clock) } }
}

/** 办理: a note of what was done; begins handling where nobody can be contacted. */
export function handle(step: Step): Effect {
  if (step.matter.state === 'handling') return { to: 'handling', clock: 'keep' }
  return contact(step)
}

/** 办结: a proposal with an outcome and what the kind asks for (pictures, conditions, findings); the post that follows up takes over. */
export async function resolve(step: Step): Promise<Effect> {
  const { matter, around, input } = step
  if (!input.outcome) return missing('outcome')
  const wanted = picturesNeeded(around.kind.spec, matter.category_code)
  if ((input.fileIds?.length ?? 0) < wanted && input.outcome === 'solved')
    fail('invalid', 'matters.evidence_missing', pictureWords(wanted), [
      { path: 'fileIds', words: pictureWords(wanted) },
    ])
  const facts = await keepAsked(step)
  const found = firstManned(around.kind.spec.followUpBy, around, matter.holder_post_id)
  if (!found)
    fail('refused', 'matters.nobody_follows_up', { zh: '没有可以回访的岗位', en: 'No post can follow this up' })
  return {
    to: 'resolved',
    holder: { postId: found.post.postId, why: { rule: 'follow_up', places: placesOf(around), tried: found.tried } },
    clock: clockFor(step, 'follow_up'),
    set: { resolver_post_id: matter.holder_post_id, resolved_at: step.at, outcome: input.outcome, unreached: 0 },
    facts: { outcome: input.outcome, ...facts },
  }
}
