import { defineWords } from '../../../kernel/contract/words.ts'

export const offerWords = defineWords({
  zh: {
    skills: '能帮什么',
    audience: '谁能看到',
    nameShown: '邻居可以看到姓名',
    when: '什么时候有空',
    reach: '愿意走多远',
    metres: (n: number) => (n >= 20_000 ? '多远都行' : n >= 1000 ? `${n / 1000} 公里内` : `${n} 米内`),
    most: '最多同时帮几人',
    speak: '会说',
    iAm: '性别',
    iAmHint: '有的邻居希望由女性或男性帮忙；不说就不会推荐给他们。',
    notSaid: '不说',
    helpsSex: '更愿意帮',
  },
  en: {
    skills: 'Can do',
    audience: 'Who may read it',
    nameShown: 'Neighbours may see the name',
    when: 'Free at',
    reach: 'How far',
    metres: (n: number) => (n >= 20_000 ? 'any distance' : n >= 1000 ? `within ${n / 1000} km` : `within ${n} m`),
    most: 'People at most',
    speak: 'Speaks',
    iAm: 'Sex',
    iAmHint: 'Some would rather be helped by a woman or a man; who does not say is not suggested to them.',
    notSaid: 'not said',
    helpsSex: 'Would rather help',
  },
})
