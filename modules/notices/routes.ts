import { type Route, route } from '../../kernel/http/route.ts'
import { countUnread, listNotices, live, readAllNotices, readNotice } from './contract.ts'
import { countInbox, markAllRead, markRead, readInbox } from './inbox.ts'
import { liveStream } from './live-stream.ts'

export const routes: readonly Route[] = [
  route(listNotices, {
    access: 'signed-in',
    handle: ({ actor, query, read }) => {
      const { offset = 0, limit = 30, unread = false } = query
      return read((tx) => readInbox(tx, actor, { offset, limit, unread }))
    },
  }),
  route(countUnread, {
    access: 'signed-in',
    handle: ({ actor, read }) => read((tx) => countInbox(tx, actor)),
  }),
  route(readNotice, {
    access: 'signed-in',
    handle: ({ actor, params, clock, command }) =>
      command(async (tx) => {
        await markRead(tx, actor, params.noticeId, clock.now())
        return { done: true }
      }),
  }),
  route(readAllNotices, {
    access: 'signed-in',
    handle: ({ actor, body, clock, command }) =>
      command(async (tx) => {
        const now = clock.now()
        await markAllRead(tx, actor, body.until ? new Date(body.until) : now, now)
        return { done: true }
      }),
  }),
  route(live, {
    access: 'signed-in',
    perMinute: 120,
    handle: async ({ actor, live: hub }) => ({
      bytes: liveStream(hub, actor),
      type: 'text/event-stream; charset=utf-8',
    }),
  }),
]
