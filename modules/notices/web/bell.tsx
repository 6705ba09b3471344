import './notice-list.css'
import { useWords } from '../../../kernel/web/words.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Go } from '../../../ui/navigation.tsx'
import { useUnread } from './unread.ts'
import { words } from './words.ts'

/** Leads to the inbox and says how many notices are unread. For somebody who is signed in. */
export function Bell() {
  const w = useWords(words)
  const unread = useUnread(true)
  return (
    <Go to="/inbox" className="notice-bell" label={unread > 0 ? `${w.title}, ${w.unread(unread)}` : w.title}>
      <Icon name="bell" />
      {unread > 0 && <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>}
    </Go>
  )
}
