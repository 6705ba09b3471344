import { defineWords } from '../../kernel/contract/words.ts'

/** How forms call comparisons; days have words of their own. */
export const comparisonNames = {
  zh: {
    op: {
      '>=': '不少于',
      '<=': '不超过',
      '>': '多于',
      '<': '少于',
      '==': '等于',
      '!=': '不等于',
      between: '介于',
      in: '是其中之一',
      notIn: '不是其中任何一个',
      startsWith: '属于',
      notStartsWith: '不属于',
      hasAny: '有其中之一',
      hasAll: '全部具有',
      yes: '是',
      no: '否',
      isNone: '没有',
      isSome: '有',
    },
    dayOp: { '>=': '在此日或以后', '<=': '在此日或以前', '>': '晚于', '<': '早于', '==': '是', '!=': '不是' },
  },
  en: {
    op: {
      '>=': 'is at least',
      '<=': 'is at most',
      '>': 'is more than',
      '<': 'is less than',
      '==': 'is',
      '!=': 'is not',
      between: 'is between',
      in: 'is one of',
      notIn: 'is none of',
      startsWith: 'belongs to',
      notStartsWith: 'does not belong to',
      hasAny: 'has one of',
      hasAll: 'has all of',
      yes: 'yes',
      no: 'no',
      isNone: 'there is none',
      isSome: 'there is one',
    },
    dayOp: {
      '>=': 'is on or after',
      '<=': 'is on or before',
      '>': 'is after',
      '<': 'is before',
      '==': 'is',
      '!=': 'is not',
    },
  },
} as const

/** The same with the comparisons that plain rows on a phone have for the time since a day. */
export const comparisonBook = defineWords({
  zh: {
    op: {
      ...comparisonNames.zh.op,
      'months>=': '至今不少于',
      'months<=': '至今不超过',
      'months>': '至今多于',
      'months<': '至今少于',
    },
    dayOp: comparisonNames.zh.dayOp,
  },
  en: {
    op: {
      ...comparisonNames.en.op,
      'months>=': 'was at least … ago',
      'months<=': 'was at most … ago',
      'months>': 'was more than … ago',
      'months<': 'was less than … ago',
    },
    dayOp: comparisonNames.en.dayOp,
  },
})
