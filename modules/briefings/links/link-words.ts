import { defineWords } from '../../../kernel/contract/words.ts'

/** What the five links are called, on the screen and in sheets. */
export const linkBook = defineWords({
  zh: {
    link: {
      ...{ resources: '资源联动', information: '信息联通', mediation: '矛盾调解' },
      ...{ service: '服务联动', safety: '平安联建' },
    },
    sheet: '五联看板',
    column: { link: '五联', figure: '指标', value: '数量', counted: '口径', place: '地点', from: '起', to: '止' },
    ofDays: '本期',
    ofNow: '当前',
  },
  en: {
    link: {
      ...{ resources: 'Resources', information: 'Information', mediation: 'Disputes' },
      ...{ service: 'Service', safety: 'Safety' },
    },
    sheet: 'Five links',
    column: {
      ...{
        link: 'Link',
        figure: 'Figure',
        value: 'Number',
        counted: 'Counted',
        place: 'Place',
        from: 'From',
        to: 'To',
      },
    },
    ofDays: 'In these days',
    ofNow: 'Now',
  },
})
