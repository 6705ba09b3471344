import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { me } from '../contract.ts'
import { MyPosts, PasswordForm, Sessions } from '../web/account-sections.tsx'
import { SecondFactor } from '../web/second-factor-section.tsx'
import { words } from '../web/words.ts'

/** `/account`: my posts, password, authenticator, and where I am signed in. */
export default function AccountPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(me)
  return (
    <Page title={w.account} width="narrow">
      <PageHeader
        title={w.account}
        lead={w.accountLead}
        actions={
          <Button icon="bell" to="/account/notices">
            {w.notices}
          </Button>
        }
      />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && (
        <>
          <Sheet title={w.posts}>
            <MyPosts person={data} />
          </Sheet>
          <Sheet title={w.changePassword}>
            <PasswordForm person={data} />
          </Sheet>
          <Sheet title={w.secondFactor}>
            <SecondFactor person={data} />
          </Sheet>
          <Sheet title={w.sessions}>
            <Sessions />
          </Sheet>
        </>
      )}
    </Page>
  )
}
