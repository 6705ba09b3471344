import './notice-list.css'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Go } from '../../../ui/navigation.tsx'
import { useUiWords } from '../../../ui/words.ts'
import type { NoticeView } from '../contract.ts'
import { pageOf } from './page-of.ts'
import { pageSize, type useInbox } from './use-inbox.ts'
import { words } from './words.ts'

/** The notices of a page of the inbox, with the ways to older and newer ones. */
export function NoticeList({ inbox }: { inbox: ReturnType<typeof useInbox> }) {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = inbox.page
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <p className="ui-muted notice-wait">{ui.loading}</p>
  if (data.total === 0)
    return (
      <EmptyState icon="bell" title={w.empty}>
        {w.emptyText}
      </EmptyState>
    )
  const older = inbox.offset + pageSize < data.total
  return (
    <>
      <ul className="notice-list">
        {data.rows.map((notice) => (
          <Notice key={notice.id} notice={notice} onRead={() => inbox.read(notice)} />
        ))}
      </ul>
      {(older || inbox.offset > 0) && (
        <div className="ui-row notice-ways">
          {inbox.offset > 0 && (
            <Button icon="back" onClick={() => inbox.goTo(inbox.offset - pageSize)}>
              {w.later}
            </Button>
          )}
          {older && <Button onClick={() => inbox.goTo(inbox.offset + pageSize)}>{w.earlier}</Button>}
        </div>
      )}
    </>
  )
}

function Notice({ notice, onRead }: { notice: NoticeView; onRead: () => void }) {
  const w = useWords(words)
  const format = useFormat()
  const unread = notice.readAt === null
  const folded = notice.lines.length > 1
  return (
    <li className={unread ? 'notice notice-unread' : 'notice'}>
      <span className="notice-dot">{unread && <span className="ui-unseen">{w.isUnread}</span>}</span>
      <div className="notice-body">
        <div className="notice-words">
          <NoticeWords notice={notice} onRead={onRead} link={!folded} />
        </div>
        <div className="notice-note">
          {notice.urgent && (
            <strong className="notice-urgent">
              <Icon name="warning" size={15} />
              {w.urgent}
            </strong>
          )}
          <time dateTime={notice.at} title={format.moment(notice.at)}>
            {format.fromNow(notice.at)}
          </time>
        </div>
        {folded && <Lines notice={notice} onRead={onRead} />}
      </div>
      {unread && <Button look="quiet" icon="check" label={w.markRead} onClick={onRead} />}
    </li>
  )
}

function NoticeWords({ notice, onRead, link }: { notice: NoticeView; onRead: () => void; link: boolean }) {
  const say = useSay()
  if (!link || !notice.subject) return say(notice.words)
  return (
    <Go to={pageOf(notice.subject)} onGo={onRead}>
      {say(notice.words)}
    </Go>
  )
}

function Lines({ notice, onRead }: { notice: NoticeView; onRead: () => void }) {
  const w = useWords(words)
  const say = useSay()
  return (
    <details className="notice-lines">
      <summary>{w.several(notice.count)}</summary>
      <ul>
        {notice.lines.map((line) => (
          <li key={`${line.at} ${line.subject?.id} ${line.words.zh}`}>
            {line.subject ? (
              <Go to={pageOf(line.subject)} onGo={onRead}>
                {say(line.words)}
              </Go>
            ) : (
              say(line.words)
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
