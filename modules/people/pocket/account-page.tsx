import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useOutbox } from '../../../kernel/web/outbox.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Go, useNavigation } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { me, signOut } from '../contract.ts'
import { MyPosts, PasswordForm, Sessions } from '../web/account-sections.tsx'
import { afterLeaving } from '../web/after-leaving.ts'
import { SecondFactor } from '../web/second-factor-section.tsx'
import { words } from '../web/words.ts'

/** `/account` on a phone. */
export default function AccountPage() {
  const w = useWords(words)
  const queries = useQueryClient()
  const navigation = useNavigation()
  const { data, error, refetch } = useEndpoint(me)
  const leave = useCommand(signOut, {
    onDone: (left) =>
      afterLeaving(left, async () => {
        await queries.resetQueries()
        navigation.go('/', { replace: true })
      }),
  })
  return (
    <>
      <AppBar title={w.account} back="/mine" />
      <Screen>
        <ErrorNote error={error ?? leave.error} onRetry={() => void refetch()} />
        {data && (
          <>
            <Card title={w.posts}>
              <MyPosts person={data} />
            </Card>
            <Card title={w.changePassword}>
              <PasswordForm person={data} />
            </Card>
            <Card title={w.secondFactor}>
              <SecondFactor person={data} />
            </Card>
            <Card title={w.sessions}>
              <Sessions />
            </Card>
            <Card flush>
              <ListRow icon="bell" title={w.notices} note={w.noticesNote} to="/account/notices" />
              <ListRow icon="home" title={w.myHome} note={w.myHomeNote} to="/my-home" />
            </Card>
            <Leave busy={leave.isPending} onLeave={() => leave.mutate({})} />
          </>
        )}
      </Screen>
    </>
  )
}

/** Whoever has something unsent on this phone is told before they go. */
function Leave({ busy, onLeave }: { busy: boolean; onLeave: () => void }) {
  const w = useWords(words)
  const [asking, setAsking] = useState(false)
  const unsent = useOutbox().length
  return (
    <>
      <Button icon="leave" wide tall busy={busy} onClick={() => (unsent > 0 ? setAsking(true) : onLeave())}>
        {w.signOut}
      </Button>
      <ConfirmDialog
        open={asking}
        title={w.unsentTitle(unsent)}
        confirm={w.leaveAnyway}
        final
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={onLeave}
      >
        <p>{w.unsentText}</p>
        <p>
          <Go to="/queued">{w.seeUnsent}</Go>
        </p>
      </ConfirmDialog>
    </>
  )
}
