import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader } from '../../../ui/desk/page.tsx'
import { NoticeList } from '../web/notice-list.tsx'
import { useInbox } from '../web/use-inbox.ts'
import { words } from '../web/words.ts'

/** `/inbox`: what moved and concerns me. */
export default function InboxPage() {
  const w = useWords(words)
  const inbox = useInbox()
  const actions = inbox.unreadHere && (
    <Button icon="check" busy={inbox.readingAll} onClick={inbox.readAll}>
      {w.readAll}
    </Button>
  )
  return (
    <Page title={w.title} width="narrow">
      <PageHeader title={w.title} lead={w.lead} actions={actions} />
      <NoticeList inbox={inbox} />
    </Page>
  )
}
