import { fail } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Why } from '../contract.ts'
import type { Step } from '../effect.ts'
import type { RoutePost } from '../routing.ts'
import { againstList, rightReceiver } from '../rules/duty-list.ts'
import { dutiesInForce } from '../rules/duty-service.ts'

const leastReason = 4

/**
 * A dispatch against the duty list 履职清单 is refused with the name of who should have it; who goes on says so and why. What
 * a list does not name is not refused.
 * @returns what the event and the holding keep of it; null where the list has nothing against it.
 */
export async function checkDuty(step: Step, post: RoutePost): Promise<NonNullable<Why['duty']> | null> {
  const { tx, matter, around, at, input } = step
  const list = await dutiesInForce(tx, matter.tenant_id, at)
  const duty = againstList(list, post.role, matter.category_code)
  if (!duty) return null
  const found = rightReceiver(list, around.kind.spec, around.category, around)
  const receiver = found ? { zh: found.name, en: found.nameEn } : null
  if (!input.beyondDuty)
    fail('refused', 'matters.beyond_duty', refusal(post, duty, around.category.name, receiver), [
      { path: 'beyondDuty', words: { zh: '清单外派单要写明理由', en: 'Against the duty list: say why' } },
    ])
  if ((input.words?.trim().length ?? 0) < leastReason)
    fail(
      'invalid',
      'matters.duty_reason',
      { zh: '清单外派单要写明理由', en: 'Say why it is given against the duty list' },
      [{ path: 'words', words: { zh: '写明为什么仍要派给它', en: 'Say why it is still given to it' } }],
    )
  return { duty, level: post.role, receiver }
}

function refusal(post: RoutePost, duty: 'assist' | 'none', category: Words, receiver: Words | null): Words {
  const zh = duty === 'none' ? '不承担' : '只配合，不单独承担'
  const en = duty === 'none' ? 'is not to be given' : 'only assists with'
  const [who, whoEn] = receiver
    ? [`应由「${receiver.zh}」办理。`, `It belongs to ${receiver.en}.`]
    : ['这里没有找到应办的岗位，请向上一级请示。', 'Nobody here has it as a duty: please ask above.']
  return {
    zh: `履职清单：「${post.name}」${zh}「${category.zh}」。${who}仍要派给它，请确认并写明理由`,
    en: `Duty list: ${post.nameEn} ${en} “${category.en}”. ${whoEn} To give it all the same, confirm and say why`,
  }
}
