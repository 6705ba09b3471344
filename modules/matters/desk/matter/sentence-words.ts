import { defineWords } from '../../../../kernel/contract/words.ts'

interface Call {
  readonly reached: boolean
  readonly solved: boolean | null
  readonly stars: number | null
}

/** The second halves of the sentences on the timeline; the first halves are the steps' names. */
export const sentenceWords = defineWords({
  zh: {
    with: (name: string, detail: string) => `${name}：${detail}`,
    comma: '、',
    to: (post: string) => `到 ${post}`,
    until: (when: string) => `到 ${when}`,
    rated: (stars: number) => `满意度 ${stars} 分`,
    times: (n: number) => `第 ${n} 次`,
    round: (n: number) => `第 ${n} 轮`,
    left: (n: number) => `还有 ${n} 个部门未应`,
    allAnswered: '各部门都已应哨',
    called: (names: string) => `请 ${names} 一起办`,
    upheld: '同意退单',
    notUpheld: '不同意退单',
    approved: '同意剔除',
    notApproved: '不同意剔除',
    found: ({ reached, solved, stars }: Call, method: string) => {
      const answer = !reached ? '没有联系上' : solved ? '已解决' : '没有解决'
      return `${method}${method ? '，' : ''}${answer}${stars === null ? '' : `，满意度 ${stars} 分`}`
    },
    order: (number: string, until: string) => `${number}，${until} 前答复`,
    inName: (post: string) => `以 ${post} 名义`,
    talkBy: (until: string) => `${until} 前谈`,
    answered: (numbers: string, late: boolean) => `${numbers}${late ? '，逾期' : ''}`,
    system: '系统自动',
    holder: (name: string) => `承办：${name}`,
    clock: (stage: string, at: string) => `${stage}时限 ${at}`,
  },
  en: {
    with: (name, detail) => `${name}: ${detail}`,
    comma: ', ',
    to: (post) => `to ${post}`,
    until: (when) => `until ${when}`,
    rated: (stars) => `rated ${stars} of 5`,
    times: (n) => `number ${n}`,
    round: (n) => `round ${n}`,
    left: (n) => `${n} still to answer`,
    allAnswered: 'all have answered',
    called: (names) => `with ${names}`,
    upheld: 'accepted',
    notUpheld: 'refused',
    approved: 'left out of the rates',
    notApproved: 'stays in the rates',
    found: ({ reached, solved, stars }, method) => {
      const answer = !reached ? 'nobody reached' : solved ? 'solved' : 'not solved'
      return `${method}${method ? ', ' : ''}${answer}${stars === null ? '' : `, rated ${stars} of 5`}`
    },
    order: (number, until) => `${number}, to be answered by ${until}`,
    inName: (post) => `in the name of ${post}`,
    talkBy: (until) => `to be held by ${until}`,
    answered: (numbers, late) => `${numbers}${late ? ', late' : ''}`,
    system: 'By itself',
    holder: (name) => `with ${name}`,
    clock: (stage, at) => `${stage} by ${at}`,
  },
})
