import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page } from '../../../ui/desk/page.tsx'
import { Go } from '../../../ui/navigation.tsx'
import { setUpState } from '../contract.ts'
import { Door } from '../web/door.tsx'
import { SignInForm } from '../web/sign-in-form.tsx'
import { words } from '../web/words.ts'
import { words as deskWords } from './words.ts'

/** `/sign-in`: leads back to the page that asked. */
export default function SignInPage() {
  const w = useWords(words)
  const d = useWords(deskWords)
  const { data } = useEndpoint(setUpState)
  const foot = data && (data.open ? <Go to="/set-up">{d.setUp.invitation}</Go> : <a href="/">{w.withoutAccount}</a>)
  return (
    <Page title={w.signIn} width="full">
      <Door face={d.face} title={w.signIn} foot={foot}>
        <SignInForm />
      </Door>
    </Page>
  )
}
