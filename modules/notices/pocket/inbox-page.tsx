import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { NoticeList } from '../web/notice-list.tsx'
import { useInbox } from '../web/use-inbox.ts'
import { words } from '../web/words.ts'

/** `/inbox`: what moved and concerns me. */
export default function InboxPage() {
  const w = useWords(words)
  const inbox = useInbox()
  const readAll = inbox.unreadHere && (
    <Button look="quiet" busy={inbox.readingAll} onClick={inbox.readAll}>
      {w.readAll}
    </Button>
  )
  return (
    <>
      <AppBar title={w.title} actions={readAll} />
      <Screen>
        <NoticeList inbox={inbox} />
      </Screen>
    </>
  )
}
