import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { words } from './words.ts'

/** Reading needs no account; to say something one signs in and comes back here. */
export function SignInRemark({ code }: { code: string }) {
  const w = useWords(words)
  return (
    <p className="ui-muted">
      {w.signIn}{' '}
      <Button look="quiet" to={`/sign-in?next=${encodeURIComponent(`/x/${code}`)}`}>
        {w.signInGo}
      </Button>
    </p>
  )
}
