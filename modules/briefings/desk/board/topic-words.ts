import { defineWords } from '../../../../kernel/contract/words.ts'

export const topicWords = defineWords({
  zh: {
    title: '近七天热点',
    lead: (from: string, to: string, weeks: number) => `${from} 至 ${to}，与之前 ${weeks} 周相比明显偏多的类别和说法。`,
    none: '没有明显偏多的类别或说法。',
    early: '历史还不满四周，暂时看不出什么算偏多。',
    noWords: '事项太多，只看类别；选下面的地点可以看说法。',
    what: '热点',
    week: '近七天',
    usual: '往常一周',
    since: '从哪天起',
    where: '主要在哪里',
    examples: '例如',
    word: '说法',
    category: '类别',
    how: '怎么判断的',
    howText:
      '把近七天的件数同之前八周比：往常的件数波动越大，越要多才算。不足 5 件、不到往常 1.5 倍的不报；同时看很多项，误报控制在 5% 以内。说法还要比全部事项涨得更快。除作废外都计入，并案的也算。方法与出处见文档《看板》。',
    open: (name: string, n: string) => `${name}：${n} 件，打开清单`,
  },
  en: {
    title: 'Hot topics of the last seven days',
    lead: (from, to, weeks) =>
      `${from} to ${to}: categories and words clearly more frequent than in the ${weeks} weeks before.`,
    none: 'Nothing is clearly more frequent than before.',
    early: 'There are less than four weeks to compare with: too early to say what is unusual.',
    noWords: 'Too many matters to read them for words: categories only. Choose a place below to see words.',
    what: 'Topic',
    week: 'Seven days',
    usual: 'Usual week',
    since: 'Since',
    where: 'Mostly where',
    examples: 'For example',
    word: 'word',
    category: 'category',
    how: 'How this is judged',
    howText:
      'The count of the last seven days is compared with the eight weeks before: the more those went up and down, the more it takes. Fewer than 5, or less than 1.5 times the usual, is not shown; many topics are looked at together, so false alarms are held at 5 %. A word must also rise faster than everything does. All but void matters count, merged ones too. Method and sources stand in the page “The board” of the documentation.',
    open: (name, n) => `${name}: ${n} matters, open the list`,
  },
})
