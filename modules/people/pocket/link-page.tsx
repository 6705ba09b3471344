import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useNavigation, useParam } from '../../../ui/navigation.tsx'
import { LargeTypeToggle } from '../../../ui/pocket/frame.tsx'
import { BigButton } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { lookAtLink, signInByLink } from '../contract.ts'
import { Door } from '../web/door.tsx'
import { useNext } from '../web/use-sign-in.ts'
import { words } from './words.ts'

/** `/k/$token`: says whom the link is for; only the button uses it up, for robots open links too. */
export default function LinkPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const say = useSay()
  const format = useFormat()
  const token = useParam('token')
  const queries = useQueryClient()
  const navigation = useNavigation()
  const next = useNext()
  const { mutate: ask, ...look } = useCommand(lookAtLink)
  useEffect(() => ask({ body: { token } }), [ask, token])
  const enter = useCommand(signInByLink, {
    onDone: async () => {
      await queries.resetQueries()
      navigation.go(next, { replace: true })
    },
  })
  const link = look.data
  const error = enter.error ?? look.error
  return (
    <main>
      <Door
        face={w.face}
        title={w.linkTitle}
        foot={
          <>
            <Go to="/">{w.withoutLink}</Go>
            <LargeTypeToggle />
          </>
        }
      >
        {!link && !error && <p className="ui-muted">{ui.loading}</p>}
        {link && !enter.error && (
          <div className="ui-stack">
            <p>
              {w.linkFor} <strong>{link.name}</strong>
            </p>
            <p className="ui-muted">{w.linkLead(say(link.tenant), format.moment(link.expiresAt))}</p>
            <BigButton busy={enter.isPending} onClick={() => enter.mutate({ body: { token } })}>
              {w.enter}
            </BigButton>
          </div>
        )}
        <ErrorNote error={error} />
      </Door>
    </main>
  )
}
