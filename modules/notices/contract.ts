import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable, PageQuery, pageOf } from '../../kernel/contract/endpoint.ts'
import { Instant, idSchema, WordsSchema } from '../../kernel/contract/ids.ts'

/** What a notice is about; `kind` chooses the page that shows it: `matter`, or `firm/policies` for one of several. */
export const SubjectSchema = Type.Object({ kind: Type.String(), id: Type.String() })
export type Subject = Static<typeof SubjectSchema>

/** One of several things that were folded into one notice, newest first. */
export const NoticeLine = Type.Object({ words: WordsSchema, subject: nullable(SubjectSchema), at: Instant })
export type NoticeLine = Static<typeof NoticeLine>

export const NoticeView = Type.Object({
  id: idSchema<'notice'>(),
  topic: Type.String(),
  words: WordsSchema,
  subject: nullable(SubjectSchema),
  urgent: Type.Boolean(),
  /** How many things it tells of; `lines` holds the newest 20 of them where there is more than one. */
  count: Type.Integer(),
  lines: Type.Array(NoticeLine),
  at: Instant,
  readAt: nullable(Instant),
})
export type NoticeView = Static<typeof NoticeView>

/** My inbox: unread ones first, urgent ones before others, then the newest. */
export const listNotices = endpoint({
  id: 'notices.list',
  method: 'GET',
  path: '/api/notices',
  summary: { zh: '我的消息', en: 'My notices' },
  query: Type.Object({ ...PageQuery, unread: Type.Optional(Type.Boolean()) }),
  response: pageOf(NoticeView),
})

export const countUnread = endpoint({
  id: 'notices.count',
  method: 'GET',
  path: '/api/notices/count',
  summary: { zh: '未读消息数', en: 'How many notices are unread' },
  response: Type.Object({ unread: Type.Integer(), urgent: Type.Integer() }),
})

export const readNotice = endpoint({
  id: 'notices.read',
  method: 'POST',
  path: '/api/notices/:noticeId/read',
  summary: { zh: '标为已读', en: 'Mark a notice as read' },
  params: Type.Object({ noticeId: idSchema<'notice'>() }),
  response: Done,
})

/** Marks all that were there at `until` (else now): what came while one read stays unread. */
export const readAllNotices = endpoint({
  id: 'notices.read_all',
  method: 'POST',
  path: '/api/notices/read-all',
  summary: { zh: '全部标为已读', en: 'Mark all notices as read' },
  body: Type.Object({ until: Type.Optional(Instant) }),
  response: Done,
})

/**
 * An event stream: `ready` once on connecting, then a message `{topic, id}` for each change that concerns the reader.
 * It carries no content and keeps nothing: after a gap, fetch again what is on the screen.
 */
export const live = endpoint({
  id: 'notices.live',
  method: 'GET',
  path: '/api/live',
  summary: { zh: '实时更新', en: 'Live signals' },
  produces: 'events',
})
