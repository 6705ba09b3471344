import { useWords } from '../../../kernel/web/words.ts'
import { Go } from '../../../ui/navigation.tsx'
import { LargeTypeToggle } from '../../../ui/pocket/frame.tsx'
import { Door } from '../web/door.tsx'
import { SignInForm } from '../web/sign-in-form.tsx'
import { words } from '../web/words.ts'
import { words as own } from './words.ts'

/** `/sign-in` on a phone. */
export default function SignInPage() {
  const w = useWords(words)
  const p = useWords(own)
  return (
    <main>
      <Door
        face={p.face}
        title={w.signIn}
        foot={
          <>
            <Go to="/">{w.withoutAccount}</Go>
            <LargeTypeToggle />
          </>
        }
      >
        <SignInForm />
      </Door>
    </main>
  )
}
