import { defineWords } from '../../../kernel/contract/words.ts'

export const answerWords = defineWords({
  zh: {
    step: '答复',
    visitOn: '约定日期',
    amount: '批准金额（元）',
    amountWrong: '请写金额，如 500000 或 50万',
    months: '期限（月）',
    monthsWrong: '请写整数个月，如 12',
    rate: '年利率（%）',
    rateWrong: '请写百分数，如 3.85',
    why: '原因',
    remark: '说明',
  },
  en: {
    step: 'Answer',
    visitOn: 'Day of the visit',
    amount: 'Sum approved (CNY)',
    amountWrong: 'An amount, such as 500000',
    months: 'Term (months)',
    monthsWrong: 'Whole months, such as 12',
    rate: 'Yearly rate (%)',
    rateWrong: 'Per cent, such as 3.85',
    why: 'Reason',
    remark: 'Words',
  },
})
