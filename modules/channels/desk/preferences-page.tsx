import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { getPreferences } from '../contract.ts'
import { ConsentPart, useAgreement } from '../web/consent-part.tsx'
import { MailSection } from '../web/mail-section.tsx'
import { PreferenceForm } from '../web/preference-form.tsx'
import { words } from '../web/words.ts'

/** `/account/notices`: how I want to hear outside of Liren. */
export default function PreferencesPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(getPreferences)
  const { agreement, part } = useAgreement(data)
  return (
    <Page title={w.title} width="narrow">
      <PageHeader title={w.title} lead={w.lead} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.offered.length === 0 && <EmptyState icon="bell" title={w.none} />}
      {data && data.offered.length > 0 && (
        <>
          <Sheet title={w.consent}>
            <ConsentPart of={data} {...part} />
          </Sheet>
          {data.offered.includes('mail') && (
            <Sheet title={w.mail}>
              <MailSection of={data} agreement={agreement} />
            </Sheet>
          )}
          <Sheet title={w.which}>
            {data.offered.includes('sms') && !data.hasPhone && <p className="ui-muted">{w.noPhone}</p>}
            <PreferenceForm of={data} agreement={agreement} />
          </Sheet>
        </>
      )}
    </Page>
  )
}
