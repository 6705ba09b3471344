import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { countUnread, listNotices, type NoticeView, readAllNotices, readNotice } from '../contract.ts'

export const pageSize = 30

/** A page of the inbox and what can be done with it; the page number stands in the address. */
export function useInbox() {
  const [{ offset: at }, setUrl] = useUrlState(['offset'])
  const offset = Number(at ?? 0) || 0
  const page = useEndpoint(listNotices, { query: { offset, limit: pageSize } })
  const changes = [listNotices, countUnread]
  const one = useCommand(readNotice, { changes })
  const all = useCommand(readAllNotices, { changes })
  const newest = page.data?.rows
    .map((row) => row.at)
    .sort()
    .at(-1)
  return {
    page,
    offset,
    goTo: (next: number) => setUrl({ offset: next > 0 ? String(next) : undefined }),
    read: (notice: NoticeView) => notice.readAt === null && one.mutate({ params: { noticeId: notice.id } }),
    readAll: () => all.mutate({ body: newest ? { until: newest } : {} }),
    readingAll: all.isPending,
    unreadHere: page.data?.rows.some((row) => row.readAt === null) ?? false,
  }
}
