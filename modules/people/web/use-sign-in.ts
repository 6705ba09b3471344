import { useQueryClient } from '@tanstack/react-query'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useNavigation } from '../../../ui/navigation.tsx'
import { signIn, signInWithCode } from '../contract.ts'

/** Where to go after signing in: the page that asked for it, if it is one of ours. */
export function useNext(): string {
  const { search } = useNavigation()
  const next = search.next ?? '/'
  return next.startsWith('/') && !next.startsWith('//') && !next.startsWith('/sign-in') ? next : '/'
}

/**
 * Both ways to sign in; on success everything read before is read again as the new person.
 * @param to where to go then; the page that asked, if left out.
 */
export function useSignIn(to?: string) {
  const queries = useQueryClient()
  const navigation = useNavigation()
  const next = useNext()
  const enter = async (path: string) => {
    await queries.resetQueries()
    navigation.go(path, { replace: true })
  }
  const settle = ({ next: step }: { next: string }) => {
    if (step === 'done') void enter(to ?? next)
  }
  const byPassword = useCommand(signIn, {
    onDone: (answer) => (answer.next === 'change_password' ? void enter('/account') : settle(answer)),
  })
  const byCode = useCommand(signInWithCode, { onDone: settle })
  return { byPassword, byCode }
}
