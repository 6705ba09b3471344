import { defineWords } from '../../../kernel/web/words.ts'

export const words = defineWords({
  zh: {
    title: '消息',
    lead: '与您有关的进展都在这里',
    unread: (n: number) => `${n} 条未读`,
    isUnread: '未读',
    urgent: '紧急',
    several: (n: number) => `共 ${n} 件`,
    readAll: '全部标为已读',
    markRead: '标为已读',
    empty: '还没有消息',
    emptyText: '有新的进展会马上出现在这里。',
    earlier: '更早的',
    later: '较新的',
  },
  en: {
    title: 'Inbox',
    lead: 'Everything that moved and concerns you',
    unread: (n) => `${n} unread`,
    isUnread: 'Unread',
    urgent: 'Urgent',
    several: (n) => `${n} in all`,
    readAll: 'Mark all as read',
    markRead: 'Mark as read',
    empty: 'Nothing yet',
    emptyText: 'Whatever moves will show here at once.',
    earlier: 'Earlier',
    later: 'Later',
  },
})
