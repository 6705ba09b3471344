import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { getPreferences } from '../contract.ts'
import { ConsentPart, useAgreement } from '../web/consent-part.tsx'
import { MailSection } from '../web/mail-section.tsx'
import { PreferenceForm } from '../web/preference-form.tsx'
import { PushSection } from '../web/push-section.tsx'
import { words } from '../web/words.ts'

/** `/account/notices` on a phone. */
export default function PreferencesPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(getPreferences)
  const { agreement, part } = useAgreement(data)
  return (
    <>
      <AppBar title={w.title} back="/account" />
      <Screen>
        <ErrorNote error={error} onRetry={() => void refetch()} />
        {data?.offered.length === 0 && <EmptyState icon="bell" title={w.none} />}
        {data && data.offered.length > 0 && (
          <>
            <p className="ui-muted">{w.lead}</p>
            <Card title={w.consent}>
              <ConsentPart of={data} {...part} />
            </Card>
            {data.offered.includes('mail') && (
              <Card title={w.mail}>
                <MailSection of={data} agreement={agreement} />
              </Card>
            )}
            {data.pushKey && (
              <Card title={w.push}>
                <PushSection of={data} publicKey={data.pushKey} agreement={agreement} />
              </Card>
            )}
            <Card title={w.which}>
              {data.offered.includes('sms') && !data.hasPhone && <p className="ui-muted">{w.noPhone}</p>}
              <PreferenceForm of={data} agreement={agreement} />
            </Card>
          </>
        )}
      </Screen>
    </>
  )
}
