import type { Words } from '../../kernel/contract/words.ts'
import type { CalendarDay } from './calendar-month.ts'
import { type Judgement, judge } from './explain.ts'
import { type Dictionary, factOf } from './fact.ts'
import type { Policy } from './policy.ts'
import { punctuated } from './punctuation.ts'
import type { Row } from './row.ts'

/** Longer lists are not read. */
const mostReasons = 8

/**
 * Why a policy fits a firm (as far as it does): the conditions that hold, with the firm's own values. What is sensitive
 * is not repeated: a reason travels further than the fact.
 */
export function reasonsOf(
  policy: Pick<Policy, 'condition'>,
  dictionary: Dictionary,
  row: Row,
  today: CalendarDay,
): Words[] {
  const whole = judge(policy.condition, dictionary, row, today)
  return holding(whole)
    .slice(0, mostReasons)
    .map((one) => punctuated(withValues(one, dictionary)))
}

/** The sentences that hold; of alternatives only those that do. A group that is denied is told as one. */
function holding(judgement: Judgement): Judgement[] {
  const { parts, verdict } = judgement
  if (parts.length === 0) return verdict === 'fits' ? [judgement] : []
  const [only] = parts
  if (parts.length === 1 && only && only.verdict !== verdict && verdict === 'fits')
    return [{ ...judgement, words: both(judgement.words, only.words), parts: [] }]
  return parts.flatMap(holding)
}

const both = (a: Words, b: Words): Words => ({ zh: `${a.zh}:${b.zh}`, en: `${a.en}: ${b.en}` })

function withValues({ words, values }: Judgement, dictionary: Dictionary): Words {
  const told = values.filter(({ fact }) => {
    const spec = factOf(dictionary, fact)
    return spec !== undefined && !spec.sensitive && spec.type.kind !== 'boolean'
  })
  if (told.length === 0) return words
  return {
    zh: `${words.zh}(${told.map((value) => value.words.zh).join('、')})`,
    en: `${words.en} (${told.map((value) => value.words.en).join(', ')})`,
  }
}

/** Names of facts in a sentence: "在职人数、企业规模". */
export function factNamesIn(keys: readonly string[], dictionary: Dictionary): Words {
  const names = keys.map((key) => factOf(dictionary, key)?.name ?? { zh: key, en: key })
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') }
}
